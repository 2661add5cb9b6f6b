from importlib import import_module

import pytest

from parvis.kernel.languages import Multilingual
from parvis.search import commands, queries
from parvis.search.types import Near
from tests.search.leaves import leaf

pytestmark = pytest.mark.django_db

TITLE, BODY = "Register of beneficial owners", "Companies publish who owns them, checked against tax records."
TAGS = {"policy": ["ownership", "audit"]}


def near(title: str = TITLE, body: str = BODY, *, language: str = "en", facets=TAGS, **options) -> list[Near]:
    return queries.nearest(
        "leaf", title=Multilingual({language: title}), body=Multilingual({language: body}), facets=facets, **options
    )


@pytest.fixture
def others():
    made = [
        leaf(f"Plan {number} for roads", f"Roads and bridges of district {number}.", facets={"policy": ["works"]})
        for number in range(30)
    ]
    commands.index(made)
    return made


def test_the_twin_is_first(others):
    twin = leaf("A register of the beneficial owner", BODY, facets=TAGS)
    half = leaf("Register of interests", "Ministers publish gifts.", facets={"policy": ["audit"]})
    commands.index([half, twin])
    assert [one.urn for one in near()] == [twin.urn, half.urn]


def test_the_same_text_scores_one(others):
    commands.index([leaf(TITLE, BODY, facets=TAGS)])
    assert near()[0].score == pytest.approx(1, abs=0.001)


def test_it_says_what_is_shared(others):
    commands.index([leaf("Register of interests", facets={"policy": ["audit", "works"]})])
    assert near()[0].shared == {"policy": ["audit"]}


def test_values_alone_are_enough(others):
    commands.index([leaf("Else", facets={"policy": ["ownership"]})])
    assert len(near("Nothing alike")) == 1


def test_nothing_alike_is_nothing(others):
    assert near("Schools", "Teachers", facets={}) == []


def test_an_empty_index_has_nothing_near():
    assert near() == []


def test_what_is_left_out_is_left_out(others):
    twins = [leaf(TITLE, BODY, facets=TAGS) for _ in range(2)]
    commands.index(twins)
    assert [one.urn for one in near(leave_out=[twins[0].urn])] == [twins[1].urn]


def test_words_are_compared_in_their_language(others):
    commands.index([leaf(TITLE, facets={"policy": ["works"]})])
    assert near(language="fr", facets={}) == []


def test_words_that_say_nothing_are_not_compared(others):
    commands.index([leaf("Who is of the same", "Of the", facets={"policy": ["works"]})])
    assert near(facets={}) == []


def test_a_long_text_is_not_nearer_for_its_length(others):
    short = leaf("Register of owners", BODY, facets=TAGS)
    long = leaf("Register of owners", BODY + " Also" + " ".join(f"word{n}" for n in range(300)), facets=TAGS)
    commands.index([long, short])
    assert [one.urn for one in near()] == [short.urn, long.urn]


def test_those_as_near_come_by_their_urn(others):
    twins = [leaf(TITLE, BODY, facets=TAGS) for _ in range(4)]
    commands.index(twins)
    assert [one.urn for one in near()] == sorted(one.urn for one in twins)


def test_there_are_no_more_than_asked(others):
    assert len(near(facets={"policy": ["works"]}, size=3)) == 3


def test_scores_are_from_none_to_one(others):
    assert all(0 <= one.score <= 1 for one in near("Plan 3 of the roads register", facets={"policy": ["works"]}))


def test_it_costs_two_queries(others, django_assert_num_queries):
    with django_assert_num_queries(2):
        near(facets={"policy": ["works"]})


def test_sets_that_are_read_along_can_be_counted(others):
    twin = leaf(TITLE, BODY, facets=TAGS | {"ended": ["well"]})
    commands.index([twin, leaf("Something else", facets={"ended": ["well", "soon"]})])

    [first, *_rest], counts = queries.nearest_with_counts(
        "leaf",
        title=Multilingual({"en": TITLE}),
        body=Multilingual(),
        facets=TAGS,
        read_along={"ended": ["well", "soon"]},
    )

    assert (first.urn, first.has) == (twin.urn, {"ended": ["well"]})
    assert counts.having(("ended", "well")) == 2
    assert counts.having(("ended", "well"), ("ended", "soon")) == 1
    assert counts.by(["ended"], {"ended": ["soon"]}) == {("well",): 1, ("soon",): 1}


def test_reading_along_costs_no_query_more(others, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.nearest_with_counts(
            "leaf",
            title=Multilingual({"en": "Roads"}),
            body=Multilingual(),
            facets={"policy": ["works"]},
            read_along={"ended": ["well"]},
        )


def test_of_a_title_of_many_words_only_the_rarest_count(others, monkeypatch):
    monkeypatch.setattr(import_module("parvis.search.queries.nearest"), "MOST_WORDS", 1)
    often, once = leaf("Harbour"), leaf("Dues")
    commands.index([often, once, leaf("Harbour bridges")])

    assert [one.urn for one in near("Harbour dues", "", facets={})] == [once.urn]
