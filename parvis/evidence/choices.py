"""Lists of values that tables and types share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scan(models.TextChoices):
    """What a malware scanner said of a file."""

    NOT_SCANNED = "not_scanned", _("Not scanned for malware")
    WAITING = "waiting", _("Waiting for the malware scanner")
    CLEAN = "clean", _("Scanned: no malware found")
    INFECTED = "infected", _("Malware found")


class Keeping(models.TextChoices):
    """What is kept here of something that was consulted and is not public."""

    HASH_ONLY = "hash_only", _("Only its hash: the file is not kept")
    FOR_EVALUATOR = "for_evaluator", _("The file, for the person who recorded it alone")


class Capacity(models.TextChoices):
    """In which kind of role someone was interviewed. Wide kinds, so that none of them is one person."""

    PUBLIC_SERVANT = "public_servant", _("Public servant")
    ELECTED = "elected", _("Elected official or their staff")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    ACADEMIA = "academia", _("Academia")
    PRIVATE = "private", _("Private sector")
    MEDIA = "media", _("Media")
    RESIDENT = "resident", _("Resident")
    OTHER = "other", _("Other")


class QuotationUse(models.TextChoices):
    """To what the person who is quoted has consented."""

    REPORT = "report", _("In the published report only")
    REPORT_AND_PAGES = "report_and_pages", _("In the published report and on public pages")
