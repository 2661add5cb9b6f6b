"""Every write to the assessments."""

from .commitment_data import CommitmentsOutcome, record_past_commitments
from .history import ImportOutcome, record_past_report
from .proposals import confirm_proposal, decline_proposal
from .reports import withdraw_report
from .uploads import discard_report_uploads, empty_report_upload, keep_report_upload

__all__ = [
    "CommitmentsOutcome",
    "ImportOutcome",
    "confirm_proposal",
    "decline_proposal",
    "discard_report_uploads",
    "empty_report_upload",
    "keep_report_upload",
    "record_past_commitments",
    "record_past_report",
    "withdraw_report",
]
