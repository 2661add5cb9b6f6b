"""Who and what a plan file names besides its plan: the member, organisations, sources. What is here already stays."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.accounts import commands as accounts
from parvis.accounts.types import Member, Organisation
from parvis.evidence import commands as evidence
from parvis.evidence import queries as evidence_held
from parvis.evidence.types import Citation
from parvis.evidence.types import Document as UploadedDocument
from parvis.kernel.types import Actor

from ..standards.plan_file import Document, Path, PlanFileRefused, Problem, say
from ._file_values import date_in, refused_at, text_in

# A member's own choices here, which a file only makes where the member is new.
_OWN_CHOICES = {"colour", "about", "languages", "time_zone"}


@dataclass
class Surroundings:
    """By the keys under which the rest of the file names them."""

    member: Member
    organisations: dict[str, Organisation] = field(default_factory=dict)
    sources: dict[str, Citation] = field(default_factory=dict)

    def source_of(self, said: Document) -> Citation | None:
        return self.sources.get(said.get("source", ""))


def enter_surroundings(document: Document, *, by: Actor) -> Surroundings:
    """Raises `PlanFileRefused` where the file differs from what is here already."""
    with refused_at("member"):
        found = Surroundings(_member(document["member"], by=by))
    organisations = document.get("organisations", {})
    for key, said in organisations.items():
        with refused_at("organisations", key):
            found.organisations[key] = _organisation(key, said, member=found.member, by=by)
    for key, said in organisations.items():
        for number, after in enumerate(said.get("succeeded_by", ())):
            path = ("organisations", key, "succeeded_by", number)
            with refused_at(*path):
                _succession(found.organisations[key], found.organisations[after["organisation"]], after, path, by=by)
    for key, said in document.get("sources", {}).items():
        with refused_at("sources", key):
            found.sources[key] = _source(key, said, body=found.member.urn, by=by)
    return found


def _member(said: Document, *, by: Actor) -> Member:
    facts = {
        "name": text_in(said["name"]),
        "kind": said["kind"],
        "parent_country": text_in(said.get("parent_country")),
        "country": said.get("country", ""),
        "region": said.get("region", ""),
        "joined_on": date_in(said.get("joined")),
        "languages": said["languages"],
        "time_zone": said.get("time_zone", "UTC"),
        "identifier_prefix": said.get("identifier_prefix", ""),
        "url": said.get("url", ""),
        "about": text_in(said.get("about")),
        **({"colour": said["colour"]} if "colour" in said else {}),
    }
    member = accounts.record_past_member(by=by, slug=said["slug"], **facts)
    _require_agreement(member, {name: facts[name] for name in facts.keys() - _OWN_CHOICES}, ("member",))
    return member


def _organisation(key: str, said: Document, *, member: Member, by: Actor) -> Organisation:
    facts = {
        "name": text_in(said["name"]),
        "abbreviation": said.get("abbreviation", ""),
        "kind": said["kind"],
        "url": said.get("url", ""),
    }
    organisation = accounts.record_past_organisation(member, by=by, slug=key, **facts)
    path = ("organisations", key)
    if organisation.member_id != member.pk:
        what = say(_("The address {key} belongs to an organisation of another member."), key=key)
        raise PlanFileRefused([Problem("taken", what, _("Give the organisation another key."), path)])
    _require_agreement(organisation, facts, path)
    return organisation


def _succession(before: Organisation, after: Organisation, said: Document, path: Path, *, by: Actor) -> None:
    happened_on, note = date_in(said.get("date")), text_in(said.get("note"))
    succession = accounts.record_past_succession(before, by=by, successor=after, happened_on=happened_on, note=note)
    _require_agreement(succession, {"happened_on": happened_on, "note": note}, path)


def _source(key: str, said: Document, *, body: str, by: Actor) -> Citation:
    if "erased" in said:
        return _erased_source(key, said, body=body, by=by)
    facts: dict[str, Any] = {
        "kind": said["kind"],
        "url": said.get("url", ""),
        "title": text_in(said.get("title")),
        "authors": said.get("authors", []),
        "publisher": said.get("publisher", ""),
        "language": said.get("language", ""),
        "published_on": date_in(said.get("published")),
        "accessed_on": date_in(said.get("accessed")),
        "note": text_in(said.get("note")),
        "record": said.get("record", ""),
    }
    if "document" in said:
        facts["document"] = _document(said["document"], body=body, by=by)
    known = evidence_held.citation_by_key(body, key)
    if known is None:
        return evidence.cite(by=by, body=body, key=key, **facts)
    _require_agreement(known, facts, ("sources", key))
    return known


def _erased_source(key: str, said: Document, *, body: str, by: Actor) -> Citation:
    return evidence_held.citation_by_key(body, key) or evidence.cite_erased(
        by=by,
        body=body,
        key=key,
        kind=said["kind"],
        erased_on=date.fromisoformat(said["erased"]),
        because=text_in(said.get("erased_because")),
    )


def _document(said: Document, *, body: str, by: Actor) -> UploadedDocument:
    return evidence.record_past_document(
        by=by,
        body=body,
        sha256=said["sha256"],
        file_name=said.get("name", ""),
        media_type=said["media_type"],
        size=said["size"],
        title=text_in(said.get("title")),
        language=said.get("language", ""),
    )


def _require_agreement(row: models.Model, facts: Document, path: Path) -> None:
    """What the file states of something that is here already must be what is here."""
    differing = sorted(name for name, value in facts.items() if value and getattr(row, name) != value)
    if differing:
        what = say(_("It is here already, and differs in: {names}."), names=", ".join(differing))
        advice = _("Make the file agree with what is here, or use another key.")
        raise PlanFileRefused([Problem("differs_from_what_is_here", what, advice, path)])
