"""Files of OGP's commitment data that came through a page, each for the person who chose it."""

import uuid

from django.utils.translation import gettext as _

from parvis.accounts.types import Person
from parvis.kernel.clock import now

from ..errors import UploadGone
from ..models import CommitmentUpload
from ..types import KEPT_FOR

SHOWN = 10


def commitment_upload(uid: uuid.UUID, *, by: Person) -> CommitmentUpload:
    """Without its content. Raises `UploadGone` of what someone else chose, and of what nobody confirmed in a day."""
    rows = CommitmentUpload.objects.filter(uid=uid, person=by).select_related("file", "member").defer("content")
    found = rows.first()
    if found is None or (found.is_checked and found.uploaded_at < now() - KEPT_FOR):
        raise UploadGone(_("The file is no longer kept. Choose it again."))
    return found


def commitment_uploads(by: Person) -> list[CommitmentUpload]:
    """The newest that this person chose, without their content."""
    return list(CommitmentUpload.objects.filter(person=by).defer("content").order_by("-pk")[:SHOWN])


def upload_to_enter(pk: int) -> CommitmentUpload | None:
    return CommitmentUpload.objects.select_related("person", "member", "file").filter(pk=pk).first()
