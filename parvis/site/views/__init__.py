"""The public pages: each asks the doors, puts what they answer in order, and renders it."""

from .calendar import calendar
from .commitments import commitment, versions
from .editorial import about, accessibility, glossary, privacy
from .explorer import commitments, commitments_csv, commitments_json, commitments_ogp_csv, compare_commitments
from .front import home, late, search
from .members import member, members, organisation, organisation_milestones, organisations
from .plans import plan, plans
from .reports import plan_reports, report, report_json, reports

__all__ = [
    "about",
    "accessibility",
    "calendar",
    "commitment",
    "commitments",
    "commitments_csv",
    "commitments_json",
    "commitments_ogp_csv",
    "compare_commitments",
    "glossary",
    "home",
    "late",
    "member",
    "members",
    "organisation",
    "organisation_milestones",
    "organisations",
    "plan",
    "plan_reports",
    "plans",
    "privacy",
    "report",
    "report_json",
    "reports",
    "search",
    "versions",
]
