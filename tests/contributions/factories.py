"""Boring comments, on a leaf of a member: a subject that no room really has."""

import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.models import Member
from parvis.contributions.models import Contribution, Tally
from parvis.contributions.types import Subject
from parvis.kernel.languages import Multilingual
from parvis.kernel.urns import urn
from tests.accounts.factories import MemberFactory, PersonFactory

TITLE = Multilingual({"en": "A leaf", "fr": "Une feuille"})


def leaf(member: Member | None = None, *, is_open: bool = True) -> Subject:
    """A subject that `/en/` shows."""
    body = (member or MemberFactory()).urn
    return Subject(urn("leaf", uuid.uuid4()), body, TITLE, "/en/leaf/", is_open)


class ContributionFactory(DjangoModelFactory):
    """Published, and counted as the command counts it."""

    class Meta:
        model = Contribution

    class Params:
        on = factory.LazyFunction(leaf)

    subject = factory.SelfAttribute("on.urn")
    body = factory.SelfAttribute("on.body")
    author = factory.SubFactory(PersonFactory)
    text = factory.Sequence("Comment {}".format)
    language = "en"
    salt = "00" * 32
    submitted_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        made = super()._create(model_class, *args, **kwargs)
        tally, _new = Tally.objects.get_or_create(subject=made.subject)
        tally.published += made.is_published
        tally.save()
        return made
