"""What search engines read of a page: schema.org as JSON-LD, the same facts as on the page and no more."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from parvis.accounts.types import Member, Organisation
from parvis.assessments.queries import Evaluator, Report
from parvis.kernel.dates import PartialDate
from parvis.plans.queries import ActionPlan, Commitment

Data = dict[str, Any]


def member(found: Member) -> Data:
    return _thing("GovernmentOrganization", found.get_absolute_url(), name=str(found.name), sameAs=found.url or None)


def organisation(found: Organisation) -> Data:
    kind = "GovernmentOrganization" if found.kind == found.Kind.PUBLIC_BODY else "Organization"
    return _thing(
        kind,
        found.get_absolute_url(),
        name=str(found.name),
        alternateName=found.abbreviation or None,
        sameAs=found.url or None,
        areaServed={"@type": "AdministrativeArea", "name": str(found.member.name)},
    )


def plan(found: ActionPlan) -> Data:
    return _thing(
        "CreativeWork",
        found.get_absolute_url(),
        name=str(found.title),
        identifier=found.identifier or found.urn,
        description=str(found.summary) or None,
        datePublished=_iso(found.launched_on or found.submitted_on),
        temporalCoverage=_period(found),
        publisher={"@type": "GovernmentOrganization", "name": str(found.member.name)},
        inLanguage=sorted(found.title),
        sameAs=found.url or None,
    )


def commitment(found: Commitment) -> Data:
    return _thing(
        "CreativeWork",
        found.get_absolute_url(),
        name=str(found.title),
        identifier=found.identifier or found.urn,
        position=found.number,
        temporalCoverage=_period(found),
        isPartOf={"@type": "CreativeWork", "name": str(found.plan.title), "url": _url(found.plan.get_absolute_url())},
        inLanguage=sorted(found.title),
        sameAs=found.url or None,
    )


def report(found: Report, authors: Sequence[Evaluator]) -> Data:
    about = found.commitment or found.plan
    return _thing(
        "Report",
        found.get_absolute_url(),
        name=found.title,
        identifier=found.urn,
        inLanguage=found.language,
        datePublished=_iso(found.published_on),
        author=[{"@type": "Thing", "name": author.name} for author in authors] or None,
        about={"@type": "CreativeWork", "name": str(about.title), "url": _url(about.get_absolute_url())},
        sameAs=found.source.url or None,
    )


def _thing(kind: str, path: str, **facts: Any) -> Data:
    known = {name: value for name, value in facts.items() if value is not None}
    return {"@context": "https://schema.org", "@type": kind, "url": _url(path), **known}


def _url(path: str) -> str:
    return settings.PARVIS_ORIGIN + path


def _iso(day: PartialDate | None) -> str | None:
    return day.text if day else None


def _period(row: ActionPlan | Commitment) -> str | None:
    """ISO 8601 interval; an end that is not stated stays open."""
    if not (row.starts_on or row.ends_on):
        return None
    return f"{_iso(row.starts_on) or '..'}/{_iso(row.ends_on) or '..'}"
