"""What the addresses of this site's pages are about, by which the journal finds it: whole pages, and parts of them."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from parvis.accounts import queries as accounts
from parvis.assessments import queries as reports
from parvis.kernel import addresses
from parvis.kernel.errors import NotFound
from parvis.kernel.urns import urn
from parvis.plans import queries as plans


def declare() -> None:
    for name in ("plan", "plan_reports"):
        addresses.declare(f"site:{name}", _plan)
    for name in ("commitment", "versions"):
        addresses.declare(f"site:{name}", _commitment)
    addresses.declare("site:report", _report)
    addresses.declare("site:member", _member)
    addresses.declare("site:organisation", _organisation)
    addresses.declare("site:commitment_file", addresses.named_by_uid("commitment-file"))


def _where_it_is(find: addresses.Finder) -> Callable[..., str | None]:
    """A comment's fragment names it on every page. What the viewer may not see is not there."""

    @wraps(find)
    def found(viewer: Any, fragment: str, **arguments: Any) -> str | None:
        if said := _contribution(fragment):
            return said
        try:
            return find(viewer, fragment, **arguments)
        except NotFound:
            return None

    return found


@_where_it_is
def _plan(viewer: Any, fragment: str, slug: str) -> str:
    number = fragment.removeprefix("challenge-")
    if number != fragment and number.isascii() and number.isdecimal() and len(number) < 6:
        return plans.challenge(slug, int(number), viewer=viewer).urn
    return plans.plan(slug, viewer=viewer).urn


@_where_it_is
def _commitment(viewer: Any, fragment: str, slug: str, number: int) -> str:
    if fragment.startswith("milestone-"):
        return plans.milestone(slug, fragment.removeprefix("milestone-"), viewer=viewer).urn
    return plans.commitment(slug, number, viewer=viewer).urn


@_where_it_is
def _report(viewer: Any, fragment: str, slug: str) -> str:
    try:
        return reports.report(slug, viewer=viewer).urn
    except NotFound:
        return reports.withdrawn_report(slug, viewer=viewer).urn


@_where_it_is
def _member(viewer: Any, fragment: str, slug: str) -> str:
    return accounts.member(slug).urn


@_where_it_is
def _organisation(viewer: Any, fragment: str, slug: str) -> str:
    return accounts.organisation(slug).urn


def _contribution(fragment: str) -> str | None:
    uid = fragment.removeprefix("contribution-")
    try:
        return urn("contribution", uuid.UUID(uid)) if uid != fragment else None
    except ValueError:
        return None
