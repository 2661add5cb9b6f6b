"""Small values of the plan: states, statuses, values and what a page or a file says with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual

if TYPE_CHECKING:
    from parvis.accounts.types import Member
    from parvis.evidence.types import Citation

    from .models import ActionPlan


class PlanState(models.TextChoices):
    """The steps of a plan, in their usual order. Endorsement is a fact beside them, never a step.

    Of a plan that is public by a report on it alone, no source here says how far it has come.
    """

    DRAFT = "draft", _("Draft")
    OPEN_FOR_COMMENT = "open_for_comment", _("Open for comment")
    SUBMITTED = "submitted", _("Submitted")
    LAUNCHED = "launched", _("Launched")
    ENDED = "ended", _("Ended")
    NOT_STATED = "not_stated", _("Stage not stated")


class MilestoneStatus(models.TextChoices):
    """What the government itself says of a milestone. What a source reports is kept beside it, not here."""

    NOT_STATED = "not_stated", _("Not stated")
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETE = "complete", _("Complete")


class Standing(models.TextChoices):
    """Where a milestone stands for a reader: the government's status, or that a source reports it as reached."""

    COMPLETE = "complete", _("Complete")
    REPORTED_COMPLETE = "reported_complete", _("Reported complete")
    IN_PROGRESS = "in_progress", _("In progress")
    NOT_STARTED = "not_started", _("Not started")
    NOT_STATED = "not_stated", _("Not stated")


class Value(models.TextChoices):
    """What a commitment serves. OGP's review counts the first three; pages also print the other two."""

    TRANSPARENCY = "transparency", _("Transparency")
    PARTICIPATION = "participation", _("Participation")
    ACCOUNTABILITY = "accountability", _("Public accountability")
    INCLUSION = "inclusion", _("Inclusion")
    TECHNOLOGY = "technology", _("Technology and innovation")


class Part(models.TextChoices):
    """How an organisation is involved."""

    LEAD = "lead", _("Lead")
    SUPPORTING = "supporting", _("Supporting")
    OTHER = "other", _("Other stakeholder")


class CompletionLevel(models.TextChoices):
    """The five-point completion scale of the End of Commitment Report, question 1.1."""

    NO_EVIDENCE = "no_evidence", _("No evidence available")
    NOT_STARTED = "not_started", _("Not started")
    LIMITED = "limited", _("Limited")
    SUBSTANTIAL = "substantial", _("Substantial")
    COMPLETE = "complete", _("Complete")


class Heading(models.TextChoices):
    """The passages of a commitment's text, as OGP's commitment form asks for them."""

    PROBLEM = "problem", _("The problem")
    STATUS_QUO = "status_quo", _("The situation today")
    ACTION = "action", _("What will be done")
    CONTRIBUTION = "contribution", _("How it will help")
    LONG_TERM_GOAL = "long_term_goal", _("The long-term goal")
    RELEVANCE = "relevance", _("Why it matters for open government")


@dataclass(frozen=True)
class Reading:
    """The wording of a text that a person had before them when they began to change it."""

    version: int
    fingerprint: str


@dataclass(frozen=True)
class Lateness:
    """Days past the due day: of what is still open, until today; of what is complete, until completion."""

    days: int
    is_over: bool


@dataclass(frozen=True)
class Progress:
    """The milestones of a commitment by where they stand.

    `reported_unnamed`: a source counts them as reached and does not say which they are.
    """

    complete: int = 0
    reported: int = 0
    reported_unnamed: int = 0
    in_progress: int = 0
    not_started: int = 0
    not_stated: int = 0

    @property
    def reached(self) -> int:
        return self.complete + self.reported + self.reported_unnamed

    @property
    def total(self) -> int:
        return self.reached + self.in_progress + self.not_started + self.not_stated


@dataclass(frozen=True)
class Rule:
    """What OGP expects, how long after what, and where it says so."""

    name: str
    what: object
    sentence: object
    months: int
    source: str
    url: str


@dataclass(frozen=True)
class Deadline:
    """A day by which something is expected, the rule that says so, and the day the rule counts from.

    `key` is the same for as long as the deadline is, so that a calendar can follow it; `base` says from which
    of the plan's days the rule counts.
    """

    key: str
    due_on: date
    what: object
    url: str
    rule: Rule | None = None
    base: object = ""
    counted_from: PartialDate | None = None
    is_done: bool = False


@dataclass(frozen=True)
class PastPlan:
    """A plan as a table of many members gives it."""

    member: "Member"
    slug: str
    title: Multilingual
    source: "Citation"
    identifier: str = ""
    submitted_on: PartialDate | None = None
    ends_on: PartialDate | None = None


@dataclass(frozen=True)
class PastCommitment:
    """A commitment as such a table gives it. `number` is free in its plan; `parts` are keys of organisations
    with a `Part`."""

    plan: "ActionPlan"
    number: int
    title: Multilingual
    source: "Citation"
    printed_number: str = ""
    identifier: str = ""
    url: str = ""
    starts_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    policy_areas: Sequence[str] = ()
    parts: Sequence[tuple[int, Part]] = ()


@dataclass(frozen=True)
class RecordedPlans:
    """Plans by their member's key and the address that was said; `new` are those that were not here before."""

    by_address: Mapping[tuple[int, str], "ActionPlan"]
    new: Sequence["ActionPlan"]
