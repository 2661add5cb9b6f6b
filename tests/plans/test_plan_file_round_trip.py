"""What is written is read back, and what enters comes out again: nothing is lost on the way through the database."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings

from parvis.kernel.types import IMPORT
from parvis.plans import commands
from parvis.plans.standards.plan_file import read, written
from parvis.plans.standards.plan_file.export import document_of

from .plan_documents import SMALL, documents

TODAY = date(2026, 1, 1)
UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
# Whole documents take minutes to shrink; one that fails is shown as it was found.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
whole_documents = settings(suppress_health_check=UNHURRIED, phases=WITHOUT_SHRINKING)
through_a_database = settings(
    suppress_health_check=UNHURRIED, phases=WITHOUT_SHRINKING, max_examples=max(10, settings().max_examples // 4)
)


@contextmanager
def an_empty_database():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def exported(raw: bytes, form: str) -> bytes:
    file = read(raw, today=TODAY)
    with an_empty_database():
        outcome = commands.record_past_plan(file.document, by=IMPORT, sha256=file.sha256)
        return written(document_of(type(outcome.plan).objects.get(pk=outcome.plan.pk)), form)


@pytest.mark.parametrize("form", ["yaml", "json"])
@whole_documents
@given(document=documents())
@example(document=SMALL)
def test_what_is_written_is_read_back(form, document):
    assert read(written(document, form), today=TODAY).document == document


@pytest.mark.django_db
@through_a_database
@given(document=documents())
def test_what_enters_comes_out_byte_for_byte(document):
    raw = written(document)

    assert exported(raw, "yaml") == raw


@pytest.mark.django_db
@through_a_database
@given(document=documents())
def test_an_export_enters_an_empty_database_and_comes_out_the_same(document):
    first = exported(written(document), "json")

    assert exported(first, "json") == first
