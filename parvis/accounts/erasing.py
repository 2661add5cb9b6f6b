"""What other rooms keep for one person alone goes when that person is erased. A higher room says how."""

from collections.abc import Callable

from parvis.kernel.types import Actor

from .models import Person

Erase = Callable[..., None]

_erasers: list[Erase] = []


def declare_erasure(erase: Erase) -> None:
    """`erase(person, by=…)` is called in the transaction of the erasure, before anything of the account is gone."""
    if erase not in _erasers:
        _erasers.append(erase)


def erase_elsewhere(person: Person, *, by: Actor) -> None:
    for erase in _erasers:
        erase(person, by=by)
