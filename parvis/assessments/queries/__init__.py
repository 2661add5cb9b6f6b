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
from .lists import ORDERS, Expected, expected, reports, reports_of
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
    "last_report",
    "named_reports",
    "reading",
    "report",
    "report_addresses",
    "reports",
    "reports_of",
    "subject_of",
    "voices",
]
