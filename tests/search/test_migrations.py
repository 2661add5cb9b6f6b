"""What was indexed before there were selections."""

from importlib import import_module

import pytest
from django.apps import apps

from parvis.search import commands
from parvis.search.models import Entry, Posting
from parvis.search.postings import everything
from tests.search.leaves import leaf

pytestmark = pytest.mark.django_db
filling = import_module("parvis.search.migrations.0003_all_entries_held")


def test_entries_of_before_are_held_some_at_a_time(monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 2)
    commands.index(leaf(f"Leaf {number}") for number in range(5))
    Entry.objects.update(facets={})
    Posting.objects.all().delete()

    filling.hold_all_that_there_is(apps, None)

    assert set(everything(["leaf"])["leaf"]) == set(Entry.objects.values_list("pk", flat=True))
    assert not Entry.objects.exclude(facets={"·all": [""]}).exists()


def test_what_has_been_indexed_again_keeps_its_facets():
    commands.index([leaf("A leaf", facets={"colour": ["green"]})])
    before = Entry.objects.get().facets

    filling.hold_all_that_there_is(apps, None)

    assert Entry.objects.get().facets == before
