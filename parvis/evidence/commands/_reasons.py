from django.utils.translation import gettext as _

from parvis.kernel.languages import Multilingual

from ..errors import ReasonMissing


def require_reason(reason: Multilingual) -> None:
    if not reason:
        raise ReasonMissing(_("Say why: what others can read does not go without a reason."), field="reason")
