"""Sets are read once for many readers, and never those of another moment."""

import pytest
from django.db import connection, transaction

from parvis.search import commands, kept, queries
from parvis.search.models import Version
from parvis.search.types import Asked
from tests.search.leaves import LANGUAGES, leaf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(kept, "_kept", {})


def total(words: str = "") -> int:
    return queries.selection(Asked("leaf", words, LANGUAGES)).total


def test_the_sets_are_read_once_and_words_are_found_once(django_assert_num_queries, monkeypatch):
    commands.index([leaf("oak"), leaf("birch")])
    with django_assert_num_queries(2):
        assert total("oak") == 1
    with django_assert_num_queries(1) as asked:
        assert total("oak") == 1
    assert kept._kept["leaf",].sets.values("colour")
    with connection.cursor() as cursor:
        cursor.execute(asked.captured_queries[0]["sql"])
        assert len(cursor.fetchall()) == 1, "the version alone"


def test_what_is_indexed_or_removed_is_seen_at_once():
    oak = leaf("oak")
    commands.index([oak])
    assert total("birch") == 0
    commands.index([leaf("birch")])
    assert (total(), total("birch")) == (2, 1)
    commands.remove(oak.urn)
    assert (total(), total("oak")) == (1, 0)


def test_what_was_rolled_back_is_not_found():
    commands.index([leaf("oak")])
    for added in (1, 2):
        with transaction.atomic():
            commands.index(leaf("birch") for _one in range(added))
            assert total("birch") == added
            transaction.set_rollback(True)
        assert (total(), total("birch")) == (1, 0)


def test_without_a_version_nothing_is_kept():
    commands.index([leaf("oak")])
    Version.objects.all().delete()
    assert total() == 1
    assert kept._kept == {}


def test_facets_that_are_named_are_kept_by_themselves():
    commands.index([leaf("oak", facets={"colour": ["green"], "size": ["small"]})])
    few = queries.selection(Asked("leaf", facets=["size"]))
    assert (few.counts("size"), few.counts("colour")) == ({"small": 1}, {})
    assert queries.selection(Asked("leaf")).counts("colour") == {"green": 1}
