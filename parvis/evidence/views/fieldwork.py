import uuid
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.accounts.types import Member
from parvis.kernel import urns
from parvis.kernel.access import signed_in
from parvis.kernel.pages import Page
from parvis.kernel.permissions import require
from parvis.kernel.steps import confirm, save, typed

from .. import commands, queries
from ..assessed import Assessed, assessed, every_assessed
from ..choices import Capacity, Keeping, QuotationUse
from ..forms import ConsentForm, ConsultedForm, InterviewForm, NothingTyped, QuotationForm, SourceForm, posted
from ..models import Interview, Quotation

Back = Callable[[Member], str]


@signed_in
def fieldwork(request: HttpRequest, slug: str) -> HttpResponse:
    """The interviews that this evaluator has recorded for a member, for nobody else."""
    return _own(request, slug, "evidence/fieldwork.html", queries.interviews)


@signed_in
def consulted(request: HttpRequest, slug: str) -> HttpResponse:
    """What this evaluator has consulted that is not public, for nobody else."""
    return _own(request, slug, "evidence/consulted.html", queries.consulted_items)


@signed_in
def record_interview(request: HttpRequest, slug: str) -> HttpResponse:
    member = accounts.member(slug)
    require(request.user, "evidence.record_interview", Interview(body=member.urn))
    heading = _("Record an interview")
    if not request.GET.get("about"):
        return _choose(request, member, heading)
    about = _about(request, member)
    form = InterviewForm(**typed(request), by=request.user, body=member.urn)
    return confirm(
        request,
        "evidence/record_interview.html",
        {"member": member, "about": about, "form": form, "cancel_url": about.url},
        heading=heading,
        do=lambda data: commands.record_interview(
            about, by=request.user, **{**data, "capacity": Capacity(data["capacity"])}
        ),
        to=_fieldwork(member),
        said=_("The interview is recorded. Its names and notes are for you alone."),
    )


@signed_in
def record_source(request: HttpRequest, slug: str) -> HttpResponse:
    member = accounts.member(slug)
    require(request.user, "evidence.record_source", Interview(body=member.urn))
    heading = _("Cite a source")
    if not request.GET.get("about"):
        return _choose(request, member, heading)
    about = _about(request, member)
    form = posted(SourceForm, request, body=member.urn)
    return confirm(
        request,
        "evidence/record_source.html",
        {"member": member, "about": about, "form": form, "cancel_url": about.url},
        heading=heading,
        do=lambda data: commands.record_source(about, by=request.user, source=form.source),
        to=lambda citation: citation.get_absolute_url(),
        said=_("The source is cited. It stands in the bibliography."),
    )


@signed_in
def record_consulted(request: HttpRequest, slug: str) -> HttpResponse:
    member = accounts.member(slug)
    require(request.user, "evidence.record_interview", Interview(body=member.urn))
    heading = _("Record something that is not public")
    if not request.GET.get("about"):
        return _choose(request, member, heading)
    about = _about(request, member)
    form = posted(ConsultedForm, request, body=member.urn, keep=commands.upload_privately)
    return confirm(
        request,
        "evidence/record_consulted.html",
        {"member": member, "about": about, "form": form, "cancel_url": about.url},
        heading=heading,
        do=lambda data: commands.record_consulted(about, by=request.user, **form.described),
        to=_consulted(member),
        said=_("It is recorded. The register commits to its content without showing it."),
        # A file that is kept would stay in the storage, with what is confidential in it and no row that names it.
        rehearse=lambda data: commands.record_consulted(
            about, by=request.user, **form.described | {"keeping": Keeping.HASH_ONLY}
        ),
    )


@signed_in
def disclose_consulted(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    item = queries.consulted_item(uid, request.user)
    return _confirm(
        request,
        slug,
        {
            "item": item,
            "explained": _(
                "Its salt becomes public, on the register: whoever gets the file can then check that it is what you "
                "consulted. This cannot be undone."
            ),
        },
        back=_consulted,
        heading=_("Disclose its salt"),
        do=lambda data: commands.disclose_consulted(item, by=request.user),
        said=_("Its salt is public: whoever has the file can check it."),
    )


@signed_in
def erase_consulted(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    item = queries.consulted_item(uid, request.user)
    if item.file:
        said = _("Content and salt are erased.")
        explained = _(
            "The file and its salt are erased for good: nobody can show any more what you consulted. Its description "
            "stays. This cannot be undone."
        )
    else:
        said = _("The salt is erased.")
        explained = _(
            "Its salt is erased for good: nobody can show any more that a file is the one that you consulted. Its "
            "description stays. This cannot be undone."
        )
    return _confirm(
        request,
        slug,
        {"item": item, "is_erasing": True, "explained": explained},
        back=_consulted,
        heading=_("Erase its content") if item.file else _("Erase its salt"),
        do=lambda data: commands.erase_consulted(item, by=request.user),
        said=said,
    )


@signed_in
def consulted_file(request: HttpRequest, slug: str, uid: uuid.UUID) -> FileResponse:
    """For who recorded it; never a page."""
    item = queries.consulted_item_with_file(uid, request.user)
    answer = FileResponse(
        item.file.open("rb"), as_attachment=True, filename=item.file_name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
def erase_notes(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    interview = queries.interview(uid, request.user)
    return _confirm(
        request,
        slug,
        {"interview": interview, "is_erasing": True},
        heading=_("Erase names and notes"),
        do=lambda data: commands.erase_notes(interview, by=request.user),
        said=_("Names and notes are erased."),
    )


@signed_in
def add_quotation(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    member, interview = accounts.member(slug), queries.interview(uid, request.user)
    return save(
        request,
        "evidence/fieldwork_act.html",
        {"member": member, "interview": interview, "form": QuotationForm(**typed(request))}
        | {"cancel_url": _fieldwork(member)},
        heading=_("Add a quotation"),
        do=lambda data: commands.add_quotation(interview, by=request.user, **data),
        to=_fieldwork(member),
        said=_("The quotation is kept for you. Record the consent of the person before you use it."),
    )


@signed_in
def record_consent(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    quotation = queries.quotation(uid, request.user)
    require(request.user, "evidence.record_consent", quotation)
    form = ConsentForm(**typed(request), by=request.user, body=quotation.interview.body)
    return _confirm(
        request,
        slug,
        {"quotation": quotation, "form": form},
        heading=_("Record the consent"),
        do=lambda data: commands.record_consent(
            quotation, by=request.user, use=QuotationUse(data["use"]), on=data["on"]
        ),
        said=_("The consent is recorded."),
    )


@signed_in
def withdraw_consent(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    quotation = queries.quotation(uid, request.user)
    require(request.user, "evidence.withdraw_consent", quotation)
    return _confirm(
        request,
        slug,
        {
            "quotation": quotation,
            "is_erasing": True,
            "explained": _(
                "These words are taken off the pages and erased here for good; that the consent was withdrawn stays "
                "on the register. This cannot be undone."
            ),
        },
        back=_bibliography(quotation, request.user),
        heading=_("The person withdraws their consent"),
        do=lambda data: commands.withdraw_consent(quotation, by=request.user),
        said=_("The consent is withdrawn, and the words are gone."),
    )


@signed_in
def publish_quotation(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    quotation = queries.quotation(uid, request.user)
    require(request.user, "evidence.publish_quotation", quotation)
    return _confirm(
        request,
        slug,
        {"quotation": quotation},
        heading=_("Publish the quotation"),
        do=lambda data: commands.publish_quotation(quotation, by=request.user),
        said=_("The words are public, without a name."),
    )


def _own(request: HttpRequest, slug: str, template: str, rows: Callable[..., Page[Any]]) -> HttpResponse:
    """Also after their role has ended: what they owe to the people they spoke to stays."""
    member = accounts.member(slug)
    if not queries.has_fieldwork(request.user, member.urn):
        require(request.user, "evidence.record_interview", Interview(body=member.urn))
    cursor = {name: request.GET.get(name, "") for name in ("after", "before")}
    found = rows(request.user, member.urn, **cursor)
    named = urns.resolve({each.about for each in found}, request.user)
    for each in found:
        each.named_about = named.get(each.about)
    return render(request, template, {"member": member, "rows": found})


def _confirm(
    request: HttpRequest,
    slug: str,
    context: dict[str, Any],
    *,
    back: Back | None = None,
    **step: Any,
) -> HttpResponse:
    """An act on something that only its evaluator finds: the query has answered 404 to everyone else."""
    member = accounts.member(slug)
    to = (back or _fieldwork)(member)
    context = {"form": NothingTyped(**typed(request)), "member": member, "cancel_url": to, **context}
    return confirm(request, "evidence/fieldwork_act.html", context, to=to, **step)


def _choose(request: HttpRequest, member: Member, heading: str) -> HttpResponse:
    """For which plan or report, where the address does not say."""
    context = {"member": member, "heading": heading, "choices": every_assessed(member.urn)}
    return render(request, "evidence/choose_assessed.html", context)


def _about(request: HttpRequest, member: Member) -> Assessed:
    return assessed(request.GET.get("about", ""), body=member.urn)


def _fieldwork(member: Member) -> str:
    return reverse("evidence:fieldwork", args=[member.slug])


def _consulted(member: Member) -> str:
    return reverse("evidence:consulted", args=[member.slug])


def _bibliography(quotation: Quotation, viewer: Any) -> Back:
    """Where whoever withdraws the consent came from: their own page, or that of the plan or report."""
    if quotation.interview.made_by == viewer:
        return _fieldwork
    named = urns.resolve([quotation.about], viewer).get(quotation.about)
    return lambda member: (named and named.url) or member.get_absolute_url()
