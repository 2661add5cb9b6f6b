"""Every public address with the day it changed, for the sitemap: in ranges of primary keys, so that no page counts."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import translation

from parvis.accounts import queries as accounts
from parvis.assessments import queries as reports
from parvis.plans import queries as plans

# Rows in a file: the protocol allows 50,000 addresses, and a row makes at most two in each language.
RANGE = 5000

Address = tuple[str, str]
_EDITORIAL = [
    "home",
    "plans",
    "commitments",
    "members",
    "organisations",
    "reports",
    "late",
    "calendar",
    "glossary",
    "about",
    "accessibility",
    "privacy",
]


def _editorial(first: int, last: int) -> Iterator[Address]:
    yield from ((_path(name), "") for name in _EDITORIAL)


def _members(first: int, last: int) -> Iterator[Address]:
    for slug in accounts.member_addresses(first, last):
        yield _path("member", slug), ""
        yield _path("member_bibliography", slug), ""


def _organisations(first: int, last: int) -> Iterator[Address]:
    for slug in accounts.organisation_addresses(first, last):
        yield _path("organisation", slug), ""


def _plans(first: int, last: int) -> Iterator[Address]:
    for slug, changed in plans.plan_addresses(first, last):
        yield _path("plan", slug), _day(changed)
        yield _path("plan_bibliography", slug), _day(changed)


def _commitments(first: int, last: int) -> Iterator[Address]:
    for slug, number, changed in plans.commitment_addresses(first, last):
        yield _path("commitment", slug, number), _day(changed)


def _reports(first: int, last: int) -> Iterator[Address]:
    for slug, recorded in reports.report_addresses(first, last):
        yield _path("report", slug), _day(recorded)
        yield _path("report_bibliography", slug), _day(recorded)


KINDS: dict[str, tuple[Callable[[int, int], Iterator[Address]], Callable[[], int]]] = {
    "pages": (_editorial, lambda: 1),
    "members": (_members, accounts.last_member),
    "organisations": (_organisations, accounts.last_organisation),
    "plans": (_plans, plans.last_plan),
    "commitments": (_commitments, plans.last_commitment),
    "reports": (_reports, reports.last_report),
}


def files() -> Iterator[tuple[str, int]]:
    for kind, (_addresses, last) in KINDS.items():
        for page in range(1, (last() + RANGE - 1) // RANGE + 1):
            yield kind, page


def of(kind: str, page: int) -> Iterator[Address]:
    addresses, _last = KINDS[kind]
    return addresses((page - 1) * RANGE + 1, page * RANGE)


def _path(name: str, *args: object) -> str:
    """Without its language: `plans/x/`."""
    with translation.override("en"):
        return reverse(f"site:{name}", args=args).removeprefix("/en/")


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
