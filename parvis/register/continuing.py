"""Whether the database is the log that was signed before, in whichever memory that stands."""

from collections.abc import Iterable

from .errors import DatabaseBehindLog, LogDisagrees
from .models import Head
from .notes import State, Verifier
from .store import Store
from .stored import StoredTree
from .tree import CompactRange


def signed_before(notes: Iterable[str], key: Verifier, log: Store) -> CompactRange:
    """The tree as far as it was signed, once the database is seen to begin with each of these checkpoints ("" is none).

    Raises `DatabaseBehindLog` and `LogDisagrees`.
    """
    head, _made = Head.objects.get_or_create(pk=Head.THE_ONE)
    stored, size = StoredTree(), 0
    for note in dict.fromkeys(filter(None, notes)):
        state = signed_state(note, key, log)
        if state.size > head.size:
            raise DatabaseBehindLog(
                f"The log was published up to {state.size} entries, but the database holds {head.size}: it was "
                "restored from a backup. Nothing more is signed, for that would fork the log. Bring back the "
                f"missing {state.size - head.size} entries from the published files in {log} first: "
                "parvis reconcile-register"
            )
        if stored.frontier(state.size).root() != state.root:
            raise LogDisagrees(
                f"The checkpoint over {state.size} entries that was signed before has the root {state.root.hex()}; "
                "the database has other entries there. Nothing more is signed, for that would fork the log."
            )
        size = max(size, state.size)
    return stored.frontier(size)


def signed_state(note: str, key: Verifier, log: Store) -> State:
    """What a checkpoint says that `key` signed. Raises `LogDisagrees` where it did not."""
    try:
        return State.parse(key.opened(note))
    except ValueError as error:
        raise LogDisagrees(
            f"The checkpoint that was signed last cannot be read with the key {key}: {error}. Either the key or the "
            f"place {log} belongs to another log."
        ) from None
