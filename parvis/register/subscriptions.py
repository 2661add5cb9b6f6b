"""Reactions to acts of lower rooms, called once the act is committed."""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from parvis.kernel.transactions import after_commit

from .types import Event

Reaction = TypeVar("Reaction", bound=Callable)

_reactions: dict[type[Event], list[Callable]] = defaultdict(list)


def subscribe(event: type[Event]) -> Callable[[Reaction], Reaction]:
    """Call `reaction(event)` after each act of this class. What must not be lost, the reaction gives to a job."""

    def add(reaction: Reaction) -> Reaction:
        if reaction not in _reactions[event]:
            _reactions[event].append(reaction)
        return reaction

    return add


def announce_after_commit(event: Event) -> None:
    """A reaction that fails is logged and stops no other: the act itself has been done."""
    for reaction in _reactions.get(type(event), ()):
        after_commit(reaction, event)
