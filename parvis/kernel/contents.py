"""What a hash on the register is of: a room hands out the very bytes, so that anyone can hash them again."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

# Called with what the act's line says, and the viewer.
Finder = Callable[[Mapping[str, Any], Any], Iterable[bytes]]

_finders: dict[tuple[str, str], Finder] = {}
_withheld: dict[tuple[str, str], object] = {}


def declare(event: str, digest: str, find: Finder) -> None:
    """`find(said, viewer)` answers what the hash called `digest` in the payload may be of, as canonical JSON
    (RFC 8785): what is there now, and nothing that the viewer may not see. Whoever asks hashes it."""
    _finders[event, digest] = find


def withhold(event: str, digest: str, because: object) -> None:
    """What the hash is of is not handed out beside the act; `because` is a sentence that says why, or where it is."""
    _withheld[event, digest] = because


def why_withheld(event: str, digest: str) -> object:
    """Empty where nobody said."""
    return _withheld.get((event, digest), "")


def is_declared(event: str, digest: str) -> bool:
    return (event, digest) in _finders


def found(event: str, digest: str, said: Mapping[str, Any], viewer: Any) -> Iterable[bytes]:
    find = _finders.get((event, digest))
    return find(said, viewer) if find else ()
