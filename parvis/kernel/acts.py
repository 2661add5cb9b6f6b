from collections.abc import Callable
from typing import TypeVar

Command = TypeVar("Command", bound=Callable)


def not_an_act(reason: str) -> Callable[[Command], Command]:
    """Mark a command that writes but is no official act, so it leaves no line in the register, and say why."""

    def mark(command: Command) -> Command:
        command.not_an_act = reason  # type: ignore[attr-defined]
        return command

    return mark
