"""How many, as pages say it: exactly while a person could still count them."""

from django.utils.translation import gettext as _

EXACT_UP_TO = 1000


def counted(count: int) -> str:
    """`1000`, and beyond "more than 1,000"."""
    return str(count) if count <= EXACT_UP_TO else _("more than 1,000")
