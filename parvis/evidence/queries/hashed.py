"""What the hashes in acts on evidence are of: as it is now, and as it was said before corrections."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.kernel import urns
from parvis.kernel.contents import Finder

from .. import events
from ..content import every_source_json, every_title_json, words_json
from ..models import Capture, Citation, Document

Said = Mapping[str, Any]


def source_contents(urn: str) -> Iterator[bytes]:
    """All that is and was said of a source: everything that is recorded of one is public."""
    for citation in Citation.objects.select_related("document").filter(uid=urns.parse(urn)[1]):
        yield from every_source_json(citation)


def _source(said: Said, viewer: Any) -> Iterator[bytes]:
    return source_contents(said["object"])


def _title(said: Said, viewer: Any) -> Iterator[bytes]:
    for citation in Citation.objects.filter(uid=urns.parse(said["object"])[1], erased_at=None):
        yield from every_title_json(citation)


def _why_removed(said: Said, viewer: Any) -> Iterator[bytes]:
    """Why a copy was taken down stands on its page, for everyone."""
    removed = Capture.objects.filter(uid=urns.parse(said["object"])[1], removed_at__isnull=False)
    return (words_json(capture.removed_because) for capture in removed)


def _why_erased(of: type[Citation] | type[Document]) -> Finder:
    def reasons(said: Said, viewer: Any) -> Iterator[bytes]:
        erased = of.objects.filter(uid=urns.parse(said["object"])[1], erased_at__isnull=False)
        return (words_json(row.erased_because) for row in erased)

    return reasons


_SOURCES = (
    *(events.SourceRecorded, events.SourceEntered, events.SourceDescribed, events.ItemConsulted),
    events.PastWordingErased,
)
HASHED: dict[tuple[str, str], Finder] = {(event.name, "source_sha256"): _source for event in _SOURCES} | {
    (events.SourceDescribed.name, "title_sha256"): _title,  # lines of before November 30, 2026
    (events.CaptureRemoved.name, "reason_sha256"): _why_removed,
    (events.SourceErased.name, "reason_sha256"): _why_erased(Citation),
    (events.DocumentErased.name, "reason_sha256"): _why_erased(Document),
}

_ON_ITS_PAGE = _("It is of the file itself, which can be downloaded from its own page unless it has been withheld.")
NOT_HANDED_OUT: dict[tuple[str, str], object] = {
    (events.DocumentPublished.name, "sha256"): _ON_ITS_PAGE,
    (events.DocumentReleased.name, "sha256"): _ON_ITS_PAGE,
    (events.DocumentQuarantined.name, "sha256"): _(
        "It is of the file itself, which is not handed out here: the malware scanner found something in it."
    ),
    (events.CaptureRemoved.name, "sha256"): _("It is of the copy that was taken down: its bytes are gone."),
}
