"""A public plan as a file on the web: the same for everyone, whatever there is of it."""

import json
from datetime import date

import pytest
from django.urls import reverse

from parvis.kernel.types import IMPORT
from parvis.plans import commands
from parvis.plans.standards.plan_file import read

from .plan_documents import small

pytestmark = pytest.mark.django_db


def entered(**changes):
    return commands.record_past_plan(small(**changes), by=IMPORT, sha256="0" * 64).plan


def the_file(client, plan, form="yaml"):
    return client.get(reverse("plans:export_plan", kwargs={"plan": plan.slug, "form": form}))


def test_it_is_the_plan_file(client):
    plan = entered()

    response = the_file(client, plan)

    assert response["Content-Type"] == "application/yaml; charset=utf-8"
    assert read(response.content, today=date(2026, 1, 1)).document["commitments"] == small()["commitments"]


def test_it_is_there_as_json(client):
    plan = entered()

    response = the_file(client, plan, "json")

    assert json.loads(response.content)["plan"]["slug"] == plan.slug


def test_a_draft_is_not_there(client):
    plan = entered(**{"plan.launched": None})

    assert the_file(client, plan).status_code == 404


def test_more_commitments_cost_no_more_queries(client, django_assert_max_num_queries):
    document = small()
    first = document["commitments"][0]
    for number in range(2, 9):
        milestones = [{"number": one, "title": {"en": "Step"}, "source": "report"} for one in range(1, 6)]
        document["commitments"].append({**first, "number": number, "identifier": f"SOMEW{number:04}"})
        document["commitments"][-1]["milestones"] = milestones
    plan = commands.record_past_plan(document, by=IMPORT, sha256="0" * 64).plan

    with django_assert_max_num_queries(32):
        assert the_file(client, plan).status_code == 200
