from datetime import date

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDateField
from parvis.kernel.languages import MultilingualField
from parvis.kernel.types import Capacity
from parvis.kernel.urns import Identified

COLOURS = ["parvis", "blue", "teal", "green", "plum", "brick", "ochre", "slate"]


class Member(Identified):
    """A jurisdiction that takes part: a country, or a local government. Its name and colour dress its pages."""

    urn_kind = "member"

    class Kind(models.TextChoices):
        NATIONAL = "national", _("National government")
        LOCAL = "local", _("Local government")

    slug = models.SlugField(unique=True)
    name = MultilingualField()
    kind = models.CharField(max_length=10, choices=Kind)
    parent_country = MultilingualField(blank=True)
    joined_on = PartialDateField(null=True, blank=True)
    languages = models.JSONField(default=list)
    time_zone = models.CharField(max_length=40, default="UTC")
    colour = models.CharField(max_length=10, choices=[(name, name) for name in COLOURS], default=COLOURS[0])
    url = models.URLField(blank=True)
    identifier_prefix = models.CharField(max_length=5, blank=True)
    about = MultilingualField(blank=True)

    def __str__(self) -> str:
        return str(self.name)


class OrganisationQuerySet(models.QuerySet):
    def of(self, member: Member) -> "OrganisationQuerySet":
        return self.filter(member=member)


class Organisation(Identified):
    """A body that answers for something or takes part: a ministry, an association, a university."""

    urn_kind = "organisation"

    class Kind(models.TextChoices):
        PUBLIC_BODY = "public_body", _("Public body")
        CIVIL_SOCIETY = "civil_society", _("Civil society")
        ACADEMIA = "academia", _("Academia")
        PRIVATE = "private", _("Private sector")
        MEDIA = "media", _("Media")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="organisations")
    slug = models.SlugField(unique=True, max_length=120)
    name = MultilingualField()
    abbreviation = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=15, choices=Kind)
    url = models.URLField(blank=True)

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.name)


class Succession(models.Model):
    """One organisation taking over responsibilities from another: a merger, a new ministry, a transfer."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="precessions")
    happened_on = PartialDateField(null=True, blank=True)
    note = MultilingualField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
        ]


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email)


class Person(Identified, AbstractBaseUser):
    """Someone with an account. The register knows only the random URN; name and e-mail stay here."""

    urn_kind = "person"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def capacity(self, body: str) -> Capacity:
        """The first of this person's current roles, in the order of `Role`, for the member `body`; else the public."""
        held = [membership for membership in self.current_memberships if membership.member.urn == body]
        if not held:
            return Capacity(role=Role.PUBLIC)
        first = min(held, key=lambda membership: list(Role).index(Role(membership.role)))
        return Capacity(first.role, first.organisation.urn if first.organisation else None)

    @property
    def current_memberships(self) -> list["Membership"]:
        """Read once for each request: memberships not ended."""
        if not hasattr(self, "_current_memberships"):
            self._current_memberships = list(
                self.memberships.filter(ended_on=None).select_related("member", "organisation")
            )
        return self._current_memberships


class Role(models.TextChoices):
    """What a person may be for a member. Ordered: the first that a person holds is the one they act in."""

    ADMINISTRATOR = "administrator", _("Administrator")
    POINT_OF_CONTACT = "point_of_contact", _("Point of contact")
    COMMITMENT_LEAD = "commitment_lead", _("Commitment lead")
    EVALUATOR = "evaluator", _("Evaluator")
    FORUM_MEMBER = "forum_member", _("Forum member")
    PUBLIC = "public", _("Public")


STAFF_ROLES = {Role.ADMINISTRATOR, Role.POINT_OF_CONTACT, Role.COMMITMENT_LEAD, Role.EVALUATOR}


class Membership(Identified):
    """A person's role for a member, from one day until another; for whom they sit or work, where that matters."""

    urn_kind = "membership"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "member", "role"], condition=Q(ended_on=None), name="membership_held_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="membership_ends_after_start"
            ),
        ]

    @property
    def is_staff(self) -> bool:
        """Whether this role lets its holder act for the member."""
        return self.role in STAFF_ROLES

    def end(self, *, on: date) -> None:
        self.ended_on = on
