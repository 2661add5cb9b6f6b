from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDateField
from parvis.kernel.urns import Identified

from .errors import AlreadyWithdrawn, NotHidden, NotPublished
from .types import Ground, State

LONGEST = 5000


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def public(self) -> "ContributionQuerySet":
        """What is published, and the places of what is hidden. What was withdrawn is gone."""
        return self.exclude(state=State.WITHDRAWN)


class Contribution(Identified):
    """What a person says about an open text. The register holds a salted digest of it, so that it can be taken back."""

    urn_kind = "contribution"

    subject = models.CharField(max_length=100, help_text="URN of what it is about")
    body = models.CharField(max_length=100, help_text="URN of the member whose text that is")
    author = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signature = models.CharField(max_length=100, blank=True, help_text="The name its author wants shown with it")
    text = models.TextField(validators=[MaxLengthValidator(LONGEST)], blank=True)
    language = models.CharField(max_length=10)
    salt = models.CharField(max_length=64, blank=True, editable=False)
    submitted_at = models.DateTimeField()
    happened_on = PartialDateField(
        null=True, blank=True, help_text="When it was said elsewhere, of what entered as history and its source dates"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    ground = models.CharField(max_length=20, choices=Ground, blank=True)
    note = models.TextField(blank=True, validators=[MaxLengthValidator(1000)], help_text="What its author was told")

    objects = ContributionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "-submitted_at", "-id"], name="contribution_on_subject")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=State.HIDDEN) & ~Q(ground="")) | (~Q(state=State.HIDDEN) & Q(ground="", note="")),
                name="contribution_hidden_on_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, text="", salt="", signature="")
                | (~Q(state=State.WITHDRAWN) & ~Q(text="")),
                name="contribution_withdrawn_keeps_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("contributions:contribution", args=[self.uid])

    @property
    def is_history(self) -> bool:
        """Whether it was said elsewhere and entered with what it is about: it has no account as its author."""
        return self.author_id is None

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_hidden(self) -> bool:
        return self.state == State.HIDDEN

    def hide(self, ground: Ground, note: str) -> None:
        if not self.is_published:
            raise NotPublished(_("This comment is hidden or withdrawn already."))
        self.state, self.ground, self.note = State.HIDDEN, ground, note

    def restore(self) -> None:
        if not self.is_hidden:
            raise NotHidden(_("This comment is not hidden."))
        self.state, self.ground, self.note = State.PUBLISHED, "", ""

    def withdraw(self) -> None:
        """Forget what was said and how it was signed; without the salt, the register's digest says nothing either."""
        if self.state == State.WITHDRAWN:
            raise AlreadyWithdrawn(_("This comment has been withdrawn already."))
        self.state, self.ground, self.note = State.WITHDRAWN, "", ""
        self.text, self.salt, self.signature = "", "", ""


class Tally(models.Model):
    """How many contributions on a subject are published. Kept by the commands that change it."""

    subject = models.CharField(max_length=100, unique=True)
    published = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return self.subject
