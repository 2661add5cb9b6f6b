"""Every write to the assessments."""

from .commitment_data import CommitmentsOutcome, record_past_commitments
from .commitment_uploads import (
    confirm_commitment_upload,
    discard_commitment_upload,
    discard_commitment_uploads,
    fail_commitment_upload,
    finish_commitment_upload,
    keep_commitment_upload,
    note_commitment_upload,
    refuse_commitment_upload,
)
from .history import ImportOutcome, record_past_report
from .proposals import confirm_proposal, decline_proposal
from .reports import withdraw_report
from .uploads import discard_report_uploads, empty_report_upload, keep_report_upload

__all__ = [
    "CommitmentsOutcome",
    "ImportOutcome",
    "confirm_commitment_upload",
    "confirm_proposal",
    "decline_proposal",
    "discard_commitment_upload",
    "discard_commitment_uploads",
    "discard_report_uploads",
    "empty_report_upload",
    "fail_commitment_upload",
    "finish_commitment_upload",
    "keep_commitment_upload",
    "keep_report_upload",
    "note_commitment_upload",
    "record_past_commitments",
    "record_past_report",
    "refuse_commitment_upload",
    "withdraw_report",
]
