"""What assessments put on the register. Evaluators are people, so no line names them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parvis.register.types import Event


@dataclass(frozen=True)
class ReportImported(Event):
    """A published report entered as history, as one act.

    `sha256` is of the file as it was given, `content_sha256` of what was read of it. `new_commitments` and
    `new_milestones` were not here before, and entered as the report names them. `replaces` is a retelling that stood
    here and gave way to the report itself.
    """

    sentence = _("%(actor)s entered the report %(object)s on %(plan)s, from %(source)s.")
    begins, brings = "object", True
    plan: str
    source: str
    sha256: str
    content_sha256: str
    answers: int
    missing: int
    new_commitments: int
    new_milestones: int
    replaces: str | None


@dataclass(frozen=True)
class ReportWithdrawn(Event):
    """`reason_sha256` is of the reason that is kept with the report, as canonical JSON (RFC 8785)."""

    sentence = _("%(actor)s withdrew the report %(object)s on %(plan)s and said why.")
    plan: str
    content_sha256: str
    reason_sha256: str


@dataclass(frozen=True)
class ProposalConfirmed(Event):
    """The answer stays missing in the source; this says that its prose states the value."""

    sentence = _("%(actor)s confirmed what the prose of %(report)s states on question %(question)s.")
    report: str
    question: str
    value: str


@dataclass(frozen=True)
class ProposalDeclined(Event):
    sentence = _("%(actor)s declined a reading of the prose of %(report)s on question %(question)s.")
    report: str
    question: str
    value: str


@dataclass(frozen=True)
class CommitmentsImported(Event):
    """A file of OGP's commitment data entered as history, as one act, whatever it holds.

    `sha256` is of the file; the numbers are of what entered of it and of what was left out.
    """

    sentence = _("%(actor)s entered %(commitments)s commitments of %(members)s members from the file %(object)s.")
    begins, brings = "object", True
    source: str
    sha256: str
    rows: int
    commitments: int
    plans: int
    members: int
    left_out: int
