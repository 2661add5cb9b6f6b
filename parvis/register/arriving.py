"""The act by which a thing came here together with others: an import, or the opening of the plan it is part of."""

from collections.abc import Iterable
from datetime import timedelta

from parvis.kernel import origins

from .models import Entry, Line, Mention
from .types import bringing, event_class

# Of one thing more are not looked at: those of a large ministry, the first ones first.
MOST = 200
# An act is told in milliseconds, and what it brought in microseconds.
AS_TOLD = timedelta(milliseconds=1)


def begins(line: Line, urn: str) -> bool:
    """Whether the thing begins with this act, so that nothing else brought it."""
    known = event_class(line.event)
    if known is None or not known.begins:
        return False
    return urn == (line.object if known.begins == "object" else line.payload.get(known.begins))


def brought_by(urn: str, lines: Iterable[Line]) -> Entry | None:
    """The first act, apart from `lines`, of something that the thing came with. Two queries at most."""
    larger = origins.of(urn)
    if not larger:
        return None
    about = {one.urn for one in larger}
    # The log has no index of objects: acts on one are among those that mention it.
    mentioning = Mention.objects.filter(urn__in=about).values("entry")
    found = Entry.objects.filter(pk__in=mentioning, object__in=about, event__in=bringing())
    acts = list(found.order_by("index")[:MOST])
    for is_exact in (True, False):
        for act in acts:
            if any(_fits(act, one) for one in larger if one.is_exact is is_exact):
                return None if act in lines else act
    return None


def _fits(act: Entry, larger: origins.Larger) -> bool:
    return act.object == larger.urn and (larger.since is None or act.recorded_at >= larger.since - AS_TOLD)
