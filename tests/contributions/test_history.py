"""What was said elsewhere, and entered with what it was said of."""

import pytest

from parvis.contributions import commands, queries
from parvis.contributions.models import Contribution
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import NotPermitted
from parvis.kernel.types import IMPORT, PLATFORM
from parvis.register.models import Outbox
from tests.accounts.factories import MemberFactory, PersonFactory, administrator_of
from tests.contributions.factories import ContributionFactory, leaf

pytestmark = pytest.mark.django_db


def said_elsewhere(subject=None, **facts) -> Contribution:
    facts = {"text": "Who holds the key?", "language": "es", "signature": "Mira"} | facts
    return commands.record_past_contribution(subject or leaf(), by=IMPORT, **facts)


def test_it_is_counted_and_stands_with_the_others():
    subject = leaf()
    ContributionFactory(on=subject)

    past = said_elsewhere(subject)

    thread = queries.on(subject)
    assert thread.count == 2
    assert past in thread.page.rows


def test_it_is_nobodys_here_and_no_act():
    past = said_elsewhere(happened_on=PartialDate("2022-03"))

    assert (past.author, past.is_history, past.happened_on.text) == (None, True, "2022-03")
    assert not Outbox.objects.exists()


def test_only_the_import_may():
    with pytest.raises(NotPermitted):
        commands.record_past_contribution(leaf(), by=PersonFactory(), text="So.", language="en")


def test_it_is_moderated_as_any_other():
    member = MemberFactory()
    past = said_elsewhere(leaf(member))

    hidden = commands.hide_contribution(past, by=administrator_of(member), ground="personal_data")

    assert hidden.is_hidden


def test_its_signature_outlives_those_of_erased_people():
    past = said_elsewhere()

    commands.forget_signatures(by=PLATFORM)

    past.refresh_from_db()
    assert past.signature == "Mira"
