"""Run in the environment of the house that is measured: copy its plan many times, and count queries on its pages.

    python -m bench.pages.plans 2000

Prints the address and the number of queries of each page, as JSON. The copies are rows of every kind; all belong to
the same member and organisations, which is worse for their pages than any country is.
"""

import json
import os
import sys
import uuid
from collections.abc import Iterator
from typing import Any

import django
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

STRIDE = 10_000  # more than the first plan has rows of any kind: a copy's keys are the original's, moved by it
BATCH = 200


def fill(count: int) -> None:
    """Copy the first plan until there are `count`."""
    from parvis.plans.models import (
        ActionPlan,
        Challenge,
        Commitment,
        Contact,
        Involvement,
        Milestone,
        ProgressUpdate,
        ReportedProgress,
        Tally,
    )
    from parvis.texts.models import Clause, Text, Version

    plan = ActionPlan.objects.order_by("pk").first()
    of_plan = {"plan": plan}
    texts = list(Commitment.objects.filter(**of_plan).values_list("text", flat=True))
    originals: dict[type[models.Model], list[dict[str, Any]]] = {
        model: list(model._base_manager.filter(**which).values())
        for model, which in [
            (Text, {"pk__in": texts}),
            (Version, {"text__in": texts}),
            (Clause, {"version__text__in": texts}),
            (ActionPlan, {"pk": plan.pk}),
            (Challenge, of_plan),
            (Commitment, of_plan),
            (Contact, of_plan),
            (Involvement, of_plan),
            (Milestone, {"commitment__plan": plan}),
            (Milestone.responsible.through, {"milestone__commitment__plan": plan}),
            (ProgressUpdate, {"milestone__commitment__plan": plan}),
            (ReportedProgress, {"commitment__plan": plan}),
        ]
    }
    for start in range(1, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        with transaction.atomic(), connection.constraint_checks_disabled():
            for model, rows in originals.items():
                model._base_manager.bulk_create(list(_copies(model, rows, numbers, set(originals))))
    counts = {"plan_count", "commitment_count", "milestone_count", "complete_count"}
    Tally.objects.update(**{name: models.F(name) * count for name in counts})


def _copies(
    model: type[models.Model], rows: list[dict[str, Any]], numbers: range, copied: set[type[models.Model]]
) -> Iterator[models.Model]:
    moved = {field.attname for field in model._meta.concrete_fields if field.related_model in copied}
    moved.add(model._meta.pk.attname)
    for number in numbers:
        for row in rows:
            copy = {name: value + number * STRIDE if name in moved and value else value for name, value in row.items()}
            fresh = {"uid": uuid.uuid4(), "owner": f"urn:parvis:commitment:{uuid.uuid4()}", "identifier": ""}
            if "slug" in copy:
                copy["slug"] = f"{copy['slug']}-{number}"
            yield model(**copy | {name: value for name, value in fresh.items() if name in copy})


def addresses() -> dict[str, str]:
    from parvis.accounts.models import Organisation
    from parvis.plans.models import ActionPlan, Involvement

    plan = ActionPlan.objects.order_by("pk").first()
    busiest = Involvement.objects.values("organisation").annotate(times=models.Count("pk")).order_by("-times").first()
    organisation = Organisation.objects.get(pk=busiest["organisation"])
    return {
        "bare": reverse("healthz"),
        "home": reverse("site:home"),
        "member": reverse("site:member", args=[plan.member.slug]),
        "plan": reverse("site:plan", args=[plan.slug]),
        "commitment": reverse("site:commitment", args=[plan.slug, plan.commitments.first().number]),
        "organisation": reverse("site:organisation", args=[organisation.slug]),
        "calendar": reverse("site:calendar"),
    }


def queries(address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    return len(captured)


def main() -> None:
    fill(int(sys.argv[1]))
    pages = addresses()
    print(json.dumps({name: {"address": address, "queries": queries(address)} for name, address in pages.items()}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    main()
