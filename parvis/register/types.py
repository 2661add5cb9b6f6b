"""What other rooms put on the register: events, and digests of what the register must not hold."""

import dataclasses
import hashlib
import inspect
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate

LARGEST = 2**53 - 1  # beyond, some readers of JSON round

_classes: dict[str, type["Event"]] = {}
_role_labels: dict[str, object] = {"import": _("import of published sources"), "platform": _("the platform")}


@dataclasses.dataclass(frozen=True)
class Event:
    """An official act, as the public register tells it. Holds no personal data.

    Each room's events are frozen dataclasses of this class. Their further fields are the public payload: text, whole
    numbers, dates, URNs, SHA-256 digests in hex, tuples of these, or None. `name` is `<room>.<snake_case>`;
    `sentence` is for people, with `%(actor)s`, `%(object)s` and the payload's names as placeholders.
    `begins` is the name of what is there from this act on (`object`, or a name in the payload); an act that `brings`
    is also how what belongs to its object came here or became public.
    """

    object: str
    body: str

    name: ClassVar[str]
    sentence: ClassVar[str | Promise]
    begins: ClassVar[str] = ""
    brings: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "name" in inspect.get_annotations(cls):
            raise TypeError(f"{cls.__qualname__}: an event has a name already; call the field something else")
        cls.name = f"{_room(cls.__module__)}.{_snake_case(cls.__name__)}"
        known = _classes.get(cls.name)
        if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"two events are called {cls.name}")
        _classes[cls.name] = cls

    @property
    def payload(self) -> dict[str, Any]:
        """As JSON values. Raises TypeError for a value that has no place in a leaf."""
        return {field.name: _as_json(getattr(self, field.name)) for field in payload_fields(type(self))}


def payload_fields(event: type[Event]) -> list[dataclasses.Field]:
    return [field for field in dataclasses.fields(event) if field.name not in ("object", "body")]


def event_class(name: str) -> type[Event] | None:
    """None for an event that no room puts on the register any more."""
    return _classes.get(name)


def bringing() -> list[str]:
    """The names of the events that bring along what has no act of its own."""
    return [name for name, event in _classes.items() if event.brings]


def declare_roles(labels: Mapping[str, object]) -> None:
    """How the journal calls the roles in which people act: the role's name → words, in lower case."""
    _role_labels.update(labels)


def role_label(role: str) -> object:
    return _role_labels.get(role, role.replace("_", " "))


class Commitment(NamedTuple):
    """A digest for the register, and the salt to keep beside the content. Both hex."""

    digest: str
    salt: str


def commitment(content: str | bytes) -> Commitment:
    """Commit to what is personal, confidential or guessable without showing it.

    Erasing the content and its salt makes the digest meaningless, so that nothing on the register needs to change.
    """
    salt = secrets.token_bytes(32)
    return Commitment(_salted(salt, content), salt.hex())


def commits_to(digest: str, salt: str, content: str | bytes) -> bool:
    return secrets.compare_digest(digest, _salted(bytes.fromhex(salt), content))


def _salted(salt: bytes, content: str | bytes) -> str:
    raw = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(b"parvis-commitment-v1" + salt + hashlib.sha256(raw).digest()).hexdigest()


def _room(module: str) -> str:
    """`plans` for `parvis.plans.events`."""
    package, _dot, rest = module.partition(".")
    return rest.partition(".")[0] or package


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _as_json(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_as_json(part) for part in value]
    raise TypeError(f"an event cannot carry {type(value).__name__}")


def instant(at: datetime) -> str:
    """RFC 3339, UTC, milliseconds: `2026-11-23T01:38:03.250Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def as_precise_as_told(at: datetime) -> datetime:
    """What `instant` says of it, so that a column says the same as its leaf."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
