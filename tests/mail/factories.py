"""Boring messages."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.mail.models import Message
from parvis.mail.types import REMINDER
from tests.accounts.factories import PersonFactory


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    person = factory.SubFactory(PersonFactory)
    kind = REMINDER.name
    language = "en"
    subject = "The report is due"
    text = "It is due on Friday."
    written_at = factory.LazyFunction(timezone.now)
