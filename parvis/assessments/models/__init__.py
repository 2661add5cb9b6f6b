from .answers import Answer, AnswerEvidence, Proposal
from .commitment_data import CommitmentFile, CommitmentRecord, LeftOutRow, RecordMatch
from .commitment_uploads import CommitmentUpload
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
    "CommitmentFile",
    "CommitmentRecord",
    "CommitmentUpload",
    "Evaluator",
    "GlossaryEntry",
    "LeftOutRow",
    "Proposal",
    "QuotedMilestone",
    "RecordMatch",
    "Report",
    "ReportComment",
    "ReportImport",
    "ReportQuerySet",
    "ReportUpload",
]
