from .answers import Answer, AnswerEvidence, Proposal
from .reports import (
    AssessedCommitment,
    Evaluator,
    GlossaryEntry,
    QuotedMilestone,
    Report,
    ReportImport,
    ReportQuerySet,
)

__all__ = [
    "Answer",
    "AnswerEvidence",
    "AssessedCommitment",
    "Evaluator",
    "GlossaryEntry",
    "Proposal",
    "QuotedMilestone",
    "Report",
    "ReportImport",
    "ReportQuerySet",
]
