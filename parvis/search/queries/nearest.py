"""What is like a thing: by the words of titles and values of facets first, then by all words of the best hundred."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from math import fsum, log, sqrt

from django.db.models import Q
from pyroaring import BitMap

from parvis.kernel.languages import Multilingual

from .. import engines
from ..postings import ALL, WORD, Sets, sets
from ..types import Near, Weights
from ..words import EMPTY, index_words, words
from .counts import Counts

COMPARED = 100
# A word of more titles than this tells nothing; in a small index, fewer.
COMMON_SHARE, FEW = 0.2, 20
# Of a longer title only the rarest words are compared: each costs a pass over the steps below.
MOST_WORDS = 64
# The likeness by which the hundred are found, in so many steps.
STEPS = 60
WEIGHTS = Weights()

Pair = tuple[str, str]


def nearest(
    kind: str,
    *,
    title: Multilingual,
    body: Multilingual,
    facets: Mapping[str, Sequence[str]],
    weights: Weights = WEIGHTS,
    leave_out: Collection[str] = (),
    size: int = 6,
) -> list[Near]:
    """The entries of a kind most like a text, which need not be indexed itself; `leave_out` are URNs. Two queries.

    The score is the sum, weighted, of three likenesses from 0 to 1: the share of the title's words that its title has
    too, and of the facets' values that it has too, rare ones counting more (log of 1 + entries / entries that have it);
    and the cosine of all its words and all of the text's, each counting once, rare ones among the hundred entries
    compared counting more. Words that say nothing (`words.EMPTY`) are left out; of titles those in a fifth of all too,
    and all but the rarest 64.
    """
    asked = {(WORD, word) for word in _telling(title)} | _pairs(facets)
    return _ranked(_read(kind, asked), asked, title, body, weights, leave_out, size)


def nearest_with_counts(
    kind: str,
    *,
    title: Multilingual,
    body: Multilingual,
    facets: Mapping[str, Sequence[str]],
    read_along: Mapping[str, Collection[str]],
    leave_out: Collection[str] = (),
    size: int = 6,
) -> tuple[list[Near], Counts]:
    """`nearest`, with the sets of some more values: each thing says which it `has`, and all can be counted.

    `read_along`: facet → values. Two queries, as without.
    """
    asked = {(WORD, word) for word in _telling(title)} | _pairs(facets)
    found = _read(kind, asked | {(facet, value) for facet, values in read_along.items() for value in values})
    near = _ranked(found, asked, title, body, WEIGHTS, leave_out, size)
    return [replace(one, has=_values(found, one.pk, read_along)) for one in near], Counts(found)


def _read(kind: str, pairs: Collection[Pair]) -> Sets:
    wanted = {*pairs, (ALL, "")}
    # More than is wanted, were a word a value of a facet too; but no OR, which would read every set of the kind.
    return sets(kind, Q(facet__in={facet for facet, _value in wanted}, value__in={value for _facet, value in wanted}))


def _ranked(
    found: Sets,
    asked: Collection[Pair],
    title: Multilingual,
    body: Multilingual,
    weights: Weights,
    leave_out: Collection[str],
    size: int,
) -> list[Near]:
    shares = _shares(found, asked, weights)
    candidates = _most_alike(found, shares, COMPARED + len(leave_out))
    known = {pk: one for pk, one in engines.known(candidates).items() if one.urn not in leave_out}
    bodies = _cosines(known, {*_telling(title), *_telling(body)})
    scored = sorted(
        (_near(found, shares, pk, one.urn, weights.body * bodies[pk]) for pk, one in known.items()),
        key=lambda near: (-near.score, near.urn),
    )
    return scored[:size]


def _values(found: Sets, pk: int, among: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    return {facet: [one for one in values if pk in found.rows(facet, one)] for facet, values in among.items()}


def _telling(text: Multilingual) -> set[str]:
    return {word for code, written in text.items() for word in words(written, code)} - _empty()


def _empty() -> frozenset[str]:
    return frozenset(known for code, folded in EMPTY.items() for word in folded for known in index_words(word, code))


def _pairs(facets: Mapping[str, Sequence[str]]) -> set[Pair]:
    return {(facet, value) for facet, values in facets.items() for value in values}


def _shares(found: Sets, asked: Collection[Pair], weights: Weights) -> dict[Pair, float]:
    """What each word and value adds to the likeness of an entry that has it: of each sort, together its weight."""
    everything = len(found.rows(ALL, ""))
    sizes = {pair: len(found.rows(*pair)) for pair in sorted(asked)}
    common = max(COMMON_SHARE * everything, FEW)
    shares: dict[Pair, float] = {}
    for is_word, weight in ((True, weights.title), (False, weights.facets)):
        rarity = {
            pair: log(1 + everything / max(size, 1))
            for pair, size in sizes.items()
            if (pair[0] == WORD) == is_word and not (is_word and size > common)
        }
        if is_word:
            rarity = dict(sorted(rarity.items(), key=lambda pair: -pair[1])[:MOST_WORDS])
        total = fsum(rarity.values())
        shares |= {pair: weight * one / total for pair, one in rarity.items() if sizes[pair]}
    return shares


def _most_alike(found: Sets, shares: Mapping[Pair, float], size: int) -> list[int]:
    """The entries whose shares add up highest, counted in steps: `reached[n]` holds those that have reached step n."""
    reached: dict[int, BitMap] = {}
    highest = 0
    for pair, share in shares.items():
        rows, step = found.rows(*pair), max(1, round(share * STEPS))
        for level in range(highest, 0, -1):
            if both := reached[level] & rows:
                reached[level + step] = reached.get(level + step, BitMap()) | both
        for level in range(1, step + 1):
            reached[level] = reached.get(level, BitMap()) | rows
        highest = max(reached)
    best: list[int] = []
    taken = BitMap()
    for level in sorted(reached, reverse=True):
        best += (reached[level] - taken)[: size - len(best)]
        taken |= reached[level]
        if len(best) >= size:
            break
    return best


def _cosines(known: Mapping[int, engines.Known], asked: set[str]) -> dict[int, float]:
    empty = _empty()
    words_of = {pk: one.words - empty for pk, one in known.items()}
    having = Counter(chain.from_iterable(words_of.values()))
    squares = [log(1 + len(known) / max(count, 1)) ** 2 for count in range(len(known) + 1)]
    weight = {word: squares[count] for word, count in having.items()}
    own = fsum(weight.get(word, squares[0]) for word in asked)
    return {pk: _cosine(its, asked, weight, own) for pk, its in words_of.items()}


def _cosine(its: frozenset[str], asked: set[str], weight: Mapping[str, float], own: float) -> float:
    # `fsum`, for plain sums of the same numbers in another order differ in their last digit.
    length = sqrt(fsum(map(weight.__getitem__, its)) * own)
    return fsum(map(weight.__getitem__, its & asked)) / length if length else 0.0


def _near(found: Sets, shares: Mapping[Pair, float], pk: int, urn: str, score: float) -> Near:
    shared: dict[str, list[str]] = defaultdict(list)
    for (facet, value), share in shares.items():
        if pk in found.rows(facet, value):
            score += share
            if facet != WORD:
                shared[facet].append(value)
    return Near(urn, round(score, 6), dict(shared), pk=pk)
