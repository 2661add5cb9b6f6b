"""What someone means by what they type to name an object: its URN, the address of its page, or words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.kernel import addresses, urns
from parvis.kernel.errors import Invalid
from parvis.search import queries as index
from parvis.search.types import Hit

LOOK_UP = 2
MOST_KINDS = 4
OF_A_KIND = 4


@dataclass(frozen=True)
class Sought:
    """`urn` where it is certain; the things that hold the words, to choose among where there are more; and how many
    queries an address took."""

    urn: str = ""
    hits: Sequence[Hit] = ()
    spent: int = 0


def sought(text: str, viewer: Any) -> Sought:
    """No query for a URN, one or two for an address, up to six for words. Raises `Invalid` where nothing is found."""
    if urns.is_urn(text):
        return Sought(text)
    if addresses.is_address(text):
        found = addresses.urn_at(text, viewer)
        if found is None:
            raise Invalid(
                _("No page here about one thing has this address. Copy it from the page of the plan, the document …")
            )
        return Sought(found, spent=LOOK_UP)
    return _by_words(text, viewer)


def _by_words(text: str, viewer: Any) -> Sought:
    languages = [code for code, _name in settings.LANGUAGES]
    groups = index.search_by_kind(
        text, languages=languages, viewer=viewer, per_kind=OF_A_KIND, kinds=_kinds(), most_kinds=MOST_KINDS
    )
    hits = [hit for group in groups for hit in group.hits]
    if not hits:
        raise Invalid(_("Nothing public is called so. Try fewer words, or the address of its page."))
    return Sought(hits[0].urn if len(hits) == 1 else "", hits)


def _kinds() -> list[str]:
    """Words of the glossary are on no act."""
    return [kind.name for kind in urns.kinds() if kind.name != "term"]
