"""What became of a page's words between two copies, passage by passage."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cydifflib import SequenceMatcher

# The comparison takes time with the square of what differs; more than this is not compared word by word.
MOST_SENTENCES = 4_000
_MOST_WORD_PAIRS = 250_000
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Segment:
    """`kind` is equal, insert or delete, as the component `text_diff` takes it."""

    kind: str
    text: str


@dataclass(frozen=True)
class Passage:
    """`kind` is added, removed or reworded."""

    kind: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Comparison:
    """`passages` are those that differ, in order; `unchanged` counts the sentences that do not."""

    passages: tuple[Passage, ...]
    unchanged: int
    is_too_long: bool = False


def compared(before: str, after: str) -> Comparison:
    old, new = sentences(before), sentences(after)
    if max(len(old), len(new)) > MOST_SENTENCES:
        return Comparison((), 0, is_too_long=True)
    found: list[Passage] = []
    unchanged = 0
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            unchanged += i2 - i1
        else:
            found.append(_passage(" ".join(old[i1:i2]), " ".join(new[j1:j2])))
    return Comparison(tuple(found), unchanged)


def sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def _passage(before: str, after: str) -> Passage:
    if not before:
        return Passage("added", (Segment("insert", after),))
    if not after:
        return Passage("removed", (Segment("delete", before),))
    return Passage("reworded", tuple(_segments(_WORD.findall(before), _WORD.findall(after))))


def _segments(old: Sequence[str], new: Sequence[str]) -> Iterator[Segment]:
    if len(old) * len(new) > _MOST_WORD_PAIRS:
        yield Segment("delete", "".join(old))
        yield Segment("insert", "".join(new))
        return
    for operation, i1, i2, j1, j2 in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            yield Segment("equal", "".join(old[i1:i2]))
            continue
        if i2 > i1:
            yield Segment("delete", "".join(old[i1:i2]))
        if j2 > j1:
            yield Segment("insert", "".join(new[j1:j2]))
