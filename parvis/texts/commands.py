from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register

from . import passages as written
from .alignment import align
from .errors import (
    NothingChanged,
    ReasonMissing,
    TextAlreadyPublished,
    TextChangedMeanwhile,
    TextEmpty,
    TextNotPublished,
)
from .events import TextPublished, TextRevised
from .models import Change, Clause, Text, Version
from .types import Passage


@transaction.atomic
@not_an_act("a draft is not public; publishing it is the act")
def begin_text(
    *,
    owner: str,
    body: str,
    passages: Sequence[Passage],
    by: Actor,
    reason: Multilingual = Multilingual(),
    happened_on: PartialDate | str | None = None,
) -> Text:
    """The first draft, version 1, of what `owner` (a URN) says. With no passages at all it has no version yet."""
    text = Text(owner=owner, body=body)
    require(by, "texts.begin_text", text)

    store(text)
    if passages:
        _write(text, written.clauses(passages), by=by, reason=reason, happened_on=happened_on)
    return text


@transaction.atomic
@not_an_act("a draft is not public; publishing it is the act")
def draft_text(text: Text, passages: Sequence[Passage], *, by: Actor, expected_sha256: str = "") -> Version:
    """Replace the draft's clauses. `expected_sha256` is the hash of the draft that the person had before them."""
    text = locked(text)
    require(by, "texts.draft_text", text)

    if text.is_published:
        raise TextAlreadyPublished(_("This text is published. Change it with a reason that everyone can read."))
    draft = text.current
    clauses = written.clauses(passages)
    if draft is None:
        return _write(text, clauses, by=by)
    if expected_sha256 not in ("", draft.sha256):
        raise TextChangedMeanwhile(
            _("Someone else saved this draft while you were writing. Your words are kept here: compare, then save."),
            version=draft.number,
        )
    draft.clauses.all().delete()
    draft.sha256, draft.author, draft.recorded_at = written.fingerprint(clauses), by.urn, now()
    store(draft, "sha256", "author", "recorded_at")
    _keep_clauses(draft, clauses)
    return draft


@transaction.atomic
@not_an_act("a draft is not public")
def discard_text(text: Text, *, by: Actor) -> None:
    """Remove a draft together with what it was the text of."""
    text = locked(text)
    require(by, "texts.discard_text", text)

    if text.is_published:
        raise TextAlreadyPublished(_("A published text is replaced, not removed."))
    text.current = None
    store(text, "current")
    Clause.objects.filter(version__text=text).delete()
    text.versions.all().delete()
    text.delete()


@transaction.atomic
def publish_text(text: Text, *, by: Actor) -> Version:
    """Make the draft public as it stands; from now on it changes only by `revise_text`."""
    text = locked(text)
    require(by, "texts.publish_text", text)

    version = text.current
    if version is None or not version.clauses.exists():
        raise TextEmpty(_("There is no text to publish yet."))
    if version.is_published:
        raise TextAlreadyPublished(_("This text is already published."))
    version.published_at = now()
    store(version, "published_at")

    register.record(TextPublished(text.owner, text.body, version.number, version.sha256), by=by)
    return version


@transaction.atomic
def revise_text(
    text: Text,
    passages: Sequence[Passage],
    *,
    reason: Multilingual,
    by: Actor,
    expected_version: int | None = None,
) -> Version:
    """Publish a next version, with the reason for it. `expected_version` is the number of the one that was read."""
    text = locked(text)
    require(by, "texts.revise_text", text)

    before = _published(text)
    if expected_version not in (None, before.number):
        raise TextChangedMeanwhile(
            _("Version %s was published while you were writing. Your words are kept here: compare, then save again.")
            % before.number,
            version=before.number,
        )
    if not reason:
        raise ReasonMissing(_("Say why: the text is published, and everyone can read the reason."), field="reason")
    version = _next(text, before, passages, by=by, reason=reason, published_at=now())

    register.record(TextRevised(text.owner, text.body, version.number, version.sha256, version.changes.count()), by=by)
    return version


@transaction.atomic
@not_an_act("history enters by one import, which is the act")
def record_past_version(
    text: Text,
    passages: Sequence[Passage],
    *,
    by: Actor,
    reason: Multilingual = Multilingual(),
    happened_on: PartialDate | str | None = None,
) -> Version:
    """A version as history knows it, public at once; `happened_on` is empty where it is not stated."""
    text = locked(text)
    require(by, "texts.record_past_version", text)

    history: dict[str, Any] = {"by": by, "reason": reason, "happened_on": happened_on, "published_at": now()}
    if text.current is None:
        return _write(text, written.clauses(passages), **history)
    return _next(text, _published(text), passages, **history)


def _published(text: Text) -> Version:
    if text.current is None or not text.is_published:
        raise TextNotPublished(_("This text is still a draft. Publish it first; a draft changes without a reason."))
    return text.current


def _next(text: Text, before: Version, passages: Sequence[Passage], **facts: Any) -> Version:
    clauses = written.clauses(passages)
    if not clauses:
        raise TextEmpty(_("The text would be empty. A published text is replaced, not removed."))
    if written.fingerprint(clauses) == before.sha256:
        raise NothingChanged(_("Nothing has changed: the text is that of version %s.") % before.number)
    version = _write(text, clauses, **facts)
    _keep_changes(version, list(before.clauses.all()), clauses)
    return version


def _write(text: Text, clauses: list[Clause], *, by: Actor, **facts: Any) -> Version:
    version = Version(
        text=text,
        number=text.next_number,
        sha256=written.fingerprint(clauses),
        author=by.urn,
        recorded_at=now(),
        **facts,
    )
    store(version)
    _keep_clauses(version, clauses)
    text.current = version
    store(text, "current")
    return version


def _keep_clauses(version: Version, clauses: list[Clause]) -> None:
    for clause in clauses:
        clause.version = version
    Clause.objects.bulk_create(clauses)


def _keep_changes(version: Version, old: list[Clause], new: list[Clause]) -> None:
    headings = dict.fromkeys(clause.heading for clause in [*new, *old])
    Change.objects.bulk_create(
        Change(version=version, kind=pair.kind, heading=heading, before=pair.before, after=pair.after)
        for heading in headings
        for pair in align(_under(heading, old), _under(heading, new))
        if pair.kind != "same"
    )


def _under(heading: str, clauses: list[Clause]) -> list[Clause]:
    return [clause for clause in clauses if clause.heading == heading]
