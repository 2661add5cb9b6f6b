"""Atom feeds and calendars, by the same doors as the pages."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from parvis.accounts import queries as accounts
from parvis.assessments import queries as reports
from parvis.kernel import clock
from parvis.kernel.access import public
from parvis.kernel.dates import months_after
from parvis.kernel.feeds import FeedItem, atom
from parvis.plans import queries
from parvis.plans.queries import News
from parvis.plans.types import Deadline
from parvis.ui.context import NAME, person

MONTHS_BACK, MONTHS_AHEAD, MOST = 60, 36, 500
NEWS = 50


@public
def member_feed(request: HttpRequest, slug: str) -> HttpResponse:
    member = accounts.member(slug)
    viewer = person(request)
    news = [*queries.news(viewer=viewer, member=member), *reports.news(viewer=viewer, member=member)]
    return _atom(request, str(member.name), member.get_absolute_url(), news, author=str(member.name))


@public
def plan_feed(request: HttpRequest, slug: str) -> HttpResponse:
    viewer = person(request)
    plan = queries.plan(slug, viewer=viewer)
    news = [*queries.news(viewer=viewer, plan=plan), *reports.news(viewer=viewer, plan=plan)]
    return _atom(request, str(plan.title), plan.get_absolute_url(), news, author=str(plan.member.name))


@public
def commitment_feed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    viewer = person(request)
    commitment = queries.commitment(slug, number, viewer=viewer)
    news = queries.news(viewer=viewer, commitment=commitment)
    news += reports.news(viewer=viewer, commitment=commitment)
    author = str(commitment.plan.member.name)
    return _atom(request, str(commitment.title), commitment.get_absolute_url(), news, author=author)


@public
def reports_feed(request: HttpRequest) -> HttpResponse:
    return _atom(request, _("Reports"), reverse("site:reports"), reports.news(viewer=person(request)), author=NAME)


@public
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Deadlines of five years past and three to come, of all members or of one."""
    slug = request.GET.get("member", "")
    member = accounts.member(slug) if slug else None
    today = clock.today().replace(day=1)
    found = queries.calendar(
        viewer=person(request),
        first=months_after(today, -MONTHS_BACK),
        last=months_after(today, MONTHS_AHEAD),
        member=member,
        size=MOST,
    )
    name = str(member.name) if member else "Parvis"
    return _ical(name, ((due.deadline, str(due.plan.title)) for due in found.due))


@public
def plan_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    plan = queries.plan(slug, viewer=person(request))
    deadlines = queries.deadlines(plan, queries.contents(plan).milestones)
    return _ical(str(plan.title), ((deadline, str(plan.title)) for deadline in deadlines))


def _atom(request: HttpRequest, title: str, path: str, news: Iterable[News], *, author: str) -> HttpResponse:
    newest = sorted(news, key=lambda one: (one.at, one.urn), reverse=True)[:NEWS]
    items = (FeedItem(one.urn, one.title, one.words, one.url, one.at) for one in newest)
    about = _("News of %s on Parvis") % title
    written = atom(request, items, title=title, about=about, path=path, author=author)
    return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")


def _ical(name: str, due: Iterable[tuple[Deadline, str]]) -> HttpResponse:
    """RFC 5545, whole days. A deadline keeps its UID while its day moves, so that calendars follow it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Parvis//Parvis//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    stamp = clock.now()
    for deadline, plan in due:
        calendar.add_component(_event(deadline, plan, stamp))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(deadline: Deadline, plan: str, stamp: object) -> Event:
    event = Event()
    event.add("uid", f"{deadline.key}@{settings.PARVIS_ORIGIN.partition('://')[2]}")
    event.add("dtstamp", stamp)
    event.add("dtstart", deadline.due_on)
    event.add("dtend", _day_after(deadline.due_on))
    event.add("summary", str(deadline.what))
    event.add("description", "\n".join(filter(None, [plan, str(deadline.rule.sentence) if deadline.rule else ""])))
    event.add("url", settings.PARVIS_ORIGIN + deadline.url)
    event.add("transp", "TRANSPARENT")
    return event


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
