"""One question to a witness (C2SP tlog-witness `add-checkpoint`), and how its answer reads."""

import re

from .asking import Answer, NoAnswer, post
from .notes import State, encoded
from .tree import Node, consistency_proof
from .witnesses import Witness

ANSWER_WITHIN = 10.0
LONGEST_ANSWER = 64 * 1024
TEXT_TYPE = "text/plain; charset=utf-8"
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,18})\n?")


def request(old: int, note: str, tree: Node) -> bytes:
    """That a witness which cosigned `old` entries cosign these."""
    proof = consistency_proof(old, State.parse(note).size, tree) if old else []
    return "\n".join([f"old {old}", *map(encoded, proof), "", note]).encode()


def submitted(witness: Witness, body: bytes) -> Answer | NoAnswer:
    url = f"{witness.url}/add-checkpoint"
    try:
        return post(url, body, content_type=TEXT_TYPE, seconds=ANSWER_WITHIN, longest=LONGEST_ANSWER)
    except Exception as error:
        return error if isinstance(error, NoAnswer) else NoAnswer(repr(error))


def size_in(answer: Answer | NoAnswer) -> int | None:
    """Of the last checkpoint that a witness cosigned, where it answers that it was not asked from there."""
    if isinstance(answer, NoAnswer) or answer.status != 409 or not _SIZE.fullmatch(answer.body):
        return None
    return int(answer.body)


def contradicts(answer: Answer | NoAnswer, *, old: int, size: int) -> bool:
    """Whether it says that this is not the log it cosigned: no proof holds, or the root of the very same size is
    another."""
    if isinstance(answer, NoAnswer):
        return False
    return answer.status == 422 or (old > 0 and size_in(answer) == old == size)


def why(answer: Answer | NoAnswer) -> str:
    if isinstance(answer, NoAnswer):
        return str(answer)
    return f"it answers {answer.status} {answer.body[:200]!r}"
