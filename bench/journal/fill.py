"""Run in the environment of the house that is measured: lengthen its register by bulk insert.

    python -m bench.journal.fill 1000000

The lines are what the platform writes, of every kind of act, with the things that the house has (its plan is copied),
in a chain of their own: each has its leaf, hash, mentions and subtrees, as the sequencer stores them. One tenth of them
mention one plan, one mentions a document that no other does, and they spread over three years.
"""

import json
import os
import random
import sys
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.db import connection, transaction

LOT = 20_000
PLANS = 200
FIRST_DAY, DAYS = datetime(2023, 12, 1, tzinfo=UTC), 1090
# Acts of the rooms' events, by how often they come of a hundred. The rest of the kinds share what is left.
OFTEN = {
    "contributions.contribution_submitted": 34,
    "plans.progress_reported": 22,
    "plans.milestone_edited": 8,
    "texts.text_revised": 6,
    "evidence.document_published": 6,
    "plans.commitment_edited": 5,
    "plans.milestone_completed": 4,
    "contributions.contribution_hidden": 2,
}
ROLES = {"public": 40, "commitment_lead": 24, "point_of_contact": 16, "import": 9, "evaluator": 6, "administrator": 5}
RARE_ROLE, RARE_EVENT = "evaluator", "plans.milestone_completed"
HOT = 10  # of every so many lines one mentions the busiest plan


class Lines:
    """What lines are made of, chosen by a generator with a seed: the same lines every time, but for random names."""

    def __init__(self) -> None:
        from parvis.accounts.models import Member, Organisation, Person
        from parvis.plans.models import ActionPlan, Commitment, Milestone
        from parvis.register.types import _classes

        self.chosen = random.Random(5)
        self.members = [one.urn for one in Member.objects.all()]
        self.people = [one.urn for one in Person.objects.all()] + [_urn("person", self.chosen) for _ in range(2000)]
        self.plans = [one.urn for one in ActionPlan.objects.order_by("pk")]
        self.commitments = [one.urn for one in Commitment.objects.all()[:5000]]
        self.milestones = [one.urn for one in Milestone.objects.all()[:20_000]]
        self.organisations = [one.urn for one in Organisation.objects.all()]
        self.events = list(OFTEN)
        self.weights = list(OFTEN.values())
        for name in sorted(set(_classes) - set(OFTEN)):
            if name.startswith(("plans.", "contributions.", "texts.", "evidence.", "accounts.", "assessments.")):
                self.events.append(name)
                self.weights.append(0.5)
        self.roles, self.of_roles = list(ROLES), list(ROLES.values())

    def line(self, number: int, of: int) -> dict[str, Any]:
        chosen = self.chosen
        event = chosen.choices(self.events, self.weights)[0]
        role = chosen.choices(self.roles, self.of_roles)[0]
        at = FIRST_DAY + timedelta(days=DAYS) * (number / of)
        said = {
            "v": 1,
            "kind": event,
            "id": _uuid(chosen),
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "body": chosen.choice(self.members),
            "role": role,
            "actor": "urn:parvis:system:import" if role == "import" else chosen.choice(self.people),
            "object": self._object(event),
            "payload": {"content_sha256": f"{chosen.getrandbits(256):064x}"},
        }
        if number % HOT == 0:
            said["payload"]["plan"] = self.plans[0]
        elif event.startswith("contributions."):
            said["payload"]["subject"] = chosen.choice(self.commitments)
        elif event == "plans.milestone_completed":
            said["payload"] |= {"evidence": _urn("citation", chosen), "on": at.date().isoformat()}
        return said

    def _object(self, event: str) -> str:
        room, _dot, act = event.partition(".")
        if room == "contributions":
            return _urn("contribution", self.chosen)
        if room == "evidence":
            return _urn("document", self.chosen)
        if room == "accounts":
            return self.chosen.choice(self.organisations)
        if act.startswith(("milestone", "progress")):
            return self.chosen.choice(self.milestones)
        return self.chosen.choice(self.commitments if "commitment" in act or room == "texts" else self.plans[1:])


def fill(count: int) -> None:
    from parvis.register.models import Head
    from parvis.register.stored import frontier_of

    head, _made = Head.objects.get_or_create(pk=Head.THE_ONE)
    tree, lines, facets = frontier_of(head), Lines(), set()
    start = tree.size
    for first in range(start, count, LOT):
        lot = [lines.line(number, count) for number in range(first, min(first + LOT, count))]
        with transaction.atomic():
            _store(lot, tree, facets)
        print(f"{tree.size:,} of {count:,} lines", file=sys.stderr)
    _finish(tree, facets)


def _store(lot: Sequence[dict[str, Any]], tree: Any, facets: set) -> None:
    from parvis.register.models import Entry, Mention, Subtree
    from parvis.register.tiles import HEIGHT
    from parvis.register.tree import leaf_hash

    entries, mentions, subtrees = [], [], []
    for said in lot:
        index, leaf = tree.size, json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        completed = tree.append(leaf_hash(leaf.encode()))
        entries.append(_entry(index, leaf, said, completed[0]))
        payload = said["payload"].values()
        urns = {said["object"], *(value for value in payload if value.startswith("urn:"))}
        mentions += [(index, urn) for urn in urns]
        subtrees += [
            (height // HEIGHT, index >> height, completed[height]) for height in range(HEIGHT, len(completed), HEIGHT)
        ]
        facets |= {("event", said["kind"]), ("role", said["role"]), ("body", said["body"])}
    columns = ("index", "act", "leaf", "event", "object", "body", "actor", "role", "recorded_at", "hash")
    _copy(Entry._meta.db_table, columns, entries)
    _copy(Mention._meta.db_table, ("entry_id", "urn"), mentions)
    _copy(Subtree._meta.db_table, ("level", "index", "hash"), subtrees)


def _entry(index: int, leaf: str, said: dict[str, Any], hash_: bytes) -> tuple:
    act, at = said["id"], datetime.fromisoformat(said["at"])
    if connection.vendor == "sqlite":
        act, at = act.replace("-", ""), at.replace(tzinfo=None).isoformat(" ")
    return index, act, leaf, said["kind"], said["object"], said["body"], said["actor"], said["role"], at, hash_


def _copy(table: str, columns: Sequence[str], rows: Sequence[tuple]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _finish(tree: Any, facets: set) -> None:
    """The head and what there is to filter by; then publish, for pages read the published files too."""
    from parvis.register import sequencer
    from parvis.register.models import Facet, Head

    Head.objects.filter(pk=Head.THE_ONE).update(size=tree.size, frontier=b"".join(tree.hashes))
    found = [Facet(column=column, value=value) for column, value in sorted(facets)]
    Facet.objects.bulk_create(found, ignore_conflicts=True)
    sequencer.sequence_once()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")


def _uuid(chosen: random.Random) -> str:
    return str(uuid.UUID(int=chosen.getrandbits(128), version=4))


def _urn(kind: str, chosen: random.Random) -> str:
    return f"urn:parvis:{kind}:{_uuid(chosen)}"


def measured() -> Iterator[tuple[str, str]]:
    """Address by name: what people ask of the journal."""
    from django.urls import reverse

    from parvis.kernel.pages import cursor_of
    from parvis.plans.models import ActionPlan
    from parvis.register.models import Entry
    from parvis.register.telling import history_url

    journal, size = reverse("register:journal"), Entry.objects.count()
    plan = ActionPlan.objects.order_by("pk")[0].urn
    single = Entry.objects.filter(event="evidence.document_published").order_by("-index")[0]
    old = (FIRST_DAY + timedelta(days=DAYS // 10)).date().isoformat()
    deep, middle = cursor_of([size // 20]), cursor_of([size // 2])
    yield "bare", reverse("healthz")
    yield "no filter", journal
    yield "kind of act", f"{journal}?event={RARE_EVENT}"
    yield "role", f"{journal}?role={RARE_ROLE}"
    yield "member", f"{journal}?body={single.body}"
    yield "two filters", f"{journal}?event={RARE_EVENT}&role={RARE_ROLE}"
    yield "two that never meet", f"{journal}?event=contributions.contribution_submitted&role=nobody"
    yield "object, 1 act", f"{journal}?object={single.object}"
    yield "object, a tenth", f"{journal}?object={plan}"
    yield "object and kind", f"{journal}?object={plan}&event={RARE_EVENT}"
    yield "deep page", f"{journal}?after={deep}"
    yield "deep, object", f"{journal}?object={plan}&after={deep}"
    yield "deep, role", f"{journal}?role={RARE_ROLE}&after={middle}"
    yield "old day", f"{journal}?since={old}&until={old}"
    yield "old day, kind", f"{journal}?since={old}&until={old}&event={RARE_EVENT}"
    yield "history, 1 act", history_url(single.object)
    yield "history, a tenth", history_url(plan)
    yield "entry", reverse("register:entry", args=[size // 3])
    yield "feed", f"{reverse('register:feed')}?role={RARE_ROLE}"


def main() -> None:
    from bench.pages.plans import fill as copy_plans
    from bench.pages.plans import queries
    from parvis.plans.models import ActionPlan

    if ActionPlan.objects.count() < PLANS:
        copy_plans(PLANS)
    fill(int(sys.argv[1]))
    print(json.dumps({name: {"address": url, "queries": queries(url)} for name, url in measured()}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    main()
