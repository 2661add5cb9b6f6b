"""One box for everything, its hits grouped by kind."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.kernel import urns
from parvis.search import commands, queries
from parvis.search.queries import everything
from parvis.search.types import Group
from tests.search.leaves import LANGUAGES, declare_kinds, leaf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(urns, "_kinds", {})
    declare_kinds("leaf", "tree", "stone")


def grouped(text: str, **options) -> list[Group]:
    return queries.search_by_kind(text, languages=LANGUAGES, viewer=AnonymousUser(), **options)


def test_kinds_come_as_they_were_declared_and_without_those_that_have_none():
    commands.index([leaf("plan", kind="tree"), leaf("plan"), leaf("else", kind="stone")])
    assert [group.kind for group in grouped("plan")] == ["leaf", "tree"]


def test_each_kind_shows_its_best_and_counts_all():
    in_body, in_title = leaf("else", "plan " + "word " * 20), leaf("plan", "word " * 20)
    commands.index([in_body, in_title, leaf("else")])
    [group] = grouped("plan", per_kind=1)
    assert ([hit.urn for hit in group.hits], group.total) == ([in_title.urn], 2)


def test_a_group_says_what_it_is():
    commands.index([leaf("plan", kind="tree")])
    assert grouped("plan")[0].label == "Tree"


@pytest.mark.parametrize("text", ["", "…", "nowhere"])
def test_nothing_found_is_no_group(text):
    commands.index([leaf("plan")])
    assert grouped(text) == []


def test_of_too_many_only_the_newest_are_ranked(monkeypatch):
    monkeypatch.setattr(everything, "RANKED_OF_A_KIND", 2)
    made = [leaf("plan") for _ in range(3)]
    commands.index(made)
    [group] = grouped("plan")
    assert ({hit.urn for hit in group.hits}, group.is_ranked_in_part) == ({one.urn for one in made[1:]}, True)


def test_a_few_are_all_ranked():
    commands.index([leaf("plan")])
    assert not grouped("plan")[0].is_ranked_in_part


def test_one_list_of_everything_says_so_too(monkeypatch):
    monkeypatch.setattr(everything, "DEEPEST", 2)
    commands.index(leaf("plan") for _ in range(3))
    assert queries.search("plan", languages=LANGUAGES, viewer=None).is_ranked_in_part


def test_it_costs_four_queries(django_assert_num_queries):
    commands.index([*(leaf("plan") for _ in range(30)), *(leaf("plan", kind="tree") for _ in range(30))])
    with django_assert_num_queries(4):
        grouped("plan")
