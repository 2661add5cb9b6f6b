from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.accounts.types import Person
from parvis.kernel.dates import PartialDate, PartialDateField
from parvis.kernel.languages import MultilingualField
from parvis.kernel.urns import Identified

from ..errors import OutOfOrder, PlanEnded
from ..types import PlanState


def in_sight_of(viewer: Any, *, at: str = "") -> Q:
    """Published plans, and the drafts of the members that the viewer works for.

    `at` leads from a row to its plan (`commitment__plan__`): a join, which lets a page stop at its last row, where a
    list of all plans would be read first.
    """
    published = Q(**{f"{at}published_at__isnull": False})
    return published | Q(**{f"{at}member__in": viewer.staff_of}) if isinstance(viewer, Person) else published


class ActionPlanQuerySet(models.QuerySet):
    def public(self) -> "ActionPlanQuerySet":
        return self.exclude(published_at=None)

    def of_full_members(self) -> "ActionPlanQuerySet":
        """Without those of reference members, which are listed apart."""
        return self.filter(member__is_reference=False)

    def visible_to(self, viewer: Any) -> "ActionPlanQuerySet":
        return self.filter(in_sight_of(viewer))


class ActionPlan(Identified):
    """A member's promises for some years. Its state is what its dates say; nothing else stores it."""

    urn_kind = "plan"

    member = models.ForeignKey("accounts.Member", on_delete=models.PROTECT, related_name="plans")
    slug = models.SlugField(unique=True, max_length=120)
    identifier = models.CharField(max_length=20, blank=True, help_text="OGP's, such as AP_KGZ01")
    title = MultilingualField()
    summary = MultilingualField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    starts_on = PartialDateField(null=True, blank=True)
    ends_on = PartialDateField(null=True, blank=True)

    opened_on = PartialDateField(null=True, blank=True)
    comments_close_on = models.DateField(null=True, blank=True)
    submitted_on = PartialDateField(null=True, blank=True)
    launched_on = PartialDateField(null=True, blank=True)
    ended_on = PartialDateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)

    endorsement = MultilingualField(blank=True)
    endorsement_source = models.ForeignKey(
        "evidence.Citation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.ForeignKey("evidence.Citation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    # Kept by the commands that change what they count.
    commitment_count = models.PositiveIntegerField(default=0)
    milestone_count = models.PositiveIntegerField(default=0)
    complete_count = models.PositiveIntegerField(default=0)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-recorded_at", "-id"], name="plan_of_member"),
            models.Index(fields=["-published_at", "-id"], name="plan_published"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("site:plan", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_promised(self) -> bool:
        """Whether the government has bound itself to it: what is only open for comment cannot be late."""
        return self.submitted_on is not None or self.launched_on is not None

    @property
    def state(self) -> PlanState:
        if self.ended_on:
            return PlanState.ENDED
        if self.launched_on:
            return PlanState.LAUNCHED
        if self.submitted_on:
            return PlanState.SUBMITTED
        if self.opened_on:
            return PlanState.OPEN_FOR_COMMENT
        return PlanState.NOT_STATED if self.is_public else PlanState.DRAFT

    def is_in_implementation(self, today: date) -> bool:
        """Submitted or launched, begun, and not ended: by dates alone. A start not stated is the launch."""
        begun = self.starts_on or self.launched_on or self.submitted_on
        if not self.is_promised or self.ended_on or begun is None:
            return False
        return begun.first_day <= today and (self.ends_on is None or today <= self.ends_on.last_day)

    def accepts_comments(self, today: date) -> bool:
        """From the day it is opened until the day comments close, that day excluded."""
        if self.state != PlanState.OPEN_FOR_COMMENT or self.opened_on is None or today < self.opened_on.first_day:
            return False
        return self.comments_close_on is None or today < self.comments_close_on

    def open_for_comment(self, *, on: date, until: date | None) -> None:
        if self.state != PlanState.DRAFT:
            raise OutOfOrder(_("Only a draft can be opened for comment."))
        if until is not None and until <= on:
            raise OutOfOrder(_("Comments must close after the day they open."), field="until")
        self.opened_on, self.comments_close_on = PartialDate.of(on), until

    def submit(self, *, on: date) -> None:
        if self.submitted_on or self.ended_on:
            raise OutOfOrder(_("This plan has already been submitted."))
        self.submitted_on = PartialDate.of(on)

    def launch(self, *, on: date) -> None:
        if self.launched_on or self.ended_on:
            raise OutOfOrder(_("This plan has already been launched."))
        self.launched_on = PartialDate.of(on)

    def end(self, *, on: date) -> None:
        if self.ended_on:
            raise PlanEnded(_("This plan has already ended."))
        if not self.launched_on:
            raise OutOfOrder(_("Only a launched plan can end."))
        if PartialDate.of(on) < self.launched_on:
            raise OutOfOrder(_("It had not been launched by then."), field="on")
        self.ended_on = PartialDate.of(on)


class Challenge(Identified):
    """A strategic objective of a plan, under which its commitments stand."""

    urn_kind = "challenge"

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="challenges")
    number = models.PositiveIntegerField()
    title = MultilingualField()
    pillar = MultilingualField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="challenge_number_once")]

    def __str__(self) -> str:
        return str(self.title)
