"""Every read of reports, and the types of what is read. What the viewer may not see is `NotFound`, or is left out."""

from ..findings import Finding, Side
from ..models import Evaluator, Report
from ..rows import AnswerRead
from ..standards.commitment_data.dates import DateWritten
from .around import (
    Definition,
    definitions,
    every_assessed,
    find_assessed,
    find_report,
    findable_reports,
    last_report,
    plan_of_report,
    report_addresses,
    subject_of,
)
from .commitment_data import (
    commitment_file,
    commitment_file_by_uid,
    commitment_file_named,
    commitment_files,
    count_matches,
    count_notices,
    first_left_out,
    left_out,
    matches_of,
    notices,
    record_of,
    text_of,
    unread,
    with_record,
)
from .commitment_uploads import commitment_upload, commitment_uploads, upload_to_enter
from .comparison import Comparison, Ended, comparison
from .design import DesignAndDelivery, Level, clearest, design_and_delivery
from .explored import Explored, explored, explored_in_full
from .exported import exported_commitments, exported_selection
from .findable import findable_around, findable_commitments
from .hashed import report_content, withdrawal_reason
from .imports import entered_before, report_like
from .lists import ORDERS, Expected, answering, expected, news, reports, reports_of
from .origins import ORIGINS
from .proposals import proposal
from .published import as_file, published
from .rated import rated, rated_as_read, with_ratings
from .reading import PartRead, Reading, SectionRead, reading, report, withdrawn_report
from .recorded import Given, Recorded, recorded
from .similar import Around, Similar, around, around_draft
from .uploads import report_upload
from .urns import NAMED
from .uses import bibliographies_of, reports_that_stand, uses_of
from .voices import Quotation, Voice, heard_of, not_said_by, voices

__all__ = [
    "NAMED",
    "ORDERS",
    "ORIGINS",
    "AnswerRead",
    "Around",
    "Comparison",
    "DateWritten",
    "Definition",
    "DesignAndDelivery",
    "Ended",
    "Evaluator",
    "Expected",
    "Explored",
    "Finding",
    "Given",
    "Level",
    "PartRead",
    "Quotation",
    "Reading",
    "Recorded",
    "Report",
    "SectionRead",
    "Side",
    "Similar",
    "Voice",
    "answering",
    "around",
    "around_draft",
    "as_file",
    "bibliographies_of",
    "clearest",
    "commitment_file",
    "commitment_file_by_uid",
    "commitment_file_named",
    "commitment_files",
    "commitment_upload",
    "commitment_uploads",
    "comparison",
    "count_matches",
    "count_notices",
    "definitions",
    "design_and_delivery",
    "entered_before",
    "every_assessed",
    "expected",
    "explored",
    "explored_in_full",
    "exported_commitments",
    "exported_selection",
    "find_assessed",
    "find_report",
    "findable_around",
    "findable_commitments",
    "findable_reports",
    "first_left_out",
    "heard_of",
    "last_report",
    "left_out",
    "matches_of",
    "news",
    "not_said_by",
    "notices",
    "plan_of_report",
    "proposal",
    "published",
    "rated",
    "rated_as_read",
    "reading",
    "record_of",
    "recorded",
    "report",
    "report_addresses",
    "report_content",
    "report_like",
    "report_upload",
    "reports",
    "reports_of",
    "reports_that_stand",
    "subject_of",
    "text_of",
    "unread",
    "upload_to_enter",
    "uses_of",
    "voices",
    "with_ratings",
    "with_record",
    "withdrawal_reason",
    "withdrawn_report",
]
