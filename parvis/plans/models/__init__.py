from .amendments import Amendment, Tally
from .commitments import Commitment, Contact, Involvement
from .milestones import Milestone, Observation, ProgressUpdate
from .plans import ActionPlan, Challenge, in_sight_of
from .sources import Discrepancy, PlanImport, ReportedProgress, Statement

__all__ = [
    "ActionPlan",
    "Amendment",
    "Challenge",
    "Commitment",
    "Contact",
    "Discrepancy",
    "Involvement",
    "Milestone",
    "Observation",
    "PlanImport",
    "ProgressUpdate",
    "ReportedProgress",
    "Statement",
    "Tally",
    "in_sight_of",
]
