"""What the hashes in acts on evidence are of: as it is now, and as it was said before corrections."""

from collections.abc import Iterator, Mapping
from typing import Any

from parvis.kernel import urns
from parvis.kernel.contents import Finder

from .. import events
from ..content import every_source_json
from ..models import Citation

Said = Mapping[str, Any]


def source_contents(urn: str) -> Iterator[bytes]:
    """All that is and was said of a source: everything that is recorded of one is public."""
    for citation in Citation.objects.select_related("document").filter(uid=urns.parse(urn)[1]):
        yield from every_source_json(citation)


def _source(said: Said, viewer: Any) -> Iterator[bytes]:
    return source_contents(said["object"])


_SOURCES = (events.SourceRecorded, events.SourceEntered, events.SourceDescribed, events.ItemConsulted)
HASHED: dict[tuple[str, str], Finder] = {(event.name, "source_sha256"): _source for event in _SOURCES}
