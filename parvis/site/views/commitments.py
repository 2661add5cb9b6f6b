from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.assessments import queries as reports
from parvis.contributions import queries as contributions
from parvis.kernel import clock
from parvis.kernel.access import public
from parvis.kernel.errors import NotFound
from parvis.plans import queries
from parvis.plans.queries import Commitment
from parvis.texts import queries as texts
from parvis.ui.context import person

from .. import acts, structured
from .front import cursor


@public
def commitment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    viewer = person(request)
    found = queries.commitment(slug, number, viewer=viewer, also=reports.with_record() | reports.with_ratings())
    if found.plan.member.is_reference:
        return render(request, "site/reference_commitment.html", _of_reference(found, viewer))
    today = clock.today(found.plan.member.time_zone)
    milestones = queries.milestones(found, today=today)
    heard = reports.voices(found, [one.milestone for one in milestones], viewer=viewer)
    context = _read(found, viewer) | {
        "today": today,
        "progress": queries.progress_of(found, [one.milestone for one in milestones]),
        "late": [one for one in milestones if one.is_late],
        "updated": max((one.updates[0].recorded_at for one in milestones if one.updates), default=None),
        "acts": acts.on_commitment(found, viewer),
        "parts": acts.on_parts(found.parts, found.plan, viewer),
        "asked": acts.on_contacts(found.asked, found, viewer),
        "milestones": [
            (one, acts.on_milestone(one.milestone, viewer), reports.heard_of(one.milestone, heard))
            for one in milestones
        ],
        "heard": heard,
        "told_elsewhere": reports.not_said_by(heard, found.reports),
        "divergence": [finding for voice in heard for finding in voice.divergence],
        "contradictions": [finding for voice in heard for finding in voice.contradictions],
        "amendments": queries.amendments(found),
        "thread": contributions.on(queries.subject_of(found, today=today), **cursor(request)),
    }
    return render(request, "site/commitment.html", context)


def _of_reference(found: Commitment, viewer: Any) -> dict[str, Any]:
    """Nobody acts for its member here: no milestones, means or comments, and nothing that the government says."""
    queries.cite([found])
    return _read(found, viewer) | {"heard": reports.voices(found, [], viewer=viewer)}


def _read(found: Commitment, viewer: Any) -> dict[str, Any]:
    """What every commitment's page shows: its words, what OGP's data says of it, and what is like it."""
    version = found.text and found.text.current
    record = reports.record_of(found)
    rated = reports.rated_as_read([found])[found.pk]
    around = reports.around(found, rated, viewer=viewer)
    return {
        "commitment": found,
        "plan": found.plan,
        "member": found.plan.member,
        "version": version,
        "sections": texts.sections(version) if version else [],
        "said": record and reports.recorded(record),
        "words": reports.text_of(record) if record else "",
        "rated": rated,
        "around": around,
        "design": reports.clearest(around.design),
        "structured": structured.commitment(found),
    }


@public
def versions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The text as it was and as it is: the newest version against the one before, unless two others are asked for."""
    found = queries.commitment(slug, number, viewer=person(request))
    known = list(texts.versions(found.text)) if found.text else []
    if not known:
        raise NotFound(_("This commitment has no text yet."))
    newest = known[0].number
    new = _number(request, "new", newest)
    old = _number(request, "old", max(new - 1, 1))
    if not {old, new} <= {version.number for version in known}:
        raise NotFound(_("The text has no such version."))
    context = {
        "commitment": found,
        "plan": found.plan,
        "member": found.plan.member,
        "versions": known,
        "comparison": texts.comparison(found.text, old, new) if old != new else None,
        "shown": next(version for version in known if version.number == new),
    }
    return render(request, "site/versions.html", context)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise
