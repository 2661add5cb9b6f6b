"""Titles and addresses of what plans put on the register, for whom may see them: one query a kind."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from parvis.kernel.languages import Multilingual
from parvis.kernel.urns import Named

from ..models import ActionPlan, Amendment, Challenge, Commitment, Milestone, ProgressUpdate

Found = Mapping[uuid.UUID, Named]


def named_plans(uids: Sequence[uuid.UUID], viewer: Any) -> Found:
    rows = ActionPlan.objects.visible_to(viewer).filter(uid__in=uids).select_related("member")
    return {row.uid: Named(row.title, row.get_absolute_url(), row.member.name) for row in rows}


def named_challenges(uids: Sequence[uuid.UUID], viewer: Any) -> Found:
    rows = Challenge.objects.filter(uid__in=uids, plan__in=_plans(viewer)).select_related("plan")
    return {row.uid: Named(row.title, f"{row.plan.get_absolute_url()}#challenge-{row.number}") for row in rows}


def named_commitments(uids: Sequence[uuid.UUID], viewer: Any) -> Found:
    rows = Commitment.objects.visible_to(viewer).filter(uid__in=uids).select_related("plan__member")
    return {row.uid: Named(row.title, row.get_absolute_url(), row.plan.member.name) for row in rows}


def named_milestones(uids: Sequence[uuid.UUID], viewer: Any) -> Found:
    rows = Milestone.objects.visible_to(viewer).filter(uid__in=uids).select_related("commitment__plan")
    return {row.uid: Named(_numbered(row), row.get_absolute_url()) for row in rows}


def named_updates(uids: Sequence[uuid.UUID], viewer: Any) -> Found:
    rows = ProgressUpdate.objects.filter(uid__in=uids, milestone__commitment__plan__in=_plans(viewer))
    return {
        row.uid: Named(_("an update on milestone %s") % row.milestone.code, row.milestone.get_absolute_url())
        for row in rows.select_related("milestone__commitment__plan")
    }


def named_amendments(uids: Sequence[uuid.UUID], viewer: Any) -> Found:
    rows = Amendment.objects.filter(uid__in=uids, plan__in=_plans(viewer))
    rows = rows.select_related("plan", "commitment__plan", "milestone__commitment__plan")
    return {
        row.uid: Named(row.reason, (row.milestone or row.commitment or row.plan).get_absolute_url()) for row in rows
    }


def _plans(viewer: Any) -> Any:
    return ActionPlan.objects.visible_to(viewer)


def _numbered(milestone: Milestone) -> Multilingual:
    """`3.2 Publish the list`, in each language."""
    title = milestone.title
    return Multilingual({code: f"{milestone.code} {title[code]}" for code in title}, machine=title.machine)
