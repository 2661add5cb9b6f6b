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


class Objected(models.TextChoices):
    """What a witness holds against the log, as a sentence about it."""

    LONGER = "longer", _("It has signed a longer log than this site holds.")
    ANOTHER = "another", _("It has signed another log, and does not find it in this one.")
    CLOCK = "clock", _("Its clock and that of this site are more than a minute apart.")
