"""Documents of plan files: a small one to break in tests, and a strategy that makes every kind of them."""

import copy
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from .plan_document_values import dates, days, instants, kept, prose

RECORD = "urn:parvis:plan:00000000-0000-4000-8000-000000000001"
SMALL: dict[str, Any] = {
    "plan_file": 1,
    "member": {"slug": "somewhere", "name": {"en": "Somewhere"}, "kind": "local", "languages": ["en", "fr"]},
    "organisations": {"ministry": {"name": {"en": "Ministry"}, "kind": "public_body"}},
    "sources": {"report": {"kind": "web_page", "url": "https://example.org/report", "title": {"en": "Report"}}},
    "plan": {"slug": "somewhere-2022", "title": {"en": "Plan", "fr": "Plan"}, "launched": "2022", "source": "report"},
    "commitments": [
        {
            "number": 1,
            "identifier": "SOMEW0001",
            "title": {"en": "Open the books"},
            "text": [{"passages": {"problem": {"en": "Books are closed."}}}],
            "institutions": [{"organisation": "ministry", "part": "lead"}],
            "milestones": [{"number": 1, "title": {"en": "First book"}, "due": "2022-12-31"}],
        }
    ],
}


def small(**changes: Any) -> dict[str, Any]:
    """`SMALL` with values put at paths: `small(**{"plan.launched": "2023"})`; None takes a field out."""
    document = copy.deepcopy(SMALL)
    for path, value in changes.items():
        holder: Any = document
        *before, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
        for step in before:
            holder = holder[step]
        if value is None:
            del holder[last]
        else:
            holder[last] = value
    return document


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Documents as `document_of` writes them: fields in its order, nothing unused, nothing that contradicts itself."""
    return _Drawing(draw).document()


class _Drawing:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.languages = draw(st.sampled_from([["en"], ["fr", "en"], ["en", "fr"]]))
        self.organisation_keys = ["one", "two", "no", "three"][: draw(st.integers(1, 4))]
        self.source_keys = ["a", "1", "b.2", "yes"][: draw(st.integers(1, 4))]
        self.is_public = draw(st.booleans())
        self.organisations_used: set[str] = set()
        self.sources_used: set[str] = set()

    def document(self) -> dict[str, Any]:
        plan = self.plan()
        challenges = self.numbered(
            lambda number: self.facts(number=number, title=self.text(), pillar=self.maybe_text())
        )
        commitments = self.numbered(lambda number: self.commitment(number, challenges))
        discrepancies = self.numbered(lambda number: self.discrepancy(number, commitments))
        amendments = self.amendments(commitments)
        return self.facts(
            plan_file=1,
            member=self.member(),
            organisations=self.organisations(),
            sources={key: self.source() for key in self.source_keys if key in self.sources_used},
            plan=plan,
            challenges=challenges,
            commitments=commitments,
            amendments=amendments,
            discrepancies=discrepancies,
        )

    @staticmethod
    def facts(**facts: Any) -> dict[str, Any]:
        return {name: value for name, value in facts.items() if value not in (None, "", [], {})}

    def maybe(self, strategy: st.SearchStrategy) -> Any:
        return self.draw(st.none() | strategy)

    def text(self) -> dict[str, Any]:
        chosen = [code for code in self.languages if self.draw(st.booleans())] or self.languages[:1]
        said: dict[str, Any] = {code: self.draw(prose()) for code in chosen}
        machine = sorted(code for code in chosen if self.draw(st.integers(0, 4)) == 0)
        return said | ({"machine": machine} if machine else {})

    def maybe_text(self) -> dict[str, Any] | None:
        return self.text() if self.draw(st.booleans()) else None

    def period(self) -> tuple[str | None, str | None]:
        return self.maybe(dates(2000, 2010)), self.maybe(dates(2011, 2030))

    def organisation_key(self) -> str:
        key = self.draw(st.sampled_from(self.organisation_keys))
        self.organisations_used.add(key)
        return key

    def source_key(self) -> str:
        key = self.draw(st.sampled_from(self.source_keys))
        self.sources_used.add(key)
        return key

    def maybe_source(self) -> str | None:
        return self.source_key() if self.draw(st.booleans()) else None

    def several(self, keys: list[str], take: Any) -> list[str]:
        """Some of the keys, in the order in which the file declares them."""
        chosen = {take() for _time in range(self.draw(st.integers(0, 2)))}
        return [key for key in keys if key in chosen]

    def some(self, make: Any) -> list[Any]:
        return [make() for _time in range(self.draw(st.integers(0, 2)))]

    def numbered(self, make: Any) -> list[Any]:
        numbers = self.draw(st.lists(st.integers(1, 30), max_size=2, unique=True))
        return [make(number) for number in sorted(numbers)]

    def member(self) -> dict[str, Any]:
        return self.facts(
            slug="somewhere",
            name=self.text(),
            kind=self.draw(st.sampled_from(["national", "local"])),
            parent_country=self.maybe_text(),
            country=self.maybe(st.just("CA")),
            region=self.maybe(st.sampled_from(["americas", "europe"])),
            joined=self.maybe(dates()),
            languages=self.languages,
            time_zone=self.draw(st.sampled_from(["UTC", "America/Toronto"])),
            identifier_prefix=self.maybe(st.just("SOMEW")),
            url=self.maybe(st.just("https://example.org/members/somewhere")),
            colour=self.draw(st.sampled_from(["parvis", "blue"])),
            about=self.maybe_text(),
        )

    def organisations(self) -> dict[str, Any]:
        """Each may be taken over by those after it that are used too."""
        used = [key for key in self.organisation_keys if key in self.organisations_used]
        found = {}
        for number, key in enumerate(used):
            after = [key for key in used[number + 1 :] if self.draw(st.booleans())]
            found[key] = self.facts(
                name=self.text(),
                abbreviation=self.maybe(prose().filter(lambda text: len(text) <= 20)),
                kind=self.draw(
                    st.sampled_from(["public_body", "civil_society", "academia", "private", "media", "not_stated"])
                ),
                url=self.maybe(st.just("https://example.org/")),
                succeeded_by=[
                    self.facts(organisation=one, date=self.maybe(dates()), note=self.maybe_text()) for one in after
                ],
            )
        return found

    def source(self) -> dict[str, Any]:
        kind = self.draw(st.sampled_from(["public_document", "web_page", "platform_record", "not_public", "interview"]))
        document = self.facts(
            title=self.text(),
            language=self.maybe(st.just("fr")),
            name=self.draw(prose().filter(lambda text: len(text) <= 200)),
            media_type="application/pdf",
            size=self.draw(st.integers(1, 10**9)),
            sha256=self.draw(st.integers(0, 2**256 - 1).map("{:064x}".format)),
        )
        return self.facts(
            kind=kind,
            url="https://example.org/é?x=1#y" if kind == "web_page" else None,
            title=self.text(),
            authors=self.maybe(st.lists(prose().filter(lambda text: len(text) <= 200), min_size=1, max_size=3)),
            publisher=self.maybe(prose().filter(lambda text: len(text) <= 200)),
            language=self.maybe(st.just("en")),
            published=self.maybe(dates()),
            accessed=self.maybe(dates()),
            note=self.maybe_text(),
            document=document if self.draw(st.integers(0, 4)) == 0 else None,
            record=RECORD if kind == "platform_record" else None,
        )

    def plan(self) -> dict[str, Any]:
        starts, ends = self.period()
        steps = {}
        if self.is_public:
            steps = {name: self.maybe(dates(2000, 2010)) for name in ("opened", "submitted", "launched")}
            steps["ended"] = self.draw(dates(2011, 2024)) if not any(steps.values()) else self.maybe(dates(2011, 2024))
            if self.draw(st.integers(0, 4)) == 0:
                steps = {"stage": "not_stated"}
        closes = self.maybe(days().filter(lambda day: day > "2012")) if steps.get("opened") else None
        return self.facts(
            slug="somewhere-2022",
            identifier=self.maybe(st.just("AP_ABC01")),
            title=self.text(),
            summary=self.maybe_text(),
            url=self.maybe(st.just("https://example.org/?p=1")),
            starts=starts,
            ends=ends,
            opened=steps.get("opened"),
            comments_close=closes,
            submitted=steps.get("submitted"),
            launched=steps.get("launched"),
            ended=steps.get("ended"),
            stage=steps.get("stage"),
            endorsement=self.facts(words=self.text(), source=self.maybe_source()) if self.draw(st.booleans()) else None,
            institutions=self.some(self.institution),
            contacts=self.some(self.contact),
            source=self.maybe_source(),
        )

    def institution(self) -> dict[str, Any]:
        start, until = self.period()
        return self.facts(
            organisation=self.organisation_key(),
            part=self.draw(st.sampled_from(["lead", "supporting", "other"])),
            **{"from": start, "until": until},
            note=self.maybe_text(),
            source=self.maybe_source(),
        )

    def contact(self) -> dict[str, Any]:
        return self.facts(
            role=self.text(),
            organisation=self.organisation_key() if self.draw(st.booleans()) else None,
            email=self.maybe(st.just("open@example.org")),
            phone=self.maybe(st.sampled_from(["5145551234", "+1 514 555-1234"])),
            source=self.maybe_source(),
        )

    def commitment(self, number: int, challenges: list[dict]) -> dict[str, Any]:
        starts, ends = self.period()
        values = st.lists(st.sampled_from(["transparency", "participation", "technology"]), unique=True, max_size=2)
        labels = st.lists(prose(), max_size=2)
        return self.facts(
            number=number,
            printed_number=self.maybe(st.just(f"{number}.1")),
            identifier=self.maybe(st.just(f"SOMEW{number:04}")),
            title=self.text(),
            challenge=self.maybe(st.sampled_from([one["number"] for one in challenges])) if challenges else None,
            url=self.maybe(st.just("https://example.org/c")),
            starts=starts,
            ends=ends,
            values=self.draw(values),
            printed_values=self.draw(labels),
            policy_areas=self.draw(labels),
            sectors=self.draw(labels),
            text=self.versions(),
            institutions=self.some(self.institution),
            contacts=self.some(self.contact),
            resources=self.maybe_text(),
            staff=self.maybe_text(),
            budget=self.budget(),
            milestones=self.numbered(self.milestone),
            reported_progress=self.some(self.progress),
            source=self.maybe_source(),
        )

    def budget(self) -> dict[str, Any] | None:
        amount = self.maybe(st.decimals(0, 10**9, places=2) | st.integers(0, 10**12))
        currency = "CAD" if amount is not None else self.maybe(st.just("CAD"))
        if isinstance(amount, Decimal) and amount == amount.to_integral_value():
            amount = int(amount)
        return self.facts(amount=amount, currency=currency, note=self.maybe_text())

    def versions(self) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for _time in range(self.draw(st.integers(0, 3 if self.is_public else 1))):
            version = self.facts(date=self.maybe(dates()), reason=self.maybe_text(), passages=self.passages())
            if not made or made[-1]["passages"] != version["passages"]:
                made.append(version)
        return made

    def passages(self) -> dict[str, Any]:
        headings = ["problem", "status_quo", "action", "contribution", "long_term_goal", "relevance"]
        chosen = self.draw(st.lists(st.sampled_from(headings), min_size=1, max_size=3, unique=True))
        return {heading: self.text() for heading in chosen}

    def milestone(self, number: int) -> dict[str, Any]:
        starts, due = self.period()
        completed = None
        if self.draw(st.booleans()):
            completed = {"date": self.draw(days().filter(lambda day: day > "2011")), "evidence": self.source_key()}
        reported = self.facts(source=self.source_key(), date=self.maybe(dates())) if self.draw(st.booleans()) else None
        return self.facts(
            number=number,
            title=self.text(),
            description=self.maybe_text(),
            starts=starts,
            due=due,
            responsible=self.several(self.organisation_keys, self.organisation_key),
            responsible_note=self.maybe_text(),
            status="complete" if completed else self.maybe(st.sampled_from(["not_started", "in_progress"])),
            completed=completed,
            reported_complete=reported,
            measure=self.measure(),
            updates=self.some(self.update),
            source=self.maybe_source(),
        )

    def measure(self) -> dict[str, Any] | None:
        if not self.draw(st.booleans()):
            return None
        counted = sorted(self.draw(st.sets(days(), max_size=2)))
        observations = [{"date": day, "value": self.draw(st.integers(0, 100))} for day in counted]
        target = self.draw(st.integers(1, 100))
        return self.facts(name="evidence.documents_published", target=target, observations=observations)

    def update(self) -> dict[str, Any]:
        return self.facts(
            words=self.text(),
            status=self.draw(st.sampled_from(["not_stated", "not_started", "in_progress", "complete"])),
            date=self.maybe(dates()),
            evidence=self.several(self.source_keys, self.source_key),
            source=self.maybe_source(),
        )

    def progress(self) -> dict[str, Any]:
        total = self.maybe(st.integers(0, 9))
        return self.facts(
            reached=self.maybe(st.integers(0, total if total is not None else 9)),
            total=total,
            level=self.maybe(st.sampled_from(["limited", "complete"])),
            words=self.text(),
            date=self.maybe(dates()),
            source=self.source_key(),
        )

    def discrepancy(self, number: int, commitments: list[dict]) -> dict[str, Any]:
        return self.facts(
            number=number,
            about=self.text(),
            commitment=self.maybe(st.sampled_from([one["number"] for one in commitments])) if commitments else None,
            statements=[{"says": self.text(), "source": self.source_key()}, *self.some(self.statement)],
        )

    def statement(self) -> dict[str, Any]:
        return {"says": self.text(), "source": self.source_key()}

    def amendments(self, commitments: list[dict]) -> list[dict[str, Any]]:
        found = []
        for at in sorted(self.draw(st.sets(instants(), max_size=2))):
            commitment = self.maybe(st.sampled_from(commitments)) if commitments else None
            steps = [one["number"] for one in commitment.get("milestones", [])] if commitment else []
            place = self.facts(
                at=at,
                commitment=commitment and commitment["number"],
                milestone=self.maybe(st.sampled_from(steps)) if steps else None,
                reason=self.text(),
            )
            found.append(place | {"before": self.draw(kept()), "after": {"due_on": None, "title": {"en": "After"}}})
        return found
