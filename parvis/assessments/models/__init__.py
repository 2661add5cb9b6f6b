from .answers import Answer, AnswerEvidence, Proposal
from .reports import (
    AssessedCommitment,
    Evaluator,
    GlossaryEntry,
    QuotedMilestone,
    Report,
    ReportComment,
    ReportImport,
    ReportQuerySet,
)
from .uploads import ReportUpload

__all__ = [
    "Answer",
    "AnswerEvidence",
    "AssessedCommitment",
    "Evaluator",
    "GlossaryEntry",
    "Proposal",
    "QuotedMilestone",
    "Report",
    "ReportComment",
    "ReportImport",
    "ReportQuerySet",
    "ReportUpload",
]
