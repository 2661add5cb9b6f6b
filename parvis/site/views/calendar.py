import re
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.kernel import clock
from parvis.kernel.access import public
from parvis.kernel.dates import PartialDate, months_after
from parvis.kernel.errors import NotFound
from parvis.plans import queries
from parvis.ui.context import person


@public
def calendar(request: HttpRequest) -> HttpResponse:
    """What is due in a month; `?month=2022-08`, `?member=` for one member."""
    slug = request.GET.get("member", "")
    member = accounts.member(slug) if slug else None
    today = clock.today(member.time_zone if member else "UTC")
    first = _month(request.GET.get("month", ""), today)
    context = {
        "member": member,
        "members": accounts.members(),
        "today": today,
        "month": _partial(first),
        "before": _partial(months_after(first, -1)),
        "after": _partial(months_after(first, 1)),
        "calendar": queries.calendar(
            viewer=person(request), first=first, last=months_after(first, 1) - timedelta(days=1), member=member
        ),
    }
    return render(request, "site/calendar.html", context)


def _month(text: str, today: date) -> date:
    if not text:
        return today.replace(day=1)
    if not re.fullmatch(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", text, re.ASCII):
        raise NotFound(_("The calendar has no such month."))
    return date.fromisoformat(f"{text}-01")


def _partial(first: date) -> PartialDate:
    return PartialDate(f"{first:%Y-%m}")
