"""Things to index, of kinds that everyone may see."""

import uuid
from collections.abc import Mapping, Sequence

from parvis.kernel import urns
from parvis.kernel.languages import Multilingual
from parvis.kernel.urns import Named
from parvis.search.types import Indexed

LANGUAGES = ["en", "fr", "es"]


def declare_kinds(*kinds: str) -> None:
    for kind in kinds:
        urns.declare(
            kind, label=kind.title(), resolve=lambda uids, viewer: {uid: Named(str(uid), f"/{uid}/") for uid in uids}
        )


def leaf(
    title: str = "",
    body: str = "",
    *,
    language: str = "en",
    kind: str = "leaf",
    number: int | None = None,
    facets: Mapping[str, Sequence[str]] | None = None,
    orders: Mapping[str, str] | None = None,
) -> Indexed:
    """It has a colour, so that it can be selected."""
    return Indexed(
        urns.urn(kind, uuid.uuid4() if number is None else uuid.UUID(int=number)),
        Multilingual({language: title}),
        Multilingual({language: body}),
        {"colour": ["green"]} if facets is None else facets,
        orders or {},
    )
