from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate
from parvis.register.types import Event


@dataclass(frozen=True)
class MemberCreated(Event):
    sentence = _("%(actor)s added the member %(object)s.")
    begins = "object"


@dataclass(frozen=True)
class MemberAdopted(Event):
    """A reference member whose government keeps its own plans here from now on."""

    sentence = _("%(actor)s made the reference member %(object)s a full member.")


@dataclass(frozen=True)
class MemberEdited(Event):
    """`changed` names the fields, in alphabetical order."""

    changed: tuple[str, ...]

    sentence = _("%(actor)s edited the member %(object)s.")


@dataclass(frozen=True)
class OrganisationCreated(Event):
    sentence = _("%(actor)s added the organisation %(object)s.")
    begins = "object"


@dataclass(frozen=True)
class OrganisationEdited(Event):
    """`changed` names the fields, in alphabetical order."""

    changed: tuple[str, ...]

    sentence = _("%(actor)s edited the organisation %(object)s.")


@dataclass(frozen=True)
class SuccessionRecorded(Event):
    """`object` is the predecessor."""

    successor: str
    happened_on: PartialDate | None

    sentence = _("%(actor)s recorded that %(successor)s took over from %(object)s.")


@dataclass(frozen=True)
class RoleGiven(Event):
    """`object` is the membership, whose title says the role."""

    person: str
    role: str
    organisation: str | None

    sentence = _("%(actor)s gave %(person)s a role: %(object)s.")


@dataclass(frozen=True)
class RoleEnded(Event):
    """`object` is the membership, whose title says the role."""

    person: str
    role: str

    sentence = _("%(actor)s ended a role of %(person)s: %(object)s.")
