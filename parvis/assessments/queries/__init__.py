"""Every read of reports, and the types of what is read. What the viewer may not see is `NotFound`, or is left out."""

from ..findings import Finding, Side
from ..models import Report
from ..rows import AnswerRead
from .around import (
    Definition,
    definitions,
    find_report,
    findable_reports,
    last_report,
    named_reports,
    report_addresses,
    subject_of,
)
from .imports import known_content, known_file, report_like
from .lists import ORDERS, Expected, expected, reports, reports_of
from .proposals import named_proposals, proposal
from .published import published
from .reading import PartRead, Reading, SectionRead, reading, report
from .voices import Quotation, Voice, heard_of, voices

__all__ = [
    "ORDERS",
    "AnswerRead",
    "Definition",
    "Expected",
    "Finding",
    "PartRead",
    "Quotation",
    "Reading",
    "Report",
    "SectionRead",
    "Side",
    "Voice",
    "definitions",
    "expected",
    "find_report",
    "findable_reports",
    "heard_of",
    "known_content",
    "known_file",
    "last_report",
    "named_proposals",
    "named_reports",
    "proposal",
    "published",
    "reading",
    "report",
    "report_addresses",
    "report_like",
    "reports",
    "reports_of",
    "subject_of",
    "voices",
]
