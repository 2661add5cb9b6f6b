"""The schema says what the models hold, explains every field, and its page shows files that are read."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from parvis.accounts.types import Member, Organisation
from parvis.evidence.types import Citation
from parvis.plans.models import Commitment, Milestone
from parvis.plans.standards.plan_file import SCHEMA, read
from parvis.plans.types import CompletionLevel, Heading, MilestoneStatus, Part, Value

PAGE = Path(__file__).parents[2] / "docs" / "plan-file.md"
OBJECTS = SCHEMA["$defs"]


def field(path: str) -> dict[str, Any]:
    name, of = path.split(".")
    return OBJECTS[name]["properties"][of]


def fields() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, definition in [("plan file", SCHEMA), *OBJECTS.items()]:
        for of, field_ in definition.get("properties", {}).items():
            yield f"{name}.{of}", field_


def test_it_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("path", "field_"), list(fields()), ids=[path for path, _field in fields()])
def test_every_field_is_explained(path, field_):
    assert field_["description"].endswith(".")


@pytest.mark.parametrize(
    ("path", "choices"),
    [
        ("member.kind", Member.Kind.values),
        ("member.region", Member.Region.values),
        ("member.colour", Member.Colour.values),
        ("organisation.kind", Organisation.Kind.values),
        ("source.kind", Citation.Kind.values),
        ("institution.part", Part.values),
        ("progress.level", CompletionLevel.values),
        ("update.status", MilestoneStatus.values),
        ("milestone.status", [status for status in MilestoneStatus.values if status != "not_stated"]),
    ],
)
def test_a_choice_is_that_of_the_model(path, choices):
    assert sorted(field(path)["enum"]) == sorted(choices)


def test_values_and_headings_are_those_of_the_model():
    assert field("commitment.values")["items"]["enum"] == Value.values
    assert list(field("version.passages")["properties"]) == Heading.values


@pytest.mark.parametrize(
    ("path", "model", "name"),
    [
        ("member.slug", Member, "slug"),
        ("organisation.abbreviation", Organisation, "abbreviation"),
        ("source.publisher", Citation, "publisher"),
        ("commitment.url", Commitment, "url"),
        ("measure.name", Milestone, "measure"),
    ],
)
def test_nothing_is_longer_than_the_model_holds(path, model, name):
    wanted = field(path)
    longest = wanted.get("maxLength") or OBJECTS[wanted["$ref"].rpartition("/")[2]]["maxLength"]

    assert longest <= model._meta.get_field(name).max_length


def test_the_example_of_the_page_is_a_plan_file():
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)

    assert read(example.encode(), today=date(2026, 1, 1)).document["plan"]["slug"] == "somewhere-2026"
