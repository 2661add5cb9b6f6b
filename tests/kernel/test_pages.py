"""Key-set pagination: every row once, in order, forwards and back, whatever the size of a page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from parvis.accounts.models import Organisation
from parvis.kernel.errors import Invalid
from parvis.kernel.pages import page, values_of
from tests.accounts.factories import MemberFactory, OrganisationFactory

ORDER = ["-kind", "abbreviation", "-id"]


class Pages(TestCase):
    @settings(max_examples=25)
    @given(
        rows=st.lists(st.tuples(st.sampled_from(["media", "academia"]), st.sampled_from("ABC")), max_size=12),
        size=st.integers(1, 5),
    )
    def test_every_row_comes_once_and_in_order_there_and_back(self, rows, size):
        member = MemberFactory()
        for kind, letter in rows:
            OrganisationFactory(member=member, kind=kind, abbreviation=letter)
        mine = Organisation.objects.filter(member=member)
        wanted = list(mine.order_by(*ORDER).values_list("pk", flat=True))

        there, shown = [], page(mine, by=ORDER, size=size)
        pages = [shown]
        while shown.after:
            shown = page(mine, by=ORDER, size=size, after=shown.after)
            pages.append(shown)
        there = [row.pk for each in pages for row in each]
        back = [[row.pk for row in shown]]
        while shown.before:
            shown = page(mine, by=ORDER, size=size, before=shown.before)
            back.insert(0, [row.pk for row in shown])

        assert there == wanted
        assert [pk for each in back for pk in each] == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["nonsense", "WzFd", "bnVsbA", "W251bGwsMSwyXQ"])
def test_a_cursor_from_elsewhere_is_refused(cursor):
    with pytest.raises(Invalid):
        page(Organisation.objects.all(), by=ORDER, size=3, after=cursor)


@pytest.mark.parametrize("cursor", ["W1tb" * 500, "W1tb" * 50_000], ids=["deep", "deep and long"])
def test_a_cursor_of_brackets_alone_is_refused(cursor):
    with pytest.raises(Invalid):
        values_of(cursor, 3)


@pytest.mark.django_db
def test_a_page_costs_one_query(django_assert_num_queries):
    OrganisationFactory.create_batch(4)

    with django_assert_num_queries(1):
        page(Organisation.objects.all(), by=ORDER, size=3)
