"""Every write to the assessments."""

from .history import ImportOutcome, record_past_report
from .proposals import confirm_proposal, decline_proposal
from .reports import withdraw_report

__all__ = [
    "ImportOutcome",
    "confirm_proposal",
    "decline_proposal",
    "record_past_report",
    "withdraw_report",
]
