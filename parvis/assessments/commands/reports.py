import hashlib

import rfc8785
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked
from parvis.kernel.types import Actor
from parvis.register import commands as register

from ..errors import ReasonMissing
from ..events import ReportWithdrawn
from ..models import Report
from ._standing import take_off


@transaction.atomic
def withdraw_report(report: Report, *, by: Actor, reason: Multilingual) -> Report:
    """Take a report off the pages, with a reason that everyone can read; its lines and its original stay.

    The same file may enter again afterwards. Raises `AlreadyWithdrawn`, `ReasonMissing`.
    """
    report = locked(report)
    require(by, "assessments.withdraw_report", report)
    if not reason:
        raise ReasonMissing(_("This has been published. Say why it is withdrawn."), field="reason")

    take_off(report, because=reason, by=by)

    words = hashlib.sha256(rfc8785.dumps(reason.as_json())).hexdigest()
    event = ReportWithdrawn(report.urn, report.plan.member.urn, report.plan.urn, report.content_sha256, words)
    register.record(event, by=by)
    return report
