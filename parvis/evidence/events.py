from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate
from parvis.register.types import Event


@dataclass(frozen=True)
class DocumentPublished(Event):
    """`sha256` is of the file's bytes: whoever has the file can check that it is the one."""

    sha256: str

    sentence = _("%(actor)s published the document %(object)s.")


@dataclass(frozen=True)
class CaptureRemoved(Event):
    """`sha256` is of the copy that was taken down; `reason_sha256` of the reason, which is on the copy's page."""

    sha256: str
    reason_sha256: str

    sentence = _("%(actor)s took down %(object)s.")


@dataclass(frozen=True)
class SourceDescribed(Event):
    """`title_sha256` is of the title in every language as canonical JSON: a title may name a person."""

    title_sha256: str
    published_on: PartialDate | None

    sentence = _("%(actor)s said what the source %(object)s is called and when it was published.")
