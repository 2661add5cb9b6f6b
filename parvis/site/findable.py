"""Everything that the search page finds, by kind."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse

from parvis.accounts import queries as accounts
from parvis.assessments import queries as reports
from parvis.evidence import queries as evidence
from parvis.evidence.types import BibliographyEntry
from parvis.kernel.languages import Multilingual
from parvis.kernel.urns import Named, urn
from parvis.plans import queries as plans
from parvis.search.types import Indexed, Source

from .glossary import Term, all_terms

# The glossary is a file, so its words have no rows; the same word has the same URN for ever.
_TERMS = uuid.UUID("6f1f6a2e-8f0b-5c55-9d0b-0d9c5b0f8a11")


def members() -> Iterator[Indexed]:
    for member in accounts.all_members():
        yield Indexed(member.urn, member.name, member.about)


def organisations() -> Iterator[Indexed]:
    for organisation in accounts.all_organisations():
        yield Indexed(organisation.urn, organisation.name, organisation.member.name)


def sources() -> Iterator[Indexed]:
    yield from map(_source, evidence.entries_of_members())


def sources_of(urn: str, *, member: str) -> Iterator[Indexed]:
    """Those on which something of a member rests (URNs)."""
    yield from map(_source, evidence.entries_on_which(urn, owner=member))


def source_described(urn: str, *, member: str) -> Iterator[Indexed]:
    """One source of a member (URNs), where its citation describes it."""
    yield from map(_source, evidence.entries_described_by(urn, owner=member))


def _source(entry: BibliographyEntry) -> Indexed:
    """By the citation that describes it, with the words of who wrote it and the address in every language."""
    citation = entry.citation
    said = " ".join(filter(None, [*citation.authors, citation.publisher, citation.host]))
    codes = dict.fromkeys([*citation.name, *citation.note]) or {"en": None}
    body = Multilingual({code: f"{citation.note.get(code, '')} {said}".strip() for code in codes})
    return Indexed(citation.urn, citation.name or Multilingual({"en": citation.host}), body)


def terms() -> Iterator[Indexed]:
    for term in all_terms():
        yield Indexed(urn("term", _uid(term)), term.word, term.meaning)


def named_terms(uids: Sequence[uuid.UUID], viewer: Any) -> Mapping[uuid.UUID, Named]:
    found = {_uid(term): term for term in all_terms()}
    return {uid: _named(found[uid]) for uid in uids if uid in found}


def _uid(term: Term) -> uuid.UUID:
    return uuid.uuid5(_TERMS, term.code)


def _named(term: Term) -> Named:
    return Named(term.word, f"{reverse('site:glossary')}#{term.code}")


SOURCES: dict[str, Source] = {
    "plan": plans.findable_plans,
    "commitment": reports.findable_commitments,
    "milestone": plans.findable_milestones,
    "report": reports.findable_reports,
    "member": members,
    "organisation": organisations,
    "citation": sources,
    "term": terms,
}
