from threading import Thread

import pytest
from django.db import connection

from parvis.accounts.models import Organisation
from parvis.kernel.walking import walked
from tests.accounts.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("size", [1, 2, 3, 4, 500])
def test_every_row_comes_once_by_key(size):
    rows = [OrganisationFactory() for _ in range(4)]

    assert list(walked(Organisation.objects.order_by("-slug"), size=size)) == rows


@pytest.mark.django_db(transaction=True)
def test_what_another_process_writes_meanwhile_stops_no_write():
    for _ in range(3):
        OrganisationFactory()

    for row in walked(Organisation.objects.all(), size=2):
        elsewhere(abbreviation="THEY")
        Organisation.objects.filter(pk=row.pk).update(url="https://example.org/")

    assert Organisation.objects.exclude(url="").count() == 3


def elsewhere(**changes) -> None:
    """Written through another connection."""

    def write():
        Organisation.objects.update(**changes)
        connection.close()

    thread = Thread(target=write)
    thread.start()
    thread.join()
