"""What every format says of a source, before it says so in its own way."""

from dataclasses import dataclass

from django.conf import settings

from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual

from ..models import BibliographyEntry, Citation
from ..wording import seen


@dataclass(frozen=True)
class Described:
    """Texts in one language, the source's own where it is among them, without line breaks."""

    uid: str
    urn: str
    kind: Citation.Kind
    title: str
    authors: list[str]
    publisher: str
    language: str
    url: str
    note: str
    published_on: PartialDate | None
    accessed_on: PartialDate | None


def described(entry: BibliographyEntry) -> Described:
    citation = entry.citation
    return Described(
        uid=str(citation.uid),
        urn=citation.urn,
        kind=Citation.Kind(citation.kind),
        title=_spoken(citation.name, citation.language) or citation.host,
        authors=[_in_a_line(name) for name in citation.authors],
        publisher=_in_a_line(citation.publisher),
        language=citation.language,
        url=_address(citation),
        note=_spoken(citation.note, citation.language),
        published_on=citation.published_on,
        accessed_on=citation.accessed_on,
    )


def _address(citation: Citation) -> str:
    """Where to read it; of what readers cannot read, the page that describes it here."""
    address = citation.address or citation.get_absolute_url()
    return settings.PARVIS_ORIGIN + address if address.startswith("/") else address


def _spoken(text: Multilingual, language: str) -> str:
    return _in_a_line(text.get(language) or text.get("en") or next(iter(text.values()), ""))


def _in_a_line(text: str) -> str:
    return " ".join(seen(text).split())
