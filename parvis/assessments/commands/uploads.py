from django.db import transaction

from parvis.accounts.types import Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor

from ..models import ReportUpload
from ..types import KEPT_FOR, ReportFileGiven

MOST = 10


@transaction.atomic
@not_an_act("a file that waits is not public; recording the report is the act")
def keep_report_upload(given: ReportFileGiven, *, by: Person) -> ReportUpload:
    """Keep a file until it is confirmed, at most a day. Of one person the newest ten wait, and no more."""
    require(by, "assessments.keep_report_upload")

    mine = ReportUpload.objects.filter(person=by)
    mine.exclude(pk__in=list(mine.order_by("-pk").values_list("pk", flat=True)[: MOST - 1])).delete()
    upload = ReportUpload(person=by, file_name=given.name, sha256=given.sha256, uploaded_at=now())
    upload.content = given.content
    store(upload)
    return upload


@transaction.atomic
@not_an_act("what is forgotten was recorded by the act before")
def empty_report_upload(upload: ReportUpload, *, by: Person) -> None:
    """Forget the content of what has been recorded. The row stays a while, so that a second click finds the report."""
    upload = locked(upload)
    require(by, "assessments.empty_report_upload", upload)

    upload.content = b""
    store(upload, "content")


@transaction.atomic
@not_an_act("a file that nobody confirmed was never public")
def discard_report_uploads(*, by: Actor) -> int:
    """Forget the files that have waited for longer than a day. How many there were."""
    require(by, "assessments.discard_report_uploads")

    gone, _by_table = ReportUpload.objects.filter(uploaded_at__lt=now() - KEPT_FOR).delete()
    return gone
