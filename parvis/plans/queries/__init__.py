"""Every read of plans, and the types of what is read. What the viewer may not see is `NotFound`, or is left out."""

from ..models import ActionPlan, Challenge, Commitment, Contact, Involvement, Milestone, ReportedProgress
from .addresses import (
    commitment_addresses,
    free_slug,
    identifiers_here,
    last_commitment,
    last_plan,
    numbers_in,
    plan_addresses,
)
from .amendments import amended_ends, amendments
from .calendar import Calendar, Due, calendar, coming
from .commitments import (
    Contents,
    MilestoneToday,
    challenge,
    commitment,
    contact,
    contents,
    involvement,
    milestone,
    milestones,
    milestones_due_soon,
    milestones_following,
    public_commitments,
)
from .counts import progress_of, standings, tallies, tallies_of
from .deadlines import RuleRow, by_rule, deadlines
from .drafts import drafts_titled
from .findable import findable_milestones, findable_plans, plan_of, words_of
from .hashed import HASHED
from .news import News, news
from .organisations import involvements, milestones_of
from .origins import ORIGINS
from .plans import current_plans, late_milestones, plan, plans, with_public_plans
from .sources import with_citations as cite
from .subjects import every_assessed, find_assessed, find_commitment, find_plan, subject_of
from .urns import NAMED
from .uses import all_plans, bibliographies_of, uses_of

__all__ = [
    "HASHED",
    "NAMED",
    "ORIGINS",
    "ActionPlan",
    "Calendar",
    "Challenge",
    "Commitment",
    "Contact",
    "Contents",
    "Due",
    "Involvement",
    "Milestone",
    "MilestoneToday",
    "News",
    "ReportedProgress",
    "RuleRow",
    "all_plans",
    "amended_ends",
    "amendments",
    "bibliographies_of",
    "by_rule",
    "calendar",
    "challenge",
    "cite",
    "coming",
    "commitment",
    "commitment_addresses",
    "contact",
    "contents",
    "current_plans",
    "deadlines",
    "drafts_titled",
    "every_assessed",
    "find_assessed",
    "find_commitment",
    "find_plan",
    "findable_milestones",
    "findable_plans",
    "free_slug",
    "identifiers_here",
    "involvement",
    "involvements",
    "last_commitment",
    "last_plan",
    "late_milestones",
    "milestone",
    "milestones",
    "milestones_due_soon",
    "milestones_following",
    "milestones_of",
    "news",
    "numbers_in",
    "plan",
    "plan_addresses",
    "plan_of",
    "plans",
    "progress_of",
    "public_commitments",
    "standings",
    "subject_of",
    "tallies",
    "tallies_of",
    "uses_of",
    "with_public_plans",
    "words_of",
]
