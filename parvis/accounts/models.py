from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDateField
from parvis.kernel.languages import MultilingualField
from parvis.kernel.types import Capacity
from parvis.kernel.urns import Identified

from .errors import NotAReference


@cache
def _time_zones() -> set[str]:
    """Read from the disk once: it is a folder of hundreds of files."""
    return available_timezones()


class Member(Identified):
    """A jurisdiction that takes part: a country, or a local government. Its name and colour dress its pages."""

    urn_kind = "member"

    class Kind(models.TextChoices):
        NATIONAL = "national", _("National government")
        LOCAL = "local", _("Local government")

    class Region(models.TextChoices):
        """The four regions by which the Open Government Partnership counts its members."""

        AFRICA_MIDDLE_EAST = "africa-middle-east", _("Africa and the Middle East")
        AMERICAS = "americas", _("Americas")
        ASIA_PACIFIC = "asia-pacific", _("Asia and the Pacific")
        EUROPE = "europe", _("Europe")

    class Colour(models.TextChoices):
        PARVIS = "parvis", _("Parvis indigo")
        BLUE = "blue", _("Blue")
        TEAL = "teal", _("Teal")
        GREEN = "green", _("Green")
        PLUM = "plum", _("Plum")
        BRICK = "brick", _("Brick")
        OCHRE = "ochre", _("Ochre")
        SLATE = "slate", _("Slate")

    slug = models.SlugField(unique=True)
    name = MultilingualField()
    kind = models.CharField(max_length=10, choices=Kind)
    parent_country = MultilingualField(blank=True)
    country = models.CharField(
        max_length=2,
        blank=True,
        default="",
        db_default="",
        help_text="ISO 3166-1 alpha-2, of the country it is or is in",
    )
    region = models.CharField(max_length=20, choices=Region, blank=True, default="", db_default="")
    code = models.CharField(
        max_length=10, blank=True, default="", db_default="", help_text="OGP's, such as UKR or ARBA"
    )
    is_reference = models.BooleanField(
        default=False, db_default=False, help_text="Known from OGP's data alone: nobody acts for it here"
    )
    joined_on = PartialDateField(null=True, blank=True)
    languages = models.JSONField(default=list)
    time_zone = models.CharField(max_length=40, default="UTC")
    colour = models.CharField(max_length=10, choices=Colour, default=Colour.PARVIS)
    url = models.URLField(blank=True)
    identifier_prefix = models.CharField(max_length=5, blank=True)
    about = MultilingualField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["is_reference", "slug"], name="member_reference_apart")]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="member_code_once"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("site:member", args=[self.slug])

    @property
    def is_in_latin_america(self) -> bool:
        """Latin America and the Caribbean: the Americas without Canada and the United States (UN M49)."""
        return self.region == self.Region.AMERICAS and self.country not in {"", "CA", "US"}

    def adopt(self, *, languages: Sequence[str], time_zone: str) -> None:
        """Someone acts for it here from now on."""
        if not self.is_reference:
            raise NotAReference(_("This member is a full member already."))
        self.is_reference, self.languages, self.time_zone = False, list(languages), time_zone

    def clean(self) -> None:
        offered = {code for code, _name in settings.LANGUAGES}
        if not self.languages or not set(self.languages) <= offered:
            raise ValidationError({"languages": _("Choose at least one of the languages that Parvis speaks.")})
        if self.time_zone not in _time_zones():
            raise ValidationError({"time_zone": _("Choose a time zone by its name, for example America/Toronto.")})


class Organisation(Identified):
    """A body that answers for something or takes part: a ministry, an association, a university."""

    urn_kind = "organisation"

    class Kind(models.TextChoices):
        PUBLIC_BODY = "public_body", _("Public body")
        CIVIL_SOCIETY = "civil_society", _("Civil society")
        ACADEMIA = "academia", _("Academia")
        PRIVATE = "private", _("Private sector")
        MEDIA = "media", _("Media")
        NOT_STATED = "not_stated", _("Kind not stated")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="organisations")
    slug = models.SlugField(unique=True, max_length=120)
    name = MultilingualField()
    abbreviation = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=15, choices=Kind)
    url = models.URLField(blank=True)

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("site:organisation", args=[self.slug])


class Succession(models.Model):
    """One organisation taking over responsibilities from another: a merger, a new ministry, a transfer."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="precessions")
    happened_on = PartialDateField(null=True, blank=True)
    note = MultilingualField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                violation_error_message=_("This succession is recorded already."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_of_another",
                violation_error_message=_("An organisation cannot succeed itself."),
            ),
        ]


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, viewer: Any) -> "PersonQuerySet":
        """Themselves, and everyone who holds or held a role for a member whose staff the viewer is."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(Q(pk=viewer.pk) | Q(memberships__member__in=viewer.staff_of)).distinct()


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Sign-in finds a person whatever the capitals of the e-mail address they type."""

    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email)


class Person(Identified, AbstractBaseUser):
    """Someone with an account. The register knows only the random URN; name and e-mail stay here."""

    urn_kind = "person"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(name="", password="", is_active=False, email__endswith="@erased.invalid"),
                name="person_erased_keeps_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def erase(self, *, at: datetime) -> None:
        """Keep the URN, so that what the register says still points at someone, and nothing else."""
        self.erased_at, self.is_active = at, False
        self.name, self.password, self.last_login = "", "", None
        self.email = f"{self.uid}@erased.invalid"

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

    @property
    def staff_of(self) -> set[int]:
        """The primary keys of the members for which a current role lets this person act."""
        return {held.member_id for held in self.current_memberships if held.is_staff}


class Role(models.TextChoices):
    """What a person may be for a member. Ordered: the first that a person holds is the one they act in."""

    ADMINISTRATOR = "administrator", _("Administrator")
    POINT_OF_CONTACT = "point_of_contact", _("Point of contact")
    COMMITMENT_LEAD = "commitment_lead", _("Commitment lead")
    EVALUATOR = "evaluator", _("Evaluator")
    FORUM_MEMBER = "forum_member", _("Forum member")
    PUBLIC = "public", _("Public")


STAFF_ROLES = {Role.ADMINISTRATOR, Role.POINT_OF_CONTACT, Role.COMMITMENT_LEAD, Role.EVALUATOR}


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_on=None)

    def visible_to(self, viewer: Any) -> "MembershipQuerySet":
        """One's own, and those of a member whose staff the viewer is."""
        if not isinstance(viewer, Person):
            return self.none()
        return self.filter(Q(person=viewer) | Q(member__in=viewer.staff_of))


class Membership(Identified):
    """A person's role for a member, from one day until another; for whom they sit or work, where that matters."""

    urn_kind = "membership"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "member", "role"],
                condition=Q(ended_on=None),
                name="membership_held_once",
                violation_error_message=_("This person has this role already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="membership_ends_after_start",
                violation_error_message=_("A role cannot end before it began."),
            ),
            models.CheckConstraint(condition=~Q(role="public"), name="membership_is_more_than_public"),
        ]

    def clean(self) -> None:
        if self.organisation and self.organisation.member_id != self.member_id:
            raise ValidationError({"organisation": _("Choose an organisation of the same member.")})

    @property
    def is_staff(self) -> bool:
        """Whether the role lets the person act for the member; a seat in the forum does not."""
        return self.role in STAFF_ROLES

    def end(self, *, on: date) -> None:
        self.ended_on = on
