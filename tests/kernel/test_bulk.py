"""Whole files enter as rows: what the database must hold all the same."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from parvis.accounts.models import Member, Organisation
from parvis.kernel import bulk
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.plans.models import ActionPlan
from parvis.register.models import Entry, Facet, Mention, Outbox
from parvis.search.models import Posting
from tests.accounts.factories import MemberFactory
from tests.register.factories import paint

pytestmark = pytest.mark.django_db
NAMES = ("slug", "member", "name", "kind")


@pytest.fixture
def member() -> Member:
    return MemberFactory()


def rows(member: Member, *slugs: str) -> list[tuple]:
    return [(slug, member.pk, Multilingual({"fr": slug, "en": "Office"}), "public_body") for slug in slugs]


def test_keys_come_in_the_order_of_the_rows(member):
    slugs = [f"office-{n}" for n in range(2_000)]

    pks = bulk.insert(Organisation, NAMES, rows(member, *slugs))

    here = Organisation.objects.in_bulk(pks)
    assert [here[pk].slug for pk in pks] == slugs


def test_what_is_not_named_has_its_default_made_anew_for_each(member):
    pks = bulk.insert(Organisation, NAMES, rows(member, "one", "two"))

    one, two = Organisation.objects.filter(pk__in=pks).order_by("slug")
    assert one.uid != two.uid
    assert (one.abbreviation, one.url) == ("", "")


def test_values_are_read_as_they_were_written(member):
    at = datetime(2026, 11, 29, 12, 30, 15, 123456, UTC)
    title = Multilingual({"fr": "L’été\t\\n «\n»", "en": 'A "quote", 😀'}, machine=frozenset({"en"}))
    [pk] = bulk.insert(
        ActionPlan,
        ("slug", "member", "title", "submitted_on", "ends_on", "published_at", "recorded_at", "changed_at"),
        [("p", member.pk, title, PartialDate("2021-04"), None, at, at, at)],
    )

    plan = ActionPlan.objects.get(pk=pk)
    assert (plan.title.as_json(), plan.submitted_on, plan.ends_on, plan.published_at) == (
        title.as_json(),
        PartialDate("2021-04"),
        None,
        at,
    )


def test_bytes_are_kept(member):
    [pk] = bulk.insert(Posting, ("kind", "facet", "value", "rows"), [("k", "f", "\\N", bytes(range(256)))])

    posting = Posting.objects.get(pk=pk)
    assert (posting.value, bytes(posting.rows)) == ("\\N", bytes(range(256)))


@pytest.fixture
def waiting():
    """The keys of acts that wait behind another."""
    for _ in range(4):
        paint()
    return list(Outbox.objects.order_by("pk").values_list("pk", flat=True))[1:]


def test_rows_that_move_take_all_with_them(waiting):
    before = list(Outbox.objects.filter(pk__in=waiting).order_by("pk").values(*Outbox.COLUMNS))
    rows = [(pk, place, bytes([place])) for place, pk in enumerate(waiting)]

    moved = bulk.move(Outbox, Entry, ("index", "hash"), rows)

    assert moved == Outbox.objects.count() + 2 == 3
    assert list(Entry.objects.order_by("index").values(*Outbox.COLUMNS)) == before
    assert [bytes(entry.hash) for entry in Entry.objects.order_by("index")] == [b"\0", b"\1", b"\2"]


def test_rows_that_are_gone_do_not_move(waiting):
    Outbox.objects.filter(pk=waiting[0]).delete()

    assert bulk.move(Outbox, Entry, ("index", "hash"), [(pk, pk, b"") for pk in waiting]) == 2


def test_a_key_of_two_fields_is_given(waiting):
    assert bulk.insert(Mention, ("urn", "entry"), [("urn:a", 1), ("urn:a", 2)]) == [("urn:a", 1), ("urn:a", 2)]


def test_who_writes_next_gets_another_key(member):
    before = Organisation.objects.create(
        **dict(zip(NAMES[2:], ({"en": "A"}, "public_body"), strict=True)), slug="a", member=member
    )
    [pk] = bulk.insert(Organisation, NAMES, rows(member, "b"))
    after = Organisation.objects.create(slug="c", member=member, name={"en": "C"}, kind="public_body")

    assert before.pk < pk < after.pk


def test_no_rows_ask_nothing(member, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert bulk.insert(Organisation, NAMES, []) == []
        bulk.update(Organisation, ("slug",), [])


@pytest.mark.parametrize("count", [1, 1_500])
def test_it_costs_two_statements_however_many_rows(member, count, django_assert_num_queries):
    some = rows(member, *(f"office-{n}" for n in range(count)))

    with django_assert_num_queries(2):
        bulk.insert(Organisation, NAMES, some)


def test_the_database_holds_its_constraints(member):
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Organisation, NAMES, rows(member, "same", "same"))

    assert not Organisation.objects.exists()


def test_a_row_of_another_length_is_refused(member):
    with pytest.raises(ValueError, match="zip"), transaction.atomic():
        bulk.insert(Organisation, NAMES, [("slug", member.pk)])


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_keys_would_not_be_ours(member):
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError, match="transaction"):
        bulk.insert(Organisation, NAMES, rows(member, "one"))


def test_rows_are_changed_by_their_keys(member):
    one, two = bulk.insert(Organisation, NAMES, rows(member, "one", "two"))

    bulk.update(Organisation, ("slug", "name"), [(two, ("changed", Multilingual({"en": "New"})))])

    here = Organisation.objects.in_bulk([one, two])
    assert (here[one].slug, here[two].slug, here[two].name) == ("one", "changed", Multilingual({"en": "New"}))


def test_one_row_is_one_statement_with_its_defaults(member, django_assert_num_queries):
    [row, other] = rows(member, "one", "two")
    with django_assert_num_queries(3), transaction.atomic():  # and those of a savepoint
        bulk.append(Organisation, NAMES, row)
    bulk.append(Organisation, NAMES, other)

    one, two = Organisation.objects.order_by("slug")
    assert (one.name, one.url) == (row[2], "")
    assert one.uid != two.uid


@pytest.mark.django_db(transaction=True)
def test_a_row_is_appended_through_a_connection_that_was_made_anew():
    for name in ("before", "after"):
        with transaction.atomic():
            bulk.append(Facet, ("column", "value"), ("event", name))
            assert Facet.objects.filter(value=name).exists()
        connection.close()

    assert set(Facet.objects.values_list("value", flat=True)) == {"before", "after"}
