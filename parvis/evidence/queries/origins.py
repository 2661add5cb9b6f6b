"""With which plan or report a source, or a file, came here: the first that rests on it."""

from parvis.kernel.origins import Origin

from ..models import CitationUse

_OWNER = "entry__bibliography__owner"

ORIGINS = {
    "citation": [
        Origin(lambda uid: CitationUse.objects.filter(citation__uid=uid), _OWNER, since="citation__recorded_at")
    ],
    "document": [
        Origin(
            lambda uid: CitationUse.objects.filter(citation__document__uid=uid),
            _OWNER,
            since="citation__document__uploaded_at",
        )
    ],
}
