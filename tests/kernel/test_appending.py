"""A row that is the last of its transaction, which PostgreSQL gets together with the COMMIT: nobody may notice."""

from contextlib import contextmanager, suppress

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from parvis.kernel import bulk
from parvis.register.models import Facet
from tests.accounts.factories import MemberFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Fault(Exception):
    pass


@contextmanager
def undone(by):
    with pytest.raises(by), transaction.atomic():
        yield


def append(value, column="event"):
    bulk.append(Facet, ("column", "value"), (column, value))


def values():
    return list(Facet.objects.order_by("value").values_list("value", flat=True))


def committed():
    """What another connection sees."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT value FROM register_facet ORDER BY value")
            return [value for (value,) in cursor.fetchall()]
    finally:
        other.close()


def test_it_is_there_once_the_transaction_is():
    with transaction.atomic():
        append("one")

    assert committed() == ["one"]
    assert not connection.in_atomic_block
    assert values() == ["one"]


def test_several_of_one_transaction_are_all_there():
    with transaction.atomic():
        append("one")
        append("two")
        append("three")

    assert committed() == ["one", "three", "two"]


def test_whoever_looks_within_the_transaction_sees_it():
    with transaction.atomic():
        append("one")
        assert values() == ["one"]
        append("two")
        assert [facet.value for facet in Facet.objects.order_by("value").iterator()] == ["one", "two"]
        append("three")
        assert Facet.objects.filter(value="three").delete()[0] == 1


@pytest.mark.parametrize("also", [False, True], ids=["alone", "after another statement"])
def test_it_goes_with_its_transaction(also):
    with undone(Fault):
        if also:
            MemberFactory()
        append("one")
        raise Fault
    with transaction.atomic():
        append("two")

    assert committed() == ["two"]


def test_it_goes_with_its_savepoint():
    with transaction.atomic():
        append("before")
        with undone(Fault):
            append("within")
            raise Fault
        append("after")
        with transaction.atomic():
            append("kept")

    assert committed() == ["after", "before", "kept"]


def test_it_stays_when_a_later_savepoint_goes():
    with transaction.atomic():
        append("before")
        with undone(Fault):
            raise Fault

    assert committed() == ["before"]


def test_one_that_the_database_refuses_takes_its_transaction_with_it():
    append("one")
    with undone(DatabaseError):
        MemberFactory(slug="with-it")
        append("one")
    with transaction.atomic():
        append("two")

    assert committed() == ["one", "two"]
    assert not type(MemberFactory()).objects.filter(slug="with-it").exists()


def test_one_that_the_database_refuses_is_told_at_the_next_statement():
    append("one")
    with transaction.atomic():
        with undone(DatabaseError):
            append("one")
            values()
        append("two")

    assert committed() == ["one", "two"]


def test_none_is_taken_by_a_transaction_that_will_be_rolled_back():
    """That would end without a word, and the act would not have been done."""
    with undone(TransactionManagementError):
        with pytest.raises(Fault), transaction.atomic(savepoint=False):
            raise Fault
        append("one")

    assert committed() == []


def test_a_failure_that_was_passed_over_is_not_committed():
    append("one")
    with undone(DatabaseError):
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")
        append("one")

    assert committed() == ["one"]


def test_what_is_only_checked_at_the_commit_takes_it_along():
    with undone(DatabaseError):
        OrganisationFactory.build(member_id=10**9).save_base(raw=True)
        append("one")

    assert committed() == []


def test_it_does_not_outlive_a_connection_that_was_closed():
    with undone(DatabaseError):
        append("one")
        connection.close()
        values()
    connection.close()
    with transaction.atomic():
        append("two")

    assert committed() == ["two"]


def test_after_it_a_transaction_is_really_over():
    with transaction.atomic():
        append("one")
    append("two")  # in none
    with undone(Fault):
        append("three")
        raise Fault

    assert committed() == ["one", "two"]


def test_what_was_asked_for_after_the_commit_finds_it():
    seen = []
    with transaction.atomic():
        transaction.on_commit(lambda: seen.extend(committed()))
        append("one")

    assert seen == ["one"]
