"""A published report enters: choose its file, look at what was read of it and say what is what, confirm."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.types import Person
from parvis.kernel.access import signed_in
from parvis.kernel.http import show_form
from parvis.kernel.permissions import require
from parvis.kernel.steps import confirm, typed

from .. import commands, queries, reading
from ..choosing import NEW, Choosing
from ..errors import NotAReport, ReportAlreadyHere, ReportFileRefused, UploadGone
from ..forms import MatchForm, ReportFileForm
from ..looking import look
from ..matching import Matches, match
from ..models import Report, ReportUpload
from ..standards.report_file import content_sha256
from ..types import PublishedReport, ReportFileGiven


@signed_in
def import_report(request: HttpRequest) -> HttpResponse:
    require(request.user, "assessments.keep_report_upload")
    form = ReportFileForm(**typed(request))
    if form.is_valid():
        content, name = form.chosen
        try:
            report = reading.read_file(content, name=name)
        except (NotAReport, ReportFileRefused) as refusal:
            form.add_error("file", str(refusal))
            return show_form(request, "assessments/import_report.html", {"form": form})
        file = reading.given(content, name=name)
        if here := queries.entered_before(file.sha256, content_sha256(report)):
            return _here_already(request, here)
        upload = commands.keep_report_upload(file, by=request.user)
        return redirect("assessments:record_past_report", upload.uid)
    return show_form(request, "assessments/import_report.html", {"form": form})


@signed_in
def record_past_report(request: HttpRequest, upload: uuid.UUID) -> HttpResponse:
    """What was read of a file that waits, and what of it is what here. A choice changes what there is to choose below
    it: `again` asks for that, and then nothing is taken as confirmed."""
    try:
        kept = queries.report_upload(upload, by=request.user)
        if here := queries.entered_before(kept.sha256, ""):
            return _here_already(request, here)
        content = kept.waiting
    except UploadGone as gone:
        messages.warning(request, str(gone))
        return redirect("assessments:import_report")

    report = reading.read_file(content, name=kept.file_name)
    again = request.POST.get("again", "")
    choosing = Choosing(request.user, request.POST, otherwise=NEW if again == NEW else "")
    matches = match(report, request.user, settle=choosing)
    form = MatchForm(**typed(request), report=report, matches=matches, choosing=choosing)
    if again or form.asks_more:
        form = MatchForm(report=report, matches=matches, choosing=choosing)
    return confirm(
        request,
        "assessments/record_past_report.html",
        {"form": form, "upload": kept, "look": look(report), "member": matches.member.found}
        | {"cancel_url": reverse("assessments:import_report")},
        heading=_("Check what was read"),
        do=lambda data: _recorded(kept, report, matches, by=request.user),
        to=lambda outcome: outcome.report.get_absolute_url(),
        said=lambda outcome: _("The report is public and on the register.") if outcome.is_new else _HERE_ALREADY,
        rehearse=_nothing,
    )


def _recorded(kept: ReportUpload, report: PublishedReport, matches: Matches, *, by: Person) -> commands.ImportOutcome:
    file = ReportFileGiven(kept.file_name, kept.sha256, bytes(kept.content))
    try:
        outcome = commands.record_past_report(report, by=by, file=file, matches=matches)
    except ReportAlreadyHere as refusal:
        refusal.message = format_html(
            '{} <a href="{}">{}</a>',
            _("This report is here already, from another file and with other content. Withdraw that one first:"),
            refusal.report.get_absolute_url(),
            refusal.report.title,
        )
        raise
    commands.empty_report_upload(kept, by=by)
    return outcome


def _nothing(data: dict[str, Any]) -> None:
    """The original would be in the storage before anyone confirmed it, and what is wrong with the file was said above."""


def _here_already(request: HttpRequest, report: Report) -> HttpResponse:
    messages.info(request, str(_HERE_ALREADY))
    return redirect(report)


_HERE_ALREADY = gettext_lazy("This report is here already. Nothing has changed.")
