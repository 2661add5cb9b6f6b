"""Permissions are predicates that read as sentences, one table a room; nothing is allowed that no table names."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import rules
from django.utils.translation import gettext as _

from .errors import NotPermitted
from .types import IMPORT, PLATFORM, Actor

Command = TypeVar("Command", bound=Callable)
Predicate = rules.Predicate
predicate = rules.predicate

anyone = rules.always_allow


@predicate
def is_import(by: Actor) -> bool:
    return by == IMPORT


@predicate
def is_platform(by: Actor) -> bool:
    return by == PLATFORM


@predicate
def is_signed_in(by: Actor) -> bool:
    return by.is_authenticated


def asked_already(reason: str) -> Callable[[Command], Command]:
    """Mark a command that anyone may call, and say why: it serves commands that have asked for their permission."""

    def mark(command: Command) -> Command:
        command.asked_already = reason  # type: ignore[attr-defined]
        return command

    return mark


def declare(table: Mapping[str, Predicate]) -> None:
    """Add a room's permission table. A name can be declared once."""
    for name, rule in table.items():
        rules.add_perm(name, rule)


def declared() -> dict[str, Predicate]:
    return dict(rules.permissions.permissions)


def may(by: Actor, name: str, subject: object = None) -> bool:
    """Whether `by` may do `name` to `subject`. An undeclared name is a programming error, not a No."""
    if not rules.perm_exists(name):
        raise LookupError(f"no permission table declares {name!r}")
    return rules.has_perm(name, by, subject)


def require(by: Actor, name: str, subject: object = None) -> None:
    """Refuse with `NotPermitted` unless `by` may do `name` to `subject`."""
    if not may(by, name, subject):
        raise NotPermitted(_("Your role does not allow this."))
