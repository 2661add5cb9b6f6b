"""Lists of values that tables and types share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scan(models.TextChoices):
    """What a malware scanner said of a file."""

    NOT_SCANNED = "not_scanned", _("Not scanned for malware")
    WAITING = "waiting", _("Waiting for the malware scanner")
    CLEAN = "clean", _("Scanned: no malware found")
    INFECTED = "infected", _("Malware found")
