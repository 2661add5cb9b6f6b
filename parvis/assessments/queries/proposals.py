import uuid
from typing import Any

from django.utils.translation import gettext as _

from parvis.kernel.errors import NotFound

from ..models import Proposal, Report


def proposal(uid: uuid.UUID | str, *, viewer: Any) -> Proposal:
    """With its answer, report, plan and member. Raises `NotFound`, also where the report was withdrawn."""
    rows = Proposal.objects.filter(answer__report__in=Report.objects.visible_to(viewer), uid=uid)
    found = rows.select_related("answer__report__plan__member", "answer__assessed").first()
    if found is None:
        raise NotFound(_("There is no such value, or its report has been withdrawn."))
    return found
