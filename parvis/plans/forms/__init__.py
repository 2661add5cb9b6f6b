"""The shape of what people type about plans. Rules are the commands' and the models'."""

from .commitments import CommitmentForm, ContactForm, EndInvolvementForm, InvolvementForm, LeadForm, TextForm
from .milestones import CompletionForm, MeasureForm, MilestoneForm, ProgressForm
from .plans import ChallengeForm, ConfirmationForm, DayForm, NewPlanForm, OpeningForm, PlanForm, ReasonForm

__all__ = [
    "ChallengeForm",
    "CommitmentForm",
    "CompletionForm",
    "ConfirmationForm",
    "ContactForm",
    "DayForm",
    "EndInvolvementForm",
    "InvolvementForm",
    "LeadForm",
    "MeasureForm",
    "MilestoneForm",
    "NewPlanForm",
    "OpeningForm",
    "PlanForm",
    "ProgressForm",
    "ReasonForm",
    "TextForm",
]
