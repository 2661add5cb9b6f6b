"""Words of the assessments, and a published report as it was read: before anything is matched or stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

# How long a file that was chosen waits for who chose it to confirm what was read of it.
KEPT_FOR = timedelta(days=1)

# Of OGP's commitment data, what a page takes; the command line takes more.
LARGEST_COMMITMENT_FILE = 20 * 2**20

# A value beside those of its scale, where the form offers it.
NOT_APPLICABLE = "not_applicable"


class ReportKind(models.TextChoices):
    INCEPTION = "inception", _("Inception Report")
    END_OF_COMMITMENT = "end_of_commitment", _("End of Commitment Report")


class AnswerStatus(models.TextChoices):
    """Whether the source still holds the answer. What it lost is not a No."""

    GIVEN = "given", _("Given")
    MISSING_IN_SOURCE = "missing_in_source", _("Missing in the source")


class Decision(models.TextChoices):
    """What a person made of a proposed value."""

    OPEN = "open", _("Waiting for a person")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")


@dataclass(frozen=True)
class ReadCitation:
    """One line of evidence. `text` is as printed; `url` None where the source has none, or has lost it.

    `accessed_on` is an ISO date, a month or a year; `kind` a kind of `evidence.types.Citation`.
    """

    text: str
    url: str | None = None
    accessed_on: str | None = None
    kind: str = "web_page"


@dataclass(frozen=True)
class ReadProposal:
    """A value that the prose states where the value itself is missing; a person confirms or declines it.

    `reached` and `total` are milestones, where the prose counts them. `quotation` is word for word.
    """

    value: str
    quotation: str
    reached: int | None = None
    total: int | None = None


@dataclass(frozen=True)
class ReadAnswer:
    """`question` is as printed ("2.3"); `commitment` is the number printed, in sections that repeat per commitment.

    `value` or `option` is set only where the source gives it. `explanation` is the whole answer of a question that
    has only text. `not_applicable` is a value. `line` is where the question stands in the file, from 1.
    """

    section: str
    question: str
    commitment: int | None = None
    value: str | None = None
    option: str | None = None
    status: AnswerStatus = AnswerStatus.MISSING_IN_SOURCE
    explanation: str = ""
    citations: Sequence[ReadCitation] = ()
    proposed: ReadProposal | None = None
    line: int | None = None


@dataclass(frozen=True)
class ReadCommitment:
    """`number` is None in a report on one commitment. `milestones` are titles that the report quotes, in order."""

    number: int | None
    title: str
    action: str = ""
    problem: str = ""
    milestones: Sequence[str] = ()


@dataclass(frozen=True)
class GlossaryTerm:
    """A definition that was glued to a word of the prose. `is_cut` when the source stops it short with an ellipsis."""

    term: str
    text: str
    is_cut: bool = False


@dataclass(frozen=True)
class PrintedComment:
    """A comment of the public as printed under the report. `date` is an ISO date, or as printed."""

    text: str
    author: str = ""
    date: str = ""


@dataclass(frozen=True)
class Notice:
    """What a person should know of the reading: text without a slot, an assumed label. Lines count from 1."""

    line: int
    text: str


@dataclass(frozen=True)
class PublishedReport:
    """What a published report says, without one word of ours.

    `title`, `member` and `plan` are as printed; `commitment` is the title of the one commitment that an End of
    Commitment Report is about. `language` is that of the report (en, fr, es). `retold_from` is set only where the
    explanations are not the evaluator's words but retold in ours: the address of the report that says it in its own.
    """

    kind: ReportKind
    form: str
    language: str
    title: str
    member: str
    plan: str
    evaluators: Sequence[str] = ()
    commitment: str | None = None
    commitments: Sequence[ReadCommitment] = ()
    answers: Sequence[ReadAnswer] = ()
    comments: Sequence[PrintedComment] = ()
    glossary: Sequence[GlossaryTerm] = ()
    notices: Sequence[Notice] = field(default_factory=tuple)
    retold_from: str | None = None


@dataclass(frozen=True)
class ReportFileGiven:
    """The file that a report was read from. `sha256` is of the file as it was given.

    `content` is what may be kept of it: it is without the evaluators' e-mail addresses.
    """

    name: str
    sha256: str
    content: bytes


@dataclass(frozen=True)
class CommitmentFileGiven:
    """A file of OGP's commitment data that can be read; `rows` is how many it has.

    `found`, as JSON: `layout`; `members`, `plans`, `left_out` and `notices`, counted; `first_left_out`, rows with
    `line`, `column`, `code` and `values`.
    """

    name: str
    sha256: str
    content: bytes
    rows: int
    found: Mapping[str, Any]
