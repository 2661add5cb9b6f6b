"""What plans put on the register. Drafts are not public, so their changes leave no line."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate
from parvis.register.types import Event


@dataclass(frozen=True)
class PlanOpened(Event):
    sentence = _("%(actor)s opened the plan %(object)s for comment.")
    brings = True
    on: date
    until: date | None
    content_sha256: str


@dataclass(frozen=True)
class PlanSubmitted(Event):
    sentence = _("%(actor)s submitted the plan %(object)s.")
    brings = True
    on: date
    content_sha256: str


@dataclass(frozen=True)
class PlanLaunched(Event):
    sentence = _("%(actor)s launched the plan %(object)s.")
    brings = True
    on: date
    content_sha256: str


@dataclass(frozen=True)
class PlanEnded(Event):
    sentence = _("%(actor)s ended the plan %(object)s.")
    on: date
    content_sha256: str


@dataclass(frozen=True)
class PlanEdited(Event):
    sentence = _("%(actor)s changed the plan %(object)s and said why.")
    amendment: str
    content_sha256: str


@dataclass(frozen=True)
class PlanImported(Event):
    """History entered from a plan file, as one act: who did what back then is in the file, not in this line."""

    sentence = _("%(actor)s entered the plan %(object)s as history, from %(source)s.")
    begins, brings = "object", True
    source: str
    sha256: str
    commitments: int
    milestones: int


@dataclass(frozen=True)
class ChallengeAdded(Event):
    sentence = _("%(actor)s added a challenge to the plan %(object)s.")
    begins = "challenge"
    number: int
    content_sha256: str
    challenge: str


@dataclass(frozen=True)
class ChallengeEdited(Event):
    sentence = _("%(actor)s changed a challenge of the plan %(object)s and said why.")
    number: int
    amendment: str
    content_sha256: str
    challenge: str


@dataclass(frozen=True)
class CommitmentAdded(Event):
    sentence = _("%(actor)s added the commitment %(object)s.")
    begins = "object"
    plan: str
    content_sha256: str


@dataclass(frozen=True)
class CommitmentEdited(Event):
    sentence = _("%(actor)s changed the commitment %(object)s and said why.")
    amendment: str
    content_sha256: str


@dataclass(frozen=True)
class LeadAssigned(Event):
    sentence = _("%(actor)s named a new lead for the commitment %(object)s.")
    lead: str


@dataclass(frozen=True)
class OrganisationInvolved(Event):
    sentence = _("%(actor)s gave %(organisation)s a part in %(object)s.")
    organisation: str
    part: str
    since: PartialDate | None


@dataclass(frozen=True)
class InvolvementEnded(Event):
    sentence = _("%(actor)s ended the part of %(organisation)s in %(object)s.")
    organisation: str
    part: str
    on: PartialDate


@dataclass(frozen=True)
class ContactAdded(Event):
    sentence = _("%(actor)s added a contact to %(object)s.")


@dataclass(frozen=True)
class ContactRemoved(Event):
    sentence = _("%(actor)s removed a contact from %(object)s.")


@dataclass(frozen=True)
class MilestoneAdded(Event):
    sentence = _("%(actor)s added the milestone %(object)s.")
    begins = "object"
    commitment: str
    due_on: PartialDate | None
    content_sha256: str


@dataclass(frozen=True)
class MilestoneEdited(Event):
    sentence = _("%(actor)s changed the milestone %(object)s and said why.")
    amendment: str
    due_on: PartialDate | None
    content_sha256: str


@dataclass(frozen=True)
class MilestoneBound(Event):
    sentence = _("%(actor)s bound the milestone %(object)s to a measure.")
    amendment: str
    measure: str
    target: int


@dataclass(frozen=True)
class ProgressReported(Event):
    sentence = _("%(actor)s reported progress on the milestone %(object)s.")
    progress: str
    status: str
    on: PartialDate
    content_sha256: str


@dataclass(frozen=True)
class MilestoneCompleted(Event):
    """`content_sha256` is of the milestone as it is promised, `source_sha256` of all that is said of its evidence."""

    sentence = _("%(actor)s reported the milestone %(object)s complete on %(on)s.")
    on: date
    evidence: str
    content_sha256: str
    source_sha256: str


@dataclass(frozen=True)
class MilestoneReopened(Event):
    sentence = _("%(actor)s took back that the milestone %(object)s was complete, and said why.")
    amendment: str
