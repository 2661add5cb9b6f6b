"""Boring valid plans: published and launched unless said otherwise. Counts follow, as the commands keep them."""

from datetime import UTC, datetime

import factory
from django.db.models import F
from factory.django import DjangoModelFactory

from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.plans.models import (
    ActionPlan,
    Challenge,
    Commitment,
    Contact,
    Discrepancy,
    Involvement,
    Milestone,
    ProgressUpdate,
    ReportedProgress,
    Statement,
    Tally,
)
from parvis.plans.types import Part
from tests.accounts.factories import MemberFactory, OrganisationFactory
from tests.evidence.factories import CitationFactory
from tests.texts.factories import draft_of, text_of

AT = datetime(2021, 9, 22, 12, tzinfo=UTC)


def said(english: str, french: str) -> factory.Sequence:
    return factory.Sequence(lambda n: Multilingual({"en": f"{english} {n}", "fr": f"{french} {n}"}))


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = ActionPlan
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(submitted_on=None, launched_on=None, published_at=None)

    member = factory.SubFactory(MemberFactory)
    slug = factory.Sequence("plan-{}".format)
    title = said("Plan", "Plan d’action")
    submitted_on = PartialDate("2021-09-22")
    launched_on = PartialDate("2021-12-16")
    published_at = AT
    recorded_at = AT
    changed_at = AT

    @factory.post_generation
    def counted(plan, create, extracted, **kwargs):  # noqa: N805
        if plan.is_public:
            _tally(plan, "plan_count")


class ChallengeFactory(DjangoModelFactory):
    class Meta:
        model = Challenge

    plan = factory.SubFactory(PlanFactory)
    number = factory.LazyAttribute(lambda it: it.plan.challenges.count() + 1)
    title = said("Challenge", "Défi")


class CommitmentFactory(DjangoModelFactory):
    """Its text has a passage on the problem and one on the action; `text=None` leaves it out."""

    class Meta:
        model = Commitment
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    number = factory.LazyAttribute(lambda it: it.plan.commitments.count() + 1)
    title = said("Commitment", "Engagement")
    changed_at = AT
    text = factory.LazyAttribute(
        lambda it: (text_of if it.plan.is_public else draft_of)(f"urn:parvis:commitment:{it.uid}", it.plan.member.urn)
    )
    uid = factory.Faker("uuid4", cast_to=None)

    @factory.post_generation
    def counted(commitment, create, extracted, **kwargs):  # noqa: N805
        _count(commitment.plan, "commitment_count")


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone
        skip_postgeneration_save = True

    class Params:
        done = factory.Trait(status="complete", completed_on=AT.date(), evidence=factory.SubFactory(CitationFactory))

    commitment = factory.SubFactory(CommitmentFactory)
    number = factory.LazyAttribute(lambda it: it.commitment.milestones.count() + 1)
    title = said("Milestone", "Jalon")
    changed_at = AT

    @factory.post_generation
    def counted(milestone, create, extracted, **kwargs):  # noqa: N805
        for counting in (milestone.commitment, milestone.commitment.plan):
            _count(counting, "milestone_count")
            if milestone.is_complete:
                _count(counting, "complete_count")


class ProgressUpdateFactory(DjangoModelFactory):
    class Meta:
        model = ProgressUpdate

    milestone = factory.SubFactory(MilestoneFactory)
    words = said("Progress", "Progrès")
    status = "in_progress"
    recorded_at = AT


class InvolvementFactory(DjangoModelFactory):
    """In a commitment; `commitment=None` with a `plan` makes it the plan's."""

    class Meta:
        model = Involvement

    commitment = factory.SubFactory(CommitmentFactory)
    plan = factory.LazyAttribute(lambda it: it.commitment.plan)
    organisation = factory.SubFactory(OrganisationFactory, member=factory.SelfAttribute("..plan.member"))
    part = Part.LEAD


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact
        skip_postgeneration_save = True

    commitment = factory.SubFactory(CommitmentFactory)
    plan = factory.LazyAttribute(lambda it: it.commitment.plan)
    role = said("Role", "Rôle")
    email = "open.government@example.org"

    @factory.post_generation
    def counted(contact, create, extracted, **kwargs):  # noqa: N805
        if contact.commitment:
            _count(contact.commitment, "contact_count")


class ReportedProgressFactory(DjangoModelFactory):
    class Meta:
        model = ReportedProgress

    commitment = factory.SubFactory(CommitmentFactory)
    reached = 4
    total = 5
    source = factory.SubFactory(CitationFactory)


class DiscrepancyFactory(DjangoModelFactory):
    class Meta:
        model = Discrepancy

    plan = factory.SubFactory(PlanFactory)
    number = factory.LazyAttribute(lambda it: it.plan.discrepancies.count() + 1)
    about = said("What differs", "Ce qui diffère")


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    discrepancy = factory.SubFactory(DiscrepancyFactory)
    words = said("One side", "Un côté")
    source = factory.SubFactory(CitationFactory)


def _count(row: ActionPlan | Commitment, name: str) -> None:
    setattr(row, name, getattr(row, name) + 1)
    row.save(update_fields=[name])
    if isinstance(row, ActionPlan) and row.is_public:
        _tally(row, name)


def _tally(plan: ActionPlan, name: str) -> None:
    tally, _new = Tally.objects.get_or_create(member=plan.member)
    Tally.objects.filter(pk=tally.pk).update(**{name: F(name) + 1})
