import pytest

from parvis.search import commands, queries
from parvis.search.types import Asked
from tests.search.leaves import LANGUAGES, leaf

pytestmark = pytest.mark.django_db


def selected(words: str = "", **chosen: set[str]) -> queries.Selection:
    return queries.selection(
        Asked("leaf", words, LANGUAGES, {facet: frozenset(values) for facet, values in chosen.items()})
    )


def urns_of(selection: queries.Selection) -> set[str]:
    return {urn for urns in selection.urns("") for urn in urns}


@pytest.fixture
def leaves():
    """One green and small, two red, of which one is large, one both red and green and large; and a tree."""
    made = [
        leaf("one", facets={"colour": ["green"], "size": ["small"]}),
        leaf("two", facets={"colour": ["red"], "size": ["large"]}),
        leaf("three", facets={"colour": ["red"]}),
        leaf("four", facets={"colour": ["red", "green"], "size": ["large"]}),
        leaf("five", kind="tree", facets={"colour": ["green"]}),
    ]
    commands.index(made)
    return made


def test_nothing_asked_is_everything_of_the_kind(leaves):
    assert urns_of(selected()) == {one.urn for one in leaves[:4]}


def test_values_of_one_facet_are_alternatives(leaves):
    assert selected(size={"small", "large"}).total == 3


def test_facets_combine(leaves):
    assert urns_of(selected(colour={"green"}, size={"large"})) == {leaves[3].urn}


def test_a_facet_without_a_value_asks_nothing(leaves):
    assert selected(colour=set()).total == 4


def test_a_value_that_nothing_has_selects_nothing(leaves):
    assert selected(colour={"blue"}, size={"large"}).total == 0


def test_a_facet_that_nothing_has_selects_nothing(leaves):
    assert selected(weight={"light"}).total == 0


def test_a_kind_without_entries_has_none(leaves):
    assert queries.selection(Asked("stone")).total == 0


def test_the_own_choice_of_a_facet_does_not_count(leaves):
    assert selected(colour={"green"}).counts("colour") == {"green": 2, "red": 3}


def test_the_choices_of_other_facets_count(leaves):
    assert selected(colour={"green"}).counts("size") == {"small": 1, "large": 1}


def test_what_is_chosen_is_counted_though_there_is_none(leaves):
    assert selected(size={"small"}, colour={"blue"}).counts("colour") == {"blue": 0, "green": 1}


def test_within_the_selection_the_own_choice_counts(leaves):
    assert selected(colour={"green"}).within("colour") == {"green": 2, "red": 1}


def test_two_facets_are_crossed(leaves):
    assert selected().crossed("colour", "size") == {
        ("green", "small"): 1,
        ("green", "large"): 1,
        ("red", "large"): 2,
    }


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("fr", "Données ouvertes", "donnee OUVERTE"),
        ("en", "Beneficial ownership registries", "registry"),
        ("es", "Contratación pública abierta", "contratacion publicas"),
    ],
)
def test_words_are_found_whatever_their_accents_and_endings(language, title, words):
    commands.index([leaf(title, language=language), leaf("else")])
    assert selected(words).total == 1


def test_all_words_must_be_there_in_one_language():
    commands.index([leaf("open data"), leaf("open"), leaf("data", language="fr")])
    assert selected("open data").total == 1


def test_words_and_facets_combine():
    commands.index([leaf("plan"), leaf("plan", facets={"colour": ["red"]}), leaf("else")])
    assert selected("plan", colour={"green"}).total == 1


def test_words_of_another_kind_do_not_count(leaves):
    assert selected("five").total == 0


@pytest.mark.parametrize("words", ["", "…", "' — !"])
def test_signs_ask_nothing(leaves, words):
    assert selected(words).total == 4


def test_things_without_facets_are_selected_too():
    commands.index([leaf(facets={})])
    assert selected().total == 1


def test_titles_are_no_facet(leaves):
    assert selected().counts("·word") == {}


def test_numbers_outside_any_selection(leaves):
    assert queries.counted("leaf", ["colour", "size"]) == selected().crossed("colour", "size")


def test_numbers_of_some_values(leaves):
    assert queries.counted("leaf", ["colour"], {"size": ["large", "small"]}) == {("green",): 2, ("red",): 2}


def test_numbers_of_a_value_that_nothing_has(leaves):
    assert queries.counted("leaf", ["colour"], {"size": ["huge"]}) == {}


def test_a_selection_its_counts_and_a_page_cost_two_queries(leaves, django_assert_num_queries):
    with django_assert_num_queries(2):
        selection = selected(colour={"green"})
        selection.counts("colour"), selection.counts("size"), selection.crossed("colour", "size")
        selection.page("", size=10)


def test_words_cost_one_query_more(leaves, django_assert_num_queries):
    with django_assert_num_queries(3):
        selected("one", colour={"green"}).page("", size=10)


def test_numbers_cost_one_query(leaves, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.counted("leaf", ["colour", "size"], {"colour": ["green"]})
