import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from parvis.kernel import urns
from parvis.kernel.urns import Named

from . import passages as written
from .alignment import align
from .models import Clause, Text, Version
from .permissions import owner_of
from .types import Comparison, HeadingComparison, Passage, Section


def text_of(owner: str) -> Text | None:
    """The text that belongs to what this URN names."""
    return Text.objects.select_related("current").filter(owner=owner).first()


def texts_owned_by(owners: Sequence[str]) -> QuerySet[Text]:
    """The texts with at least one version that belong to these URNs."""
    return Text.objects.select_related("current").filter(owner__in=owners).exclude(current=None)


def versions(text: Text) -> QuerySet[Version]:
    """Newest first, each with `change_count`: how many clauses differ from the version before."""
    return text.versions.annotate(change_count=Count("changes")).order_by("-number")


def version(text: Text, number: int) -> Version:
    """Raises Http404."""
    return get_object_or_404(text.versions, number=number)


def passages(version: Version) -> list[Passage]:
    """For a form to edit."""
    return written.passages(version.clauses.all())


def sections(version: Version) -> list[Section]:
    """The version as people read it: headings in words, each with its clauses. One query, none when prefetched."""
    labels = owner_of(version.text).headings
    return [
        Section(heading, _label(heading, labels), clauses)
        for heading, clauses in _by_heading(version.clauses.all()).items()
    ]


def remember(version: Version, clauses: Sequence[Clause]) -> None:
    """That these are all its clauses, read elsewhere, so that they need not be read again."""
    version._prefetched_objects_cache = {"clauses": list(clauses)}


def comparison(text: Text, old: int, new: int) -> Comparison:
    """What became of each clause from version `old` to version `new`. Raises Http404."""
    found = {each.number: each for each in text.versions.filter(number__in=[old, new]).prefetch_related("clauses")}
    if not {old, new} <= found.keys():
        raise Http404
    return _compared(found[old], found[new], found[old].clauses.all(), found[new].clauses.all())


def proposal(current: Version, passages: Sequence[Passage]) -> Comparison:
    """What would become of each clause if these passages were the next version. Stores nothing."""
    proposed = Version(text=current.text, number=current.number + 1)
    return _compared(current, proposed, current.clauses.all(), written.clauses(passages))


def _compared(old: Version, new: Version, clauses: Iterable[Clause], new_clauses: Iterable[Clause]) -> Comparison:
    before, after = _by_heading(clauses), _by_heading(new_clauses)
    labels = owner_of(old.text).headings
    return Comparison(
        old=old,
        new=new,
        headings=[
            HeadingComparison(heading, _label(heading, labels), align(before.get(heading, []), after.get(heading, [])))
            for heading in dict.fromkeys([*after, *before])
        ],
    )


def named_texts(uids: Sequence[uuid.UUID], viewer: Any) -> Mapping[uuid.UUID, Named]:
    """A text is called as what owns it, and read there."""
    found = Text.objects.filter(uid__in=uids)
    owners = urns.resolve({text.owner for text in found}, viewer)
    return {text.uid: owners[text.owner] for text in found if text.owner in owners}


def named_versions(uids: Sequence[uuid.UUID], viewer: Any) -> Mapping[uuid.UUID, Named]:
    found = Version.objects.filter(uid__in=uids, published_at__isnull=False).select_related("text")
    owners = urns.resolve({version.text.owner for version in found}, viewer)
    return {
        version.uid: Named(
            format_lazy(_("{title}, version {number}"), title=owners[version.text.owner].title, number=version.number),
            owners[version.text.owner].url,
        )
        for version in found
        if version.text.owner in owners
    }


def published_clauses(said: Mapping[str, Any], viewer: Any) -> Iterator[bytes]:
    """The version that an act has published, as it was hashed; nothing where the viewer may not see what owns it."""
    owner = said["object"]
    if owner in urns.resolve([owner], viewer):
        versions = Version.objects.filter(text__owner=owner, number=said["payload"]["version"])
        for version in versions.filter(published_at__isnull=False).prefetch_related("clauses"):
            yield written.as_json(version.clauses.all())


def _by_heading(clauses: Iterable[Clause]) -> dict[str, list[Clause]]:
    found: dict[str, list[Clause]] = {}
    for clause in clauses:
        found.setdefault(clause.heading, []).append(clause)
    return found


def _label(heading: str, labels: Mapping[str, object]) -> object:
    return labels.get(heading, heading.replace("_", " ").capitalize())
