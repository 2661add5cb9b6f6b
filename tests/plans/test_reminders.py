from datetime import timedelta

import pytest

from parvis.kernel.clock import today
from parvis.kernel.dates import PartialDate
from parvis.mail.models import Message
from parvis.plans.tasks import observe_measures, remind_leads
from tests.plans.factories import MilestoneFactory
from tests.plans.people import lead_of

pytestmark = pytest.mark.django_db


def due_in(days: int, **facts):
    milestone = MilestoneFactory(due_on=PartialDate.of(today() + timedelta(days=days)), **facts)
    lead_of(milestone.commitment)
    return milestone


def test_a_lead_is_reminded_once_of_each_due_date():
    due_in(10)
    due_in(60)

    remind_leads.func()
    remind_leads.func()

    assert Message.objects.count() == 1


def test_a_due_date_that_moves_brings_a_new_reminder():
    milestone = due_in(10)
    remind_leads.func()
    milestone.due_on = PartialDate.of(today() + timedelta(days=12))
    milestone.save()

    remind_leads.func()

    assert Message.objects.count() == 2


def test_nobody_is_reminded_of_what_is_complete():
    due_in(10, done=True)

    remind_leads.func()

    assert not Message.objects.exists()


def test_each_bound_milestone_is_observed():
    bound = MilestoneFactory(measure="evidence.documents_published", target=5)
    MilestoneFactory()

    observe_measures.func()

    assert bound.observations.get().value == 0
