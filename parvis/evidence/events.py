from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parvis.register.types import Event


@dataclass(frozen=True)
class DocumentPublished(Event):
    """`sha256` is of the file's bytes: whoever has the file can check that it is the one."""

    sha256: str

    sentence = _("%(actor)s published the document %(object)s.")
