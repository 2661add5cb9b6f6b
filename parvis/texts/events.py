from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parvis.register.types import Event


@dataclass(frozen=True)
class TextPublished(Event):
    """`object` is what owns the text. `sha256` is of the clauses (`passages.fingerprint`)."""

    version: int
    sha256: str

    sentence = _("%(actor)s published version %(version)s of the text of %(object)s")


@dataclass(frozen=True)
class TextRevised(Event):
    """`changes` counts the clauses that differ from the version before."""

    version: int
    sha256: str
    changes: int

    sentence = _("%(actor)s changed the text of %(object)s, now version %(version)s")
