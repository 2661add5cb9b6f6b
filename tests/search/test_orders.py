"""Every entry once, in order, forwards and back, by whatever way the rows are found."""

from base64 import urlsafe_b64encode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from parvis.kernel.errors import Invalid
from parvis.kernel.pages import cursor_of
from parvis.search import commands, queries
from parvis.search.engines import among
from parvis.search.models import Entry
from parvis.search.queries import selections
from parvis.search.types import Asked
from tests.search.leaves import LANGUAGES, leaf


def all_pages(selection: queries.Selection, order: str, size: int) -> list[list[str]]:
    shown = selection.page(order, size=size)
    pages = [shown.urns]
    while shown.after:
        shown = selection.page(order, size=size, after=shown.after)
        pages.append(shown.urns)
    return pages


def all_pages_backwards(selection: queries.Selection, order: str, size: int) -> list[str]:
    shown = selection.page(order, size=size)
    while shown.after:
        shown = selection.page(order, size=size, after=shown.after)
    pages = [shown.urns]
    while shown.before:
        shown = selection.page(order, size=size, before=shown.before)
        pages.insert(0, shown.urns)
    return flat(pages)


def flat(pages) -> list[str]:
    return [urn for page in pages for urn in page]


def keys() -> list[dict[str, str]]:
    return [{"ends": "2014"}, {"ends": ""}, {"ends": "2012"}, {}, {"ends": "2014"}]


KEYS = st.lists(st.tuples(st.sampled_from(["", "a", "B", "é", "zz", "\U0001f333"]), st.booleans()), max_size=12)


class Orders(TestCase):
    @settings(max_examples=25)
    @example(rows=[("a", False), ("a", True)], size=1, order="ends", few=0, is_facet=True)
    @example(rows=[("B", False), ("a", True), ("é", False)], size=1, order="-ends", few=0, is_facet=True)
    @given(
        rows=KEYS,
        size=st.integers(1, 5),
        order=st.sampled_from(["ends", "-ends", ""]),
        few=st.sampled_from([0, 99]),
        is_facet=st.booleans(),
    )
    def test_every_entry_comes_once_and_in_order_there_and_back(self, rows, size, order, few, is_facet):
        made = [
            leaf(
                facets={"colour": ["green" if is_green else "red"]} | ({"ends": [key]} if is_facet and key else {}),
                orders={"ends": key},
            )
            for key, is_green in rows
        ]
        commands.index(made)
        numbers = dict(Entry.objects.values_list("urn", "pk"))
        green = [(key, numbers[one.urn]) for one, (key, is_green) in zip(made, rows, strict=True) if is_green]
        placed = [one for one in green if one[0] and order]
        placed.sort(key=lambda one: (one[0].encode(), one[1]), reverse=order == "-ends")
        wanted = [pk for _key, pk in [*placed, *sorted(set(green) - set(placed), key=lambda one: one[1])]]

        selection = queries.selection(Asked("leaf", chosen={"colour": frozenset({"green"})}))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(among, "FEW", few)
            patch.setattr(selections, "AT_ONCE", size)
            there = flat(all_pages(selection, order, size))
            back = all_pages_backwards(selection, order, size)
            streamed = flat(selection.urns(order))

        assert [numbers[urn] for urn in there] == wanted
        assert back == there
        assert streamed == there


def test_an_order_named_like_a_facet_has_its_values_as_keys():
    with pytest.raises(ValueError, match="2014"):
        leaf(facets={"year": ["2012", "2013"]}, orders={"year": "2014"})


def test_what_stands_before_the_first_of_a_selection_is_not_read(db):
    commands.index(leaf(facets={"year": [str(year)]}, orders={"year": str(year)}) for year in range(2000, 2020))
    with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as asked:
        patch.setattr(among, "FEW", 0)
        queries.selection(Asked("leaf", chosen={"year": frozenset({"2005"})})).page("-year", size=5)
    assert "search_place.key <= '2005'" in asked.captured_queries[-1]["sql"]


@pytest.fixture
def everything(db):
    made = [leaf(f"plan {number}", orders=orders) for number, orders in enumerate(keys())]
    commands.index(made)
    return made, queries.selection(Asked("leaf"))


def titles(everything, order: str) -> list[int]:
    made, selection = everything
    numbers = {one.urn: number for number, one in enumerate(made)}
    return [numbers[urn] for urn in selection.page(order, size=10).urns]


def test_an_order_is_read_forwards(everything):
    assert titles(everything, "ends") == [2, 0, 4, 1, 3]


def test_read_backwards_what_has_no_key_is_last_all_the_same(everything):
    assert titles(everything, "-ends") == [4, 0, 2, 1, 3]


def test_an_order_that_nothing_names_is_that_in_which_things_came(everything):
    assert titles(everything, "begins") == [0, 1, 2, 3, 4]


def test_the_only_page_has_none_beside(everything):
    page = everything[1].page("ends", size=5)
    assert (page.after, page.before) == (None, None)


def test_a_page_costs_one_query_where_keys_end(everything, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(everything[1].page("ends", size=4).urns) == 4


@pytest.mark.django_db
def test_a_key_is_what_it_is_now():
    commands.index([leaf(number=1, orders={"ends": "2013"}), leaf(number=2, orders={"ends": "2012"})])
    commands.index([leaf(number=1, orders={"ends": "2010"})])
    assert queries.selection(Asked("leaf")).page("ends", size=2).urns == [leaf(number=1).urn, leaf(number=2).urn]


def test_a_selection_of_nothing_has_an_empty_page(everything):
    nothing = queries.selection(Asked("leaf", chosen={"colour": frozenset({"blue"})}))
    assert (nothing.page("ends", size=5).urns, list(nothing.urns("ends"))) == ([], [])


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        cursor_of(["2014"]),
        cursor_of([1, 2]),
        cursor_of(["2014", "2"]),
        cursor_of(["2014", 0]),
        cursor_of(["2014", 2**40]),
        cursor_of(["\0", 1]),
        urlsafe_b64encode(rb'["\ud800", 1]').decode(),
    ],
)
@pytest.mark.parametrize("side", ["after", "before"])
def test_a_cursor_that_was_not_made_here_is_refused(everything, cursor, side):
    with pytest.raises(Invalid):
        everything[1].page("ends", size=2, **{side: cursor})


def ranked(words: str) -> queries.Selection:
    return queries.selection(Asked("leaf", words, LANGUAGES))


@pytest.mark.django_db
def test_the_best_match_is_first():
    in_body, in_title = leaf("else", "transport " + "word " * 20), leaf("transport", "word " * 20)
    commands.index([in_body, in_title])
    assert ranked("transport").page("best", size=5).urns == [in_title.urn, in_body.urn]


def test_pages_of_the_best_follow_each_other(everything):
    selection = ranked("plan")
    pages = all_pages(selection, "best", 2)
    assert [len(page) for page in pages] == [2, 2, 1]
    assert set(flat(pages)) == {one.urn for one in everything[0]}
    assert all_pages_backwards(selection, "best", 2) == flat(pages)


def test_without_words_nothing_is_best(everything):
    assert not everything[1].can_rank


def test_too_many_are_not_ranked(everything, monkeypatch):
    monkeypatch.setattr(selections, "MOST_RANKED", 4)
    assert not ranked("plan").can_rank


@pytest.mark.parametrize("cursor", ["x", "-1", "99999", "1.5"])
def test_a_cursor_among_the_best_that_was_not_made_here_is_refused(everything, cursor):
    with pytest.raises(Invalid):
        ranked("plan").page("best", size=2, after=cursor)
