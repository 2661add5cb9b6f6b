from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from parvis.kernel import urns
from parvis.kernel.errors import NotFound
from parvis.kernel.pages import page
from parvis.kernel.urns import Named

from .models import Contribution, Tally
from .types import Subject, Thread, find_subject

SIZE = 20


def subject(urn: str) -> Subject:
    """Raises `NotFound` for what is not public or cannot be commented on."""
    found = find_subject(urn)
    if found is None:
        raise NotFound(_("There is nothing here to comment on."))
    return found


def on(subject: Subject, *, after: str = "", before: str = "") -> Thread:
    """What was said about a subject, for its page. One query: the count comes along with the rows that it counts."""
    count = Subquery(Tally.objects.filter(subject=OuterRef("subject")).values("published"))
    rows = Contribution.objects.public().filter(subject=subject.urn).annotate(count=count)
    found = page(rows, by=["-submitted_at", "-id"], size=SIZE, after=after, before=before)
    return Thread(subject, count=(found.rows[0].count or 0) if found.rows else 0, page=found)


def counts(subjects: Iterable[str]) -> dict[str, int]:
    """How many contributions are published, of the subjects that have any."""
    return dict(Tally.objects.filter(subject__in=list(subjects), published__gt=0).values_list("subject", "published"))


def contribution(uid: UUID) -> Contribution:
    """Raises `NotFound`, also for one that was withdrawn."""
    found = Contribution.objects.public().filter(uid=uid).first()
    if found is None:
        raise NotFound(_("There is no such comment, or its author has withdrawn it."))
    return found


def named_contributions(uids: Sequence[UUID], viewer: Any) -> Mapping[UUID, Named]:
    """Named by what they are about, not by whom or by what they say."""
    rows = list(Contribution.objects.filter(uid__in=uids))
    about = urns.resolve({row.subject for row in rows}, viewer)
    return {
        row.uid: Named(
            _("a comment on %s") % about[row.subject].title,
            row.get_absolute_url() if row.is_published or row.is_hidden else None,
        )
        for row in rows
        if row.subject in about
    }
