from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.types import Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import Invalid
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.mail import commands as mail
from parvis.register import commands as register
from parvis.register.types import commitment

from .errors import ContributionsClosed, SaidAlready, TooManyContributions
from .events import ContributionHidden, ContributionRestored, ContributionSubmitted, ContributionWithdrawn
from .models import Contribution, Tally
from .types import Ground, Subject

AT_MOST = ((timedelta(minutes=10), 5), (timedelta(days=1), 30))
ABOUT_CONTRIBUTIONS = "contributions"


@transaction.atomic
def submit_contribution(subject: Subject, *, by: Person, text: str, language: str, signature: str = "") -> Contribution:
    """Publish what a person says about a text that is open for comment.

    Raises `ContributionsClosed`, `SaidAlready`, and `TooManyContributions` for the sixth in ten minutes or the
    thirty-first in a day.
    """
    require(by, "contributions.submit_contribution", subject)
    if not subject.is_open:
        raise ContributionsClosed(_("This text is not open for comment, or no longer."))
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid(_("Write your comment."), field="text")
    _let_them_say(subject, text, by=by)

    digest, salt = commitment(text)
    contribution = Contribution(
        subject=subject.urn,
        body=subject.body,
        author=by,
        signature=signature.strip(),
        text=text,
        language=language,
        salt=salt,
        submitted_at=now(),
    )
    store(contribution)
    _tally(subject.urn, 1)

    event = ContributionSubmitted(contribution.urn, subject.body, subject=subject.urn, language=language)
    register.record(event, by=by, commitments={"text": digest})
    return contribution


@not_an_act("history enters by one import, which is the act")
@transaction.atomic
def record_past_contribution(
    subject: Subject,
    *,
    by: Actor,
    text: str,
    language: str,
    signature: str = "",
    happened_on: PartialDate | None = None,
) -> Contribution:
    """What someone said of this elsewhere, such as under a published report: no account's, signed as printed there."""
    require(by, "contributions.record_past_contribution", subject)

    contribution = Contribution(
        subject=subject.urn,
        body=subject.body,
        signature=signature,
        text=text,
        language=language,
        submitted_at=now(),
        happened_on=happened_on,
    )
    store(contribution)
    _tally(subject.urn, 1)
    return contribution


@transaction.atomic
def hide_contribution(contribution: Contribution, *, by: Actor, ground: Ground, note: str = "") -> Contribution:
    """Leave only its place and the ground on the page, and tell its author. Raises `NotPublished`."""
    contribution = locked(contribution)
    require(by, "contributions.hide_contribution", contribution)

    contribution.hide(Ground(ground), note.strip())
    store(contribution, "state", "ground", "note")
    _tally(contribution.subject, -1)
    _tell_author(
        contribution,
        gettext_lazy("Your comment was hidden"),
        gettext_lazy("It is no longer shown. Reason: {ground}.\n\n{note}\n\nIt was:\n\n{text}"),
    )

    event = ContributionHidden(contribution.urn, contribution.body, subject=contribution.subject, ground=ground)
    register.record(event, by=by)
    return contribution


@transaction.atomic
def restore_contribution(contribution: Contribution, *, by: Actor) -> Contribution:
    """Show again what was hidden, and tell its author. Raises `NotHidden`."""
    contribution = locked(contribution)
    require(by, "contributions.restore_contribution", contribution)

    contribution.restore()
    store(contribution, "state", "ground", "note")
    _tally(contribution.subject, 1)
    _tell_author(
        contribution,
        gettext_lazy("Your comment is shown again"),
        gettext_lazy("It had been hidden. It is:\n\n{text}"),
    )

    event = ContributionRestored(contribution.urn, contribution.body, subject=contribution.subject)
    register.record(event, by=by)
    return contribution


@transaction.atomic
def withdraw_contribution(contribution: Contribution, *, by: Actor) -> Contribution:
    """Take back what one said: the words are erased, in messages too; the line that they were said stays.

    Raises `AlreadyWithdrawn`.
    """
    contribution = locked(contribution)
    require(by, "contributions.withdraw_contribution", contribution)

    was_published = contribution.is_published
    contribution.withdraw()
    store(contribution, "state", "ground", "note", "text", "salt", "signature")
    if was_published:
        _tally(contribution.subject, -1)
    mail.forget_about(contribution.urn)

    event = ContributionWithdrawn(contribution.urn, contribution.body, subject=contribution.subject)
    register.record(event, by=by)
    return contribution


@not_an_act("people who had themselves erased are erased here too; what they said publicly stays, unsigned")
@transaction.atomic
def forget_signatures(*, by: Actor) -> int:
    """Take the signatures off what erased people contributed. How many."""
    require(by, "contributions.forget_signatures")
    return Contribution.objects.exclude(signature="").exclude(author__erased_at=None).update(signature="")


def _let_them_say(subject: Subject, text: str, *, by: Person) -> None:
    """Counted in the table itself, with the person held, so that no number of processes lets one more through."""
    locked(by)
    theirs = Contribution.objects.filter(author=by)
    if theirs.filter(subject=subject.urn, text=text).exists():
        raise SaidAlready(_("You have said this already. It was published."), field="text")
    for span, most in AT_MOST:
        if theirs.filter(submitted_at__gt=now() - span).count() >= most:
            raise TooManyContributions(_("You have sent many comments in a short time. Try again later."))


def _tally(subject: str, difference: int) -> None:
    Tally.objects.bulk_create([Tally(subject=subject)], ignore_conflicts=True)
    Tally.objects.filter(subject=subject).update(published=F("published") + difference)


def _tell_author(contribution: Contribution, subject: object, text: Any) -> None:
    if contribution.author is None:
        return
    ground = Ground(contribution.ground).label if contribution.ground else ""
    told = format_lazy(text, ground=ground, note=contribution.note, text=contribution.text)
    key = f"{contribution.urn} {now().isoformat()}"  # so that what is withdrawn is forgotten there too
    mail.send(contribution.author, kind=ABOUT_CONTRIBUTIONS, subject=subject, text=told, key=key)
