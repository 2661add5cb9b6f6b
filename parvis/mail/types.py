"""Kinds of message: what people choose among. A room declares its own at start."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class MessageKind:
    """`label` and `explanation` are what the preferences page says of it. `name` is stored."""

    name: str
    label: object
    explanation: object


REMINDER = MessageKind("reminder", _("Reminders"), _("When something that you answer for is due soon, or late."))

_kinds: dict[str, MessageKind] = {}


def declare_kind(kind: MessageKind) -> None:
    _kinds[kind.name] = kind


def kinds() -> list[MessageKind]:
    return list(_kinds.values())


def kind_named(name: str) -> MessageKind:
    """Raises LookupError for a kind that no room declares."""
    if name not in _kinds:
        raise LookupError(f"no room sends messages of the kind {name!r}")
    return _kinds[name]
