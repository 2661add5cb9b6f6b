"""A bibliography as its page shows it: each source with the places that rest on it, and what it can be filtered by."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.types import Member
from parvis.evidence.queries import FORMATS
from parvis.evidence.types import Bibliography, BibliographyEntry, Citation, CitationUse, Interview
from parvis.kernel import urns
from parvis.kernel.permissions import may
from parvis.kernel.urns import Named

ORDERS = [
    ("title", _("Title")),
    ("author", _("Author or publisher")),
    ("published", _("Published last")),
    ("accessed", _("Read last")),
]
EVALUATORS_ACTS = ("record_source", "record_interview", "record_consulted", "fieldwork")
# Those that evaluators held and recorded here are no sources of this list: the page counts them apart.
_KINDS: dict[str, object] = {Citation.Kind.INTERVIEW: _("Interview that a report cites")}
FILTERS = ("q", "kind", "state")

Choice = tuple[str, object, int]


def with_places(
    entries: Sequence[BibliographyEntry], viewer: Any, *, owner: str
) -> list[tuple[BibliographyEntry, list[Named], bool]]:
    """Each with the first places that rest on it, and whether its own page tells more: further places, or citations
    besides the one that stands for it. `owner` is whose bibliography it is."""
    named = _named([use for entry in entries for use in _shown(entry)], viewer)
    rows = []
    for entry in entries:
        places = _each_once(use for use in _shown(entry) if use.used_by in named)
        has_more = entry.use_count > len(_shown(entry)) or len({use.citation_id for use in _shown(entry)}) > 1
        rows.append((entry, [_place(use, named[use.used_by], owner) for use in places], has_more))
    return rows


def places(uses: Sequence[CitationUse], viewer: Any, *, owner: str) -> list[tuple[Named, Citation]]:
    """Each with the citation that stands there."""
    named = _named(uses, viewer)
    return [(_place(use, named[use.used_by], owner), use.citation) for use in uses if use.used_by in named]


def kinds(of: Bibliography) -> list[Choice]:
    """Those that it has, with how many of each."""
    counts = {kind: sum(by_state.values()) for kind, by_state in of.counts.items()}
    kinds = [(value, _KINDS.get(value, label)) for value, label in Citation.Kind.choices]
    return [(value, label, counts[value]) for value, label in kinds if counts.get(value)]


def states(of: Bibliography) -> list[Choice]:
    counts: Counter[str] = sum((Counter(by_state) for by_state in of.counts.values()), Counter())
    return [(value, label, counts[value]) for value, label in BibliographyEntry.State.choices if counts[value]]


def files(address: str, slug: str, asked: QueryDict) -> list[tuple[str, str]]:
    """Name and address of each format, with the filters that the page has."""
    kept = QueryDict(mutable=True)
    kept.update({name: str(asked[name]) for name in FILTERS if asked.get(name)})
    query = f"?{kept.urlencode()}" if kept else ""
    name = f"site:{address}_bibliography_file"
    return [(each.name, reverse(name, args=[slug, extension]) + query) for extension, each in FORMATS.items()]


def acts_of_evaluators(urn: str, member: Member, viewer: Any, *, is_assessed: bool) -> dict[str, str]:
    """Addresses of what an evaluator records for it; nothing for anyone else."""
    if not (is_assessed and may(viewer, "evidence.record_interview", Interview(body=member.urn))):
        return {}
    about = urlencode({"about": urn})
    acts = {name: reverse(f"evidence:{name}", args=[member.slug]) for name in EVALUATORS_ACTS}
    return {name: f"{address}?{about}" if name != "fieldwork" else address for name, address in acts.items()}


def act_of_staff(urn: str, member: Member, viewer: Any, *, is_assessed: bool) -> str:
    """Where copies of all its pages are asked for; empty for those who may not, and for what is not public."""
    if not (is_assessed or urn == member.urn) or not may(
        viewer, "evidence.ask_for_captures", Citation(body=member.urn)
    ):
        return ""
    address = reverse("evidence:ask_for_captures", args=[member.slug])
    return address if urn == member.urn else f"{address}?{urlencode({'about': urn})}"


def _named(uses: Iterable[CitationUse], viewer: Any) -> dict[str, Named]:
    return urns.resolve({use.used_by for use in uses}, viewer)


def _shown(entry: BibliographyEntry) -> list[CitationUse]:
    """The first of its uses, which the query has brought along."""
    return entry.shown  # type: ignore[attr-defined]


def _each_once(uses: Iterable[CitationUse]) -> list[CitationUse]:
    """Two citations of one source may stand in one place."""
    return list({(use.used_by, use.anchor): use for use in uses}.values())


def _place(use: CitationUse, named: Named, owner: str) -> Named:
    """The place in it, if there is one; in its own bibliography its name goes without saying."""
    if not use.anchor:
        return named
    answer = gettext("answer %s") % use.anchor.rpartition("-")[2]
    title = answer if use.used_by == owner else f"{named.title}, {answer}"
    return Named(title, f"{named.url}#{use.anchor}", named.within)
