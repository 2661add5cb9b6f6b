"""How a citation stands in a bibliography: as which source, under which letters, in which state."""

from hashlib import sha256
from typing import Any

from parvis.kernel.folding import fold

from .canonical import canonical
from .models import BibliographyEntry, Citation

State = BibliographyEntry.State
_LONGEST_KEY = 100
_LONGEST_WORDS = 2_000


def key_of(citation: Citation) -> str:
    """The same for citations of the same source: by its file, its address, or the record of this platform that it is.

    Of what has none of these (an interview, a paper seen once, a page whose address is lost) nothing says that two
    are one.
    """
    if citation.document:
        return _hash("file", citation.document.sha256)
    if citation.record:
        return _hash("record", citation.record)
    if citation.url:
        return _hash("url", citation.canonical_url or canonical(citation.url))
    return _hash("citation", citation.urn)


def fullness(citation: Citation) -> int:
    """How much it says of its source."""
    said = (citation.title, citation.authors, citation.publisher, citation.published_on, citation.note)
    return sum(map(bool, said))


def facts_of(citation: Citation) -> dict[str, Any]:
    """What the entry that stands for it says, by field."""
    title = next(iter(citation.name.values()), "") or citation.host or citation.url
    author = citation.authors[0] if citation.authors else citation.publisher
    return {
        "citation": citation,
        "kind": citation.kind,
        "state": state_of(citation),
        "title_key": _sorted_by(title),
        "author_key": _sorted_by(author),
        "published_key": citation.published_on.text if citation.published_on else "",
        "accessed_key": citation.accessed_on.text if citation.accessed_on else "",
        "words": _words(citation),
    }


def state_of(citation: Citation) -> State:
    if citation.kind in (Citation.Kind.NOT_PUBLIC, Citation.Kind.INTERVIEW):
        return State.NOT_PUBLIC
    if citation.document:
        return State.HELD if citation.document.is_held else State.HASH_ONLY
    if citation.record or (citation.url and not citation.is_elsewhere):
        return State.RECORD
    return State.ON_THE_WEB if citation.url else State.ADDRESS_LOST


def _sorted_by(text: str) -> str:
    """Without the quotation marks and dots before the first letter. The digit puts what is missing last, in every
    database's order of letters."""
    folded = fold(text)
    start = next((place for place, letter in enumerate(folded) if letter.isalnum()), None)
    return "1" if start is None else ("0" + folded[start:])[:_LONGEST_KEY]


def _words(citation: Citation) -> str:
    said = [*citation.name.values(), *citation.authors, citation.publisher, citation.url, *citation.note.values()]
    return fold("\n".join(filter(None, said)))[:_LONGEST_WORDS]


def _hash(kind: str, of: str) -> str:
    return sha256(f"{kind}\n{of}".encode()).hexdigest()
