"""Sets and places follow what is indexed."""

from threading import Thread

import pytest
from django.db import connection

from parvis.search import commands, queries
from parvis.search.models import Place, Posting
from parvis.search.types import Asked, declare_source
from tests.search.leaves import leaf


@pytest.fixture(autouse=True)
def no_sources(monkeypatch):
    monkeypatch.setattr("parvis.search.types._sources", {})


def colours() -> dict[tuple, int]:
    return queries.counted("leaf", ["colour"])


def coloured(number: int, *values: str, **fields):
    return leaf(f"leaf {number}", number=number, facets={"colour": values}, **fields)


@pytest.mark.django_db
def test_what_is_indexed_again_leaves_the_sets_that_it_was_in():
    commands.index([coloured(1, "green", "red"), coloured(2, "green")])
    commands.index([coloured(1, "red", "blue")])
    assert colours() == {("green",): 1, ("red",): 1, ("blue",): 1}


@pytest.mark.django_db
def test_a_value_named_twice_counts_once():
    commands.index([coloured(1, "green", "green")])
    assert colours() == {("green",): 1}


@pytest.mark.django_db
def test_the_last_of_one_batch_counts():
    commands.index([coloured(1, "green"), coloured(1, "red")])
    assert colours() == {("red",): 1}


@pytest.mark.django_db
def test_what_is_removed_leaves_its_sets_and_places():
    commands.index([coloured(1, "green", orders={"ends": "2014"}), coloured(2, "red")])
    commands.remove(coloured(1).urn)
    assert (colours(), Place.objects.count()) == ({("red",): 1}, 0)


@pytest.mark.django_db
def test_removing_what_is_not_there_changes_nothing():
    commands.index([coloured(1, "green")])
    commands.remove(coloured(2).urn)
    assert colours() == {("green",): 1}


@pytest.mark.django_db
def test_an_empty_set_is_not_kept():
    commands.index([coloured(1, "green", orders={"ends": "2014"})])
    commands.remove(coloured(1).urn)
    assert not Posting.objects.exists()


@pytest.mark.django_db
def test_what_loses_its_facets_loses_the_words_of_its_title_too():
    commands.index([coloured(1, "green")])
    commands.index([coloured(1)])
    assert list(Posting.objects.values_list("facet", flat=True)) == ["·all"]


@pytest.mark.django_db
def test_an_entry_keeps_its_number():
    """Numbers that conflicts take from the sequence would soon be larger than a set can hold."""
    commands.index([coloured(1, "green")])
    for _ in range(3):
        commands.index([coloured(1, "red")])
    commands.index([coloured(2, "red")])
    rows = queries.selection(Asked("leaf"))._rows
    assert rows.max() - rows.min() == 1


@pytest.mark.django_db
def test_a_new_index_fills_sets_and_places_that_were_lost():
    kept = coloured(1, "green", orders={"ends": "2014"})
    commands.index([kept, coloured(2, "red")])
    Posting.objects.filter(value="green").delete()
    Place.objects.all().delete()
    declare_source("leaf", lambda: [kept])
    commands.rebuild()
    assert (colours(), Place.objects.count()) == ({("green",): 1}, 1)


@pytest.mark.django_db
def test_a_batch_costs_as_many_statements_as_a_thing(django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        commands.index(coloured(number, "green", orders={"ends": "2014"}) for number in range(1, 200))


@pytest.mark.django_db(transaction=True)
def test_two_who_index_at_once_lose_nothing():
    def index(first: int) -> None:
        for number in range(first, 41, 2):
            commands.index([coloured(number, "green", f"colour {number // 4}")])
        connection.close()

    both = [Thread(target=index, args=[first]) for first in (1, 2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sum(colours().values()) == 80
    assert colours()[("green",)] == 40
