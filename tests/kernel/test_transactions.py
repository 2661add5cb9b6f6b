import pytest
from django.db import transaction

from parvis.accounts.models import Organisation
from parvis.kernel.errors import ChangedMeanwhile, Invalid
from parvis.kernel.transactions import after_commit, locked, store
from tests.accounts.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_a_locked_row_is_read_anew():
    read = OrganisationFactory(abbreviation="SCT")
    Organisation.objects.update(abbreviation="MCN")

    assert locked(read).abbreviation == "MCN"


def test_a_row_that_is_gone_cannot_be_locked():
    read = OrganisationFactory()
    Organisation.objects.all().delete()

    with pytest.raises(ChangedMeanwhile):
        locked(read)


def test_only_the_named_fields_are_written():
    row = OrganisationFactory(abbreviation="SCT", url="https://example.org/")
    row.abbreviation, row.url = "MCN", "https://example.org/else"

    store(row, "abbreviation")

    row.refresh_from_db()
    assert (row.abbreviation, row.url) == ("MCN", "https://example.org/")


def test_an_invalid_value_names_its_field():
    row = OrganisationFactory()
    row.kind = "circus"

    with pytest.raises(Invalid) as refused:
        store(row, "kind")

    assert refused.value.field == "kind"


@pytest.mark.django_db(transaction=True)
def test_a_reaction_that_fails_is_logged_and_stops_no_other(caplog):
    heard = []

    def fail(word):
        raise RuntimeError(word)

    with transaction.atomic():
        after_commit(fail, "boom")
        after_commit(heard.append, "second")

    assert heard == ["second"]
    assert "boom" in caplog.text
