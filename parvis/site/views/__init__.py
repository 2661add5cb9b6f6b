"""The public pages: each asks the doors, puts what they answer in order, and renders it."""

from .bibliographies import (
    bibliography_entry,
    member_bibliography,
    member_bibliography_file,
    plan_bibliography,
    plan_bibliography_file,
    report_bibliography,
    report_bibliography_file,
)
from .calendar import calendar
from .commitment_files import commitment_file, commitment_files, left_out_csv
from .commitments import commitment, versions
from .editorial import about, accessibility, glossary, privacy
from .explorer import commitments, commitments_csv, commitments_json, commitments_ogp_csv, compare_commitments
from .front import home, late, search
from .members import (
    member,
    member_comparison_csv,
    member_comparison_json,
    members,
    organisation,
    organisation_milestones,
    organisations,
    reference_members,
)
from .plans import plan, plans
from .reports import plan_reports, report, report_json, reports
from .similar import similar_commitments

__all__ = [
    "about",
    "accessibility",
    "bibliography_entry",
    "calendar",
    "commitment",
    "commitment_file",
    "commitment_files",
    "commitments",
    "commitments_csv",
    "commitments_json",
    "commitments_ogp_csv",
    "compare_commitments",
    "glossary",
    "home",
    "late",
    "left_out_csv",
    "member",
    "member_bibliography",
    "member_bibliography_file",
    "member_comparison_csv",
    "member_comparison_json",
    "members",
    "organisation",
    "organisation_milestones",
    "organisations",
    "plan",
    "plan_bibliography",
    "plan_bibliography_file",
    "plan_reports",
    "plans",
    "privacy",
    "reference_members",
    "report",
    "report_bibliography",
    "report_bibliography_file",
    "report_json",
    "reports",
    "search",
    "similar_commitments",
    "versions",
]
