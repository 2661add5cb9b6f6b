"""Every write to the assessments."""

from .history import ImportOutcome, record_past_report
from .proposals import confirm_proposal, decline_proposal
from .reports import withdraw_report
from .uploads import discard_report_uploads, empty_report_upload, keep_report_upload

__all__ = [
    "ImportOutcome",
    "confirm_proposal",
    "decline_proposal",
    "discard_report_uploads",
    "empty_report_upload",
    "keep_report_upload",
    "record_past_report",
    "withdraw_report",
]
