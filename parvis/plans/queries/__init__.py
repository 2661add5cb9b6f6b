"""Every read of plans. What the viewer may not see is `NotFound`, or is left out."""

from .calendar import calendar, coming
from .commitments import (
    challenge,
    commitment,
    contact,
    contents,
    involvement,
    milestone,
    milestones,
    milestones_due_soon,
    milestones_following,
)
from .counts import progress_of, standings, tallies
from .deadlines import deadlines
from .organisations import involvements, milestones_of
from .plans import current_plans, late_milestones, plan, plans
from .urns import (
    named_amendments,
    named_challenges,
    named_commitments,
    named_milestones,
    named_plans,
    named_updates,
)

__all__ = [
    "calendar",
    "challenge",
    "coming",
    "commitment",
    "contact",
    "contents",
    "current_plans",
    "deadlines",
    "involvement",
    "involvements",
    "late_milestones",
    "milestone",
    "milestones",
    "milestones_due_soon",
    "milestones_following",
    "milestones_of",
    "named_amendments",
    "named_challenges",
    "named_commitments",
    "named_milestones",
    "named_plans",
    "named_updates",
    "plan",
    "plans",
    "progress_of",
    "standings",
    "tallies",
]
