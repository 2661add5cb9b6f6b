"""Which clause of a new version is which of the old one, and what became of its words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from .models import Change, Clause
from .types import Pair, Rewording, Segment

ALIKE = 0.4  # share of words two clauses have in common, from which one is the other reworded
_MOST_PAIRINGS = 10_000
_MOST_WORD_PAIRS = 1_000_000
_WORD = re.compile(r"\w+(?:[’'-]\w+)*|\s+|.", re.DOTALL)

Places = list[tuple[Clause | None, Clause | None]]


def align(old: Sequence[Clause], new: Sequence[Clause]) -> list[Pair]:
    """Clauses under one heading: the identical, the reworded (best match, in order), the removed and the added."""
    matcher = SequenceMatcher(None, [c.words for c in old], [c.words for c in new], autojunk=False)
    places: Places = []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            places += zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            places += _best_match(old[i1:i2], new[j1:j2])
    return [_pair(before, after) for before, after in places]


def segments(before: str, after: str) -> tuple[Segment, ...]:
    """The words both share and those that differ: without what was added it reads as before."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > _MOST_WORD_PAIRS:
        return _as_segments([(before, after)])
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    return _as_segments(_phrases(matcher.get_opcodes(), old, new))


def _best_match(old: Sequence[Clause], new: Sequence[Clause]) -> Places:
    """Pair in order so that the likenesses add up to the most (as in sequence alignment); leave the unlike alone."""
    if len(old) * len(new) > _MOST_PAIRINGS:
        return [(clause, None) for clause in old] + [(None, clause) for clause in new]
    bags_old, bags_new = [_bag(clause) for clause in old], [_bag(clause) for clause in new]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    likeness = [[_likeness(a, b) for b in bags_new] for a in bags_old]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    places: Places = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] >= ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            places.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            places.append((old[i], None))
            i += 1
        else:
            places.append((None, new[j]))
            j += 1
    return places + [(clause, None) for clause in old[i:]] + [(None, clause) for clause in new[j:]]


def _bag(clause: Clause) -> Counter[tuple[str, str]]:
    return Counter(
        (code, word.casefold()) for code, text in clause.words.items() for word in _WORD.findall(text) if word.isalnum()
    )


def _likeness(a: Counter, b: Counter) -> float:
    """Dice's coefficient of the words."""
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def _pair(before: Clause | None, after: Clause | None) -> Pair:
    old, new = before.words if before else {}, after.words if after else {}
    rewordings = tuple(
        Rewording(code, segments(old.get(code, ""), new.get(code, ""))) for code in dict.fromkeys([*new, *old])
    )
    if before and after:
        kind = "same" if before.words == after.words else Change.Kind.REWORDED
    else:
        kind = Change.Kind.ADDED if after else Change.Kind.REMOVED
    return Pair(str(kind), before, after, rewordings)


def _phrases(opcodes: Sequence[tuple], old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str] | str]:
    """Runs that both share, as text, and changes, as (before, after); a change runs on over a mere blank."""
    removed = added = ""
    last = len(opcodes) - 1
    for place, (operation, i1, i2, j1, j2) in enumerate(opcodes):
        before, after = "".join(old[i1:i2]), "".join(new[j1:j2])
        is_blank_between = before.isspace() and 0 < place < last
        if operation == "equal" and not is_blank_between:
            yield (removed, added)
            removed = added = ""
            yield before
        else:
            removed, added = removed + before, added + after
    yield (removed, added)


def _as_segments(phrases: Iterable[tuple[str, str] | str]) -> tuple[Segment, ...]:
    found: list[Segment] = []
    for phrase in phrases:
        if isinstance(phrase, str):
            found.append(Segment("equal", phrase))
        else:
            removed, added = phrase
            found += [Segment("delete", removed)] if removed else []
            found += [Segment("insert", added)] if added else []
    return tuple(found)
