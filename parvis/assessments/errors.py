"""Refusals of the assessments, each named for the state that stood in the way."""

from typing import Any

from parvis.kernel.errors import Invalid, NotFound, Refusal


class AlreadyWithdrawn(Refusal):
    """The report has been withdrawn before."""


class AlreadyDecided(Refusal):
    """A person has confirmed or declined the proposed value before."""


class ReportFileRefused(Invalid):
    """The JSON is no report as `standards.report_file` describes it. The sentence says where and why."""


class ReportAlreadyHere(Refusal):
    """Another file of the same report, in the same language, has entered with other content: `report` is that one."""

    def __init__(self, message: object, *, report: Any, field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.report = report


class UploadGone(NotFound):
    """The file waited for longer than a day, or someone else chose it."""


class AlreadyConfirmed(Refusal):
    """The file was confirmed before: it has entered, or a job will enter it."""


class MatchMissing(Invalid):
    """The report does not say what it is about, or says it of something that is not in it."""


class PlanNotPublic(Refusal):
    """A report is on a plan that everyone can read; this one is a draft here."""


class ReasonMissing(Invalid):
    """A published report is withdrawn with a reason that everyone can read."""


class NotAReport(Refusal):
    """What was given is no published report that can be read. `line` is where reading stopped, from 1; 0 before any."""

    status = 422

    def __init__(self, message: object, *, line: int = 0, field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.line = line


class CommitmentFileRefused(Refusal):
    """The file is no commitment data that can be read. `line` is where reading stopped, from 1; 0 for the whole."""

    status = 422

    def __init__(self, message: object, *, line: int = 0, field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.line = line
