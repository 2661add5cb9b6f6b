"""A file of OGP's commitment data that came through a page: kept until it is confirmed, followed until it has entered.

What a job says of it while it enters is written outside of the import's own transaction, which stores all or nothing.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.types import Member, Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor

from ..errors import AlreadyConfirmed
from ..models import CommitmentFile, CommitmentUpload
from ..models.commitment_uploads import SETTLED
from ..tasks import TRIES, enter_commitment_upload
from ..types import KEPT_FOR, CommitmentFileGiven

MOST = 10
State = CommitmentUpload.State


@transaction.atomic
@not_an_act("a file that waits is not public; recording its commitments is the act")
def keep_commitment_upload(given: CommitmentFileGiven, *, by: Person) -> CommitmentUpload:
    """Keep a file until it is confirmed, at most a day. Of one person the newest ten wait, and no more.

    Of a file that has entered before, only this is kept: that it has.
    """
    require(by, "assessments.keep_commitment_upload")

    mine = CommitmentUpload.objects.filter(person=by, state=State.CHECKED)
    mine.exclude(pk__in=list(mine.order_by("-pk").values_list("pk", flat=True)[: MOST - 1])).delete()
    upload = CommitmentUpload(person=by, file_name=given.name, sha256=given.sha256, uploaded_at=now())
    upload.content, upload.rows, upload.found = given.content, given.rows, dict(given.found)
    if here := CommitmentFile.objects.filter(sha256=given.sha256).first():
        upload.enter(here, was_here=True)
        upload.finish()
    store(upload)
    return upload


@transaction.atomic
@not_an_act("the job that this starts records the commitments, which is the act")
def confirm_commitment_upload(upload: CommitmentUpload, *, by: Person, member: Member) -> CommitmentUpload:
    """Have a job enter the file, for the member that the person administers. Raises `AlreadyConfirmed`."""
    upload = locked(upload)
    require(by, "assessments.confirm_commitment_upload", upload)
    require(by, "assessments.record_past_commitments", member.urn)

    upload.confirm(member, at=now())
    store(upload, "state", "member", "confirmed_at")

    enter_commitment_upload.enqueue(upload.pk)
    return upload


@transaction.atomic
@not_an_act("a file that nobody confirmed was never public")
def discard_commitment_upload(upload: CommitmentUpload, *, by: Person) -> None:
    """Forget a file at once, rather than after a day. Raises `AlreadyConfirmed`."""
    upload = locked(upload)
    require(by, "assessments.discard_commitment_upload", upload)

    if not upload.is_checked:
        raise AlreadyConfirmed(_("This file has been confirmed before."))
    upload.delete()


@transaction.atomic
@not_an_act("how far a job is changes nothing")
def note_commitment_upload(upload: CommitmentUpload, *, by: Actor, state: str, done: int, rows: int) -> None:
    """One statement that does not touch the content, since it is written again and again."""
    require(by, "assessments.note_commitment_upload")

    CommitmentUpload.objects.filter(pk=upload.pk).exclude(state__in=SETTLED).update(state=state, done=done, rows=rows)


@transaction.atomic
@not_an_act("what has entered was recorded by the act before")
def finish_commitment_upload(upload: CommitmentUpload, *, by: Actor) -> None:
    """Its file has entered and can be found: forget its content. What another worker has settled stays as it is."""
    upload = locked(upload)
    require(by, "assessments.finish_commitment_upload")

    if not upload.is_settled:
        upload.finish()
        store(upload, "state", "content")


@transaction.atomic
@not_an_act("what is refused has changed nothing")
def refuse_commitment_upload(upload: CommitmentUpload, *, by: Actor, reason: str) -> None:
    upload = locked(upload)
    require(by, "assessments.refuse_commitment_upload")

    if not upload.is_settled:
        upload.refuse(reason)
        store(upload, "state", "refusal", "content")


@transaction.atomic
@not_an_act("a try that failed has changed nothing")
def fail_commitment_upload(upload: CommitmentUpload, *, by: Actor) -> None:
    """The job is tried again later, a few times."""
    upload = locked(upload)
    require(by, "assessments.fail_commitment_upload")

    if not upload.is_settled:
        upload.fail(tries=TRIES)
        store(upload, "state", "failures", "content")


@transaction.atomic
@not_an_act("a file that nobody confirmed was never public")
def discard_commitment_uploads(*, by: Actor) -> int:
    """Forget the files that have waited for longer than a day to be confirmed, and settle those whose job was given
    up. How many were forgotten."""
    require(by, "assessments.discard_commitment_uploads")

    since = now() - KEPT_FOR
    old = CommitmentUpload.objects.filter(confirmed_at__lt=since)
    # The job says when it fails, but not when its worker was killed at every try.
    old.filter(state__in=[State.WAITING, State.READING]).update(state=State.FAILED, content=b"")
    old.filter(state=State.INDEXING).update(state=State.DONE, content=b"")
    gone, _by_table = CommitmentUpload.objects.filter(state=State.CHECKED, uploaded_at__lt=since).delete()
    return gone
