"""What an address of the explorer asks for, and the addresses that ask for a little less."""

import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from parvis.assessments.facets import KIND, LANGUAGES, NOT_STATED, SCALES, Facet, Order, value_label
from parvis.kernel.urns import urn
from parvis.search import words as index_words
from parvis.search.types import Asked

LONGEST_WORDS, LONGEST_VALUE = 200, 100
# Of one facet; and of what was not understood, as many as are named.
MOST_VALUES, MOST_IGNORED = 200, 10
# To compare: of one page, and of the files.
MOST_TICKED, MOST_NAMED = 25, 100
WORDS, SORT, COMPARED, FROM, EARLIER = "q", "sort", "c", "from", "earlier"
CURSORS = ("after", "before")
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)

Ignored = tuple[str, str]


@dataclass(frozen=True)
class Asking:
    """Words, values by facet, an order; `ticked` are URNs to compare, which choose nothing; `ignored` are the parameters,
    with their values, of which nothing is made."""

    words: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = ""
    ticked: Sequence[str] = ()
    ignored: Sequence[Ignored] = ()

    @property
    def is_for_everything(self) -> bool:
        return not (self.words or self.chosen)

    @property
    def query(self) -> str:
        """As it stands in an address, after the question mark and with it; nothing where nothing is asked."""
        return _after_the_mark(self.pairs)

    @property
    def link(self) -> str:
        """To the page that shows this, where what is ticked stays so."""
        both = "&".join(filter(None, [self.query.removeprefix("?"), self.ticks]))
        return f"?{both}"

    @property
    def ticks(self) -> str:
        given = QueryDict(mutable=True)
        given.setlist(COMPARED, list(_uids(self.ticked)))
        return given.urlencode()

    @property
    def earlier(self) -> str:
        """What is ticked, in its order: a form sends what it holds in the order of the page."""
        return ",".join(_uids(self.ticked))

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        if self.words:
            yield WORDS, self.words
        for facet, values in self.chosen.items():
            yield from ((facet, value) for value in values)
        if self.sort:
            yield SORT, self.sort

    def selecting(self) -> Asked:
        chosen = {facet: frozenset(values) for facet, values in self.chosen.items()}
        return Asked(KIND, self.words, LANGUAGES, chosen, list(Facet))

    def without_words(self) -> "Asking":
        return replace(self, words="")

    def without(self, facet: str, value: str = "") -> "Asking":
        """Without one value of a facet, or without all of them."""
        left = [one for one in self.chosen[facet] if value and one != value]
        others = {name: values for name, values in self.chosen.items() if name != facet}
        return replace(self, chosen={**others, facet: left} if left else others)


def read(given: QueryDict, members: Collection[str]) -> Asking:
    """`members` are the addresses of those that there are."""
    chosen, ignored = {}, []
    for facet in Facet:
        values = list(dict.fromkeys(value for value in given.getlist(facet) if value))
        known = [value for value in values if _is_known(facet, value, members)][:MOST_VALUES]
        ignored += [(str(facet), value) for value in values if value not in known]
        if known:
            chosen[str(facet)] = known
    sort = given.get(SORT, "")
    if sort and sort not in Order:
        ignored.append((SORT, sort))
        sort = ""
    names = {WORDS, SORT, COMPARED, FROM, *CURSORS, *Facet}
    ignored += [(name, value) for name, values in given.lists() if name not in names for value in values]
    words = given.get(WORDS, "").strip()[:LONGEST_WORDS]
    if words and not index_words.asked(words, LANGUAGES):
        ignored.append((WORDS, words))
        words = ""
    return Asking(words, chosen, sort, compared(given)[:MOST_TICKED], ignored[:MOST_IGNORED])


def compared(given: QueryDict) -> list[str]:
    """URNs, each once, in the order in which they were chosen; what is no identifier of anything is left out."""
    ticked = dict.fromkeys(_urns(given.getlist(COMPARED)))
    earlier = [one for one in _urns(given.get(EARLIER, "").split(",")) if one in ticked]
    return list(dict.fromkeys([*earlier, *ticked]))[:MOST_NAMED]


def _urns(uids: Iterable[str]) -> Iterator[str]:
    for text in uids:
        try:
            yield urn("commitment", uuid.UUID(text))
        except ValueError:
            continue


def _uids(urns: Iterable[str]) -> Iterator[str]:
    return (one.rpartition(":")[2] for one in urns)


def _after_the_mark(pairs: Iterable[tuple[str, str]]) -> str:
    given = QueryDict(mutable=True)
    for name, value in pairs:
        given.appendlist(name, value)
    return f"?{given.urlencode()}" if given else ""


def tidied(given: QueryDict) -> str | None:
    """The same address without its empty parameters; None where it has none."""
    kept = [(name, value) for name, values in given.lists() for value in values if value.strip()]
    if len(kept) == sum(len(values) for _name, values in given.lists()):
        return None
    return _after_the_mark(kept)


def _is_known(facet: Facet, value: str, members: Collection[str]) -> bool:
    """Whether there can be such a value, be it that no commitment has it."""
    if value == NOT_STATED:
        return facet != Facet.MEMBER
    match facet:
        case Facet.MEMBER:
            return value in members
        case Facet.YEAR:
            return bool(_YEAR.fullmatch(value))
        case Facet.POLICY_AREA:
            return len(value) <= LONGEST_VALUE  # those that no list knows are words of the plan
        case Facet.SCALE:
            return value.partition(".")[0] in SCALES and value_label(facet, value, {}) != value
    return value_label(facet, value, {}) != value
