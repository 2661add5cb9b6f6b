from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Capacity:
    """In which role, and for which organisation (a URN, or none), an actor acts."""

    role: str
    organisation: str | None = None


class Actor(Protocol):
    """Whoever acts: a signed-in person, or the platform itself."""

    @property
    def urn(self) -> str: ...

    @property
    def is_authenticated(self) -> bool: ...

    def capacity(self, body: str) -> Capacity:
        """The capacity in which this actor acts for `body` (the URN of a member)."""
        ...


@dataclass(frozen=True)
class SystemActor:
    """The platform acting by rule, not by a person: an import of history, a scheduled measure."""

    name: str
    is_authenticated: bool = False

    @property
    def urn(self) -> str:
        return f"urn:parvis:system:{self.name}"

    def capacity(self, body: str) -> Capacity:
        return Capacity(role=self.name)


IMPORT = SystemActor("import")
PLATFORM = SystemActor("platform")
