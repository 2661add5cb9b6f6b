"""Who may write a text is decided by what owns it: each kind of owner says so when it starts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from parvis.kernel import urns
from parvis.kernel.permissions import Predicate, is_import, predicate
from parvis.kernel.types import Actor

from .models import Text


@dataclass(frozen=True)
class Owner:
    """`headings` are the owner's names for its passages, in words for people."""

    may_write: Predicate
    may_publish: Predicate
    headings: Mapping[str, object] = field(default_factory=dict)


_owners: dict[str, Owner] = {}


def declare_owner(
    kind: str,
    *,
    may_write: Predicate,
    may_publish: Predicate | None = None,
    headings: Mapping[str, object] | None = None,
) -> None:
    """Let a kind of object (as in its URN) own texts. The predicates are asked (actor, text)."""
    _owners[kind] = Owner(may_write, may_publish or may_write, dict(headings or {}))


def owner_of(text: Text) -> Owner:
    """Raises LookupError where no room declared that such an object owns texts."""
    kind, _uid = urns.parse(text.owner)
    if kind not in _owners:
        raise LookupError(f"no room declares that a {kind} owns texts")
    return _owners[kind]


@predicate
def may_write_for_the_owner(by: Actor, text: Text) -> bool:
    return owner_of(text).may_write.test(by, text)


@predicate
def may_publish_for_the_owner(by: Actor, text: Text) -> bool:
    return owner_of(text).may_publish.test(by, text)


TABLE: dict[str, Predicate] = {
    "texts.begin_text": is_import | may_write_for_the_owner,
    "texts.draft_text": is_import | may_write_for_the_owner,
    "texts.discard_text": is_import | may_write_for_the_owner,
    "texts.revise_text": is_import | may_write_for_the_owner,
    "texts.publish_text": is_import | may_publish_for_the_owner,
    "texts.record_past_version": is_import,
}
