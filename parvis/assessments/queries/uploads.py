import uuid

from django.utils.translation import gettext as _

from parvis.accounts.types import Person
from parvis.kernel.clock import now

from ..errors import UploadGone
from ..models import ReportUpload
from ..types import KEPT_FOR


def report_upload(uid: uuid.UUID, *, by: Person) -> ReportUpload:
    """A file that this person chose. Raises `UploadGone` after a day, and of what someone else chose."""
    found = ReportUpload.objects.filter(uid=uid, person=by, uploaded_at__gte=now() - KEPT_FOR).first()
    if found is None:
        raise UploadGone(_("The file is no longer kept. Choose it again."))
    return found
