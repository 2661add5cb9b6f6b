"""OGP's commitment data enters: choose its file, look at what was found in it, confirm, see how far it is."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parvis.kernel.access import signed_in
from parvis.kernel.http import show_form
from parvis.kernel.permissions import require
from parvis.kernel.steps import confirm, typed

from .. import commands, queries
from ..checking_commitments import SHOWN, checked
from ..errors import CommitmentFileRefused, UploadGone
from ..forms import ActingForm, CommitmentFileForm
from ..models import CommitmentUpload
from ..permissions import administered
from ..remarks import remarks_as_csv

CHOOSE = "assessments:import_commitments"


@signed_in
def import_commitments(request: HttpRequest) -> HttpResponse:
    require(request.user, "assessments.keep_commitment_upload")
    form = CommitmentFileForm(**typed(request))
    if form.is_valid():
        content, name = form.chosen
        try:
            given = checked(content, name=name)
        except CommitmentFileRefused as refusal:
            form.add_error("file", _("%(name)s: %(reason)s") % {"name": name, "reason": refusal})
        else:
            return redirect(commands.keep_commitment_upload(given, by=request.user))
    uploads = queries.commitment_uploads(request.user)
    return show_form(request, "assessments/import_commitments.html", {"form": form, "uploads": uploads})


@signed_in
def commitment_upload(request: HttpRequest, upload: uuid.UUID) -> HttpResponse:
    """How far a file is, and what became of it. Scripts ask for the part that changes alone."""
    kept = _kept(request, upload)
    if kept is None:
        return redirect(CHOOSE)
    if kept.is_checked:
        return redirect("assessments:confirm_commitment_upload", kept.uid)
    left_out = queries.first_left_out(kept.file, SHOWN) if kept.file else []
    template = "assessments/_commitment_upload.html" if request.htmx else "assessments/commitment_upload.html"
    answer = render(request, template, {"upload": kept, "left_out": left_out})
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@signed_in
def confirm_commitment_upload(request: HttpRequest, upload: uuid.UUID) -> HttpResponse:
    """What reading alone found in a file that waits. Who administers one member has nothing to type, so that what they
    see first is what they confirm."""
    kept = _kept(request, upload)
    if kept is None:
        return redirect(CHOOSE)
    if not kept.is_checked:
        return redirect(kept)
    require(request.user, "assessments.confirm_commitment_upload", kept)
    members = administered(request.user)
    given = typed(request) if len(members) > 1 else {"data": request.POST}
    form = ActingForm(**given, members=members)
    return confirm(
        request,
        "assessments/confirm_commitment_upload.html",
        {"form": form, "upload": kept, "cancel_url": reverse(CHOOSE)},
        heading=_("Check what was found"),
        do=lambda data: commands.confirm_commitment_upload(kept, by=request.user, member=form.member),
        to=kept.get_absolute_url(),
        said=_("The file will be entered now. You may leave this page: what becomes of it stays here."),
    )


@signed_in
@require_POST
def discard_commitment_upload(request: HttpRequest, upload: uuid.UUID) -> HttpResponse:
    """The way back from looking at it."""
    if kept := _kept(request, upload):
        commands.discard_commitment_upload(kept, by=request.user)
        messages.success(request, _("The file is deleted. Nothing of it has entered."))
    return redirect(CHOOSE)


@signed_in
def left_out_rows(request: HttpRequest, upload: uuid.UUID) -> HttpResponse | StreamingHttpResponse:
    """Everything that was left out of a file or kept as written, before it is confirmed and after it has entered."""
    kept = _kept(request, upload)
    if kept is None:
        return redirect(CHOOSE)
    answer = StreamingHttpResponse(remarks_as_csv(kept), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="left-out.csv"'
    return answer


def _kept(request: HttpRequest, upload: uuid.UUID) -> CommitmentUpload | None:
    try:
        return queries.commitment_upload(upload, by=request.user)
    except UploadGone as gone:
        messages.warning(request, str(gone))
        return None
