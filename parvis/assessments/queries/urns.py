"""Titles and addresses of what reports put on the register, for whom may see them: each named by its own row."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from parvis.kernel.urns import Named, Row

from ..models import CommitmentFile, Proposal, Report

Told = Mapping[str, Any]


def _named_report(told: Told) -> Named:
    """A withdrawn report keeps its title in the journal, and has no page to go to."""
    report = Report(slug=told["slug"], title=told["title"], language=told["language"])
    return Named(report.name, None if told["withdrawn_at"] else report.get_absolute_url())


def _named_commitment_file(told: Told) -> Named:
    file = CommitmentFile(uid=uuid.UUID(told["uid"]), name=told["name"])
    return Named(file.name, file.get_absolute_url())


def _named_proposal(told: Told) -> Named:
    report = Report(slug=told["slug"])
    return Named(_("a value that the prose states on question %s") % told["question"], report.get_absolute_url())


NAMED = {
    "report": Row(
        Report.objects.on_plans_of,
        _named_report,
        values={name: name for name in ("slug", "title", "language", "withdrawn_at")},
    ),
    # Everyone may see which files were read.
    "commitment-file": Row(
        lambda viewer: CommitmentFile.objects.all(), _named_commitment_file, values={"uid": "uid", "name": "name"}
    ),
    "proposal": Row(
        lambda viewer: Proposal.objects.filter(answer__report__in=Report.objects.visible_to(viewer)),
        _named_proposal,
        values={"question": "answer__question", "slug": "answer__report__slug"},
    ),
}
