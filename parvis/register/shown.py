"""The published checkpoint, read in one place: one that is damaged is refused, and the command named that mends it."""

from .errors import CheckpointUnreadable
from .notes import State, Verifier, split
from .store import Store
from .tiles import CHECKPOINT


def shown_note(log: Store) -> str:
    """As published; "" where nothing is. Raises `CheckpointUnreadable`; whether the signature holds is not asked."""
    data = log.read(CHECKPOINT)
    if data is None:
        return ""
    try:
        note = data.decode()
        State.parse(note)
        split(note)
    except ValueError as error:
        raise _unreadable(log, str(error)) from None
    return note


def signed_note(log: Store, key: Verifier) -> str:
    """The same, and `key` has signed it."""
    note = shown_note(log)
    try:
        if note:
            key.opened(note)
    except ValueError as error:
        raise _unreadable(log, f"{error} ({key})") from None
    return note


def _unreadable(log: Store, why: str) -> CheckpointUnreadable:
    return CheckpointUnreadable(
        f"The published checkpoint in {log} cannot be read: {why}. Either it is damaged, or the key or the place "
        "belongs to another log. Nothing more is signed. Where it is damaged, this writes it again as it was signed: "
        "parvis rebuild-register-files"
    )
