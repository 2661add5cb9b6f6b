from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.kernel.access import public, signed_in
from parvis.kernel.http import refusals_shown_in, show_form
from parvis.kernel.permissions import require

from . import commands, queries
from .forms import ContributionForm, HideForm
from .models import Contribution


@public
def contribution(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.contribution(uid)
    about = queries.subject(found.subject)
    return render(request, "contributions/contribution.html", {"contribution": found, "subject": about})


@signed_in
def submit_contribution(request: HttpRequest, subject: str) -> HttpResponse:
    about = queries.subject(subject)
    form = ContributionForm(request.POST) if request.method == "POST" else ContributionForm()
    if form.is_valid():
        with refusals_shown_in(form):
            made = commands.submit_contribution(about, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your comment is published."))
            return HttpResponseRedirect(f"{about.url}#contribution-{made.uid}")
    return show_form(request, "contributions/submit_contribution.html", {"form": form, "subject": about})


@signed_in
def hide_contribution(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _asked_for(request, uid, "contributions.hide_contribution")
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            commands.hide_contribution(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The comment is hidden, and its author is told why."))
            return HttpResponseRedirect(found.get_absolute_url())
    return _ask(request, found, form, "contributions/hide_contribution.html")


@signed_in
def restore_contribution(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _asked_for(request, uid, "contributions.restore_contribution")
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            commands.restore_contribution(found, by=request.user)
            messages.success(request, _("The comment is shown again."))
            return HttpResponseRedirect(found.get_absolute_url())
    return _ask(request, found, form, "contributions/restore_contribution.html")


@signed_in
def withdraw_contribution(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _asked_for(request, uid, "contributions.withdraw_contribution")
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_in(form):
            commands.withdraw_contribution(found, by=request.user)
            messages.success(request, _("Your comment is withdrawn."))
            return HttpResponseRedirect(queries.subject(found.subject).url)
    return _ask(request, found, form, "contributions/withdraw_contribution.html")


def _asked_for(request: HttpRequest, uid: UUID, permission: str) -> Contribution:
    """The question itself shows what is hidden, so it is only put to those who may answer it."""
    found = queries.contribution(uid)
    require(request.user, permission, found)
    return found


def _ask(request: HttpRequest, found: Contribution, form: Form, template: str) -> HttpResponse:
    context = {"contribution": found, "form": form, "cancel_url": found.get_absolute_url()}
    return show_form(request, template, context)
