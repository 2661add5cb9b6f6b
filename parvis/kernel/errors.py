import re
from typing import ClassVar


class Refusal(Exception):
    """A command said no, and nothing was stored.

    `code` is stable, for machines (snake case of the class name); the message is a translated sentence
    for people; `field` names the form field it belongs to, when it belongs to one.
    """

    status: ClassVar[int] = 409
    code: ClassVar[str] = "refusal"

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotPermitted(Refusal):
    """The actor's roles do not allow the act."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or none that the viewer may see: nobody learns which."""

    status = 404


class Invalid(Refusal):
    """A value is not one that the act can use."""

    status = 422


class ChangedMeanwhile(Refusal):
    """Someone else changed the object after the actor read it."""
