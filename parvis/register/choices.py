from django.db import models
from django.utils.translation import gettext_lazy as _


class NotStamped(models.TextChoices):
    """Why a timestamp authority did not stamp a checkpoint, as a sentence about it."""

    UNREACHED = "unreached", _("It could not be reached.")
    TOO_LATE = "too_late", _("It did not answer in time.")
    TOO_LONG = "too_long", _("It sent far more than a timestamp.")
    ERROR = "error", _("It answered with an error.")
    REFUSED = "refused", _("It refused to stamp the checkpoint.")
    INVALID = "invalid", _("What it sent is not a valid timestamp of the checkpoint.")
    NO_ROOTS = "no_roots", _("It was not asked: the certificates by which to check it cannot be read.")
