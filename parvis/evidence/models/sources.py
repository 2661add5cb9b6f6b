from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.types import STAFF_ROLES, Person, Role
from parvis.kernel.dates import PartialDateField
from parvis.kernel.fetching.foreseeing import foreseen
from parvis.kernel.languages import Multilingual, MultilingualField
from parvis.kernel.urns import Identified, is_urn

from ..choices import Scan
from ..errors import AlreadyErased, NothingToErase
from .captures import Capture, CitedPage

# What a source says of itself, and what leads to it: all that is gone once it is erased.
SAID = [
    *("url", "canonical_url", "url_is_lost", "title", "authors", "publisher", "language", "published_on"),
    *("accessed_on", "note", "document", "record", "salt", "said_before", "page", "copy"),
]
# Evaluators work for a member and are independent of it: what its staff have not published is not for them.
GOVERNMENT = frozenset(STAFF_ROLES - {Role.EVALUATOR})


def bodies_of(viewer: Any, roles: Collection[str] = STAFF_ROLES) -> list[str]:
    """URNs of the members for which this person currently works, in one of these roles."""
    if not isinstance(viewer, Person):
        return []
    return sorted({held.member.urn for held in viewer.current_memberships if held.role in roles})


class DocumentQuerySet(models.QuerySet):
    def published(self) -> "DocumentQuerySet":
        return self.filter(published_at__isnull=False)

    def held(self) -> "DocumentQuerySet":
        """Those whose bytes are here."""
        return self.exclude(file="")

    def waiting(self) -> "DocumentQuerySet":
        """Uploads that nobody has published."""
        return self.held().filter(published_at=None)

    def unscanned(self) -> "DocumentQuerySet":
        return self.filter(scan__in=[Scan.NOT_SCANNED, Scan.WAITING])

    def visible_to(self, viewer: Any) -> "DocumentQuerySet":
        """Published ones, and those that wait: the viewer's own, and of their government those that are not private."""
        public = Q(published_at__isnull=False)
        if not isinstance(viewer, Person):
            return self.filter(public)
        own = Q(uploaded_by=viewer, body__in=bodies_of(viewer))
        of_colleagues = Q(is_private=False, body__in=bodies_of(viewer, GOVERNMENT))
        return self.filter(public | ~Q(file="") & (own | of_colleagues))


class Document(Identified):
    """An uploaded file, stored by its hash, published or waiting to be; or, from history, known by its hash alone."""

    urn_kind = "document"

    body = models.CharField(max_length=80, help_text="URN of the member whose record it is")
    title = MultilingualField(blank=True, help_text="Empty once it is erased")
    language = models.CharField(max_length=10, blank=True)
    file = models.FileField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    scan = models.CharField(
        max_length=12, choices=Scan, default=Scan.NOT_SCANNED, db_default=Scan.NOT_SCANNED, help_text="For malware"
    )
    is_private = models.BooleanField(
        default=False, db_default=False, help_text="Only who uploaded it sees it: it will not be published"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    is_original = models.BooleanField(
        default=False, db_default=False, help_text="History was read from it: evidence, and no publication of the body"
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_because = MultilingualField(blank=True, db_default={})

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["body", "published_at"], name="document_published_of_body"),
            models.Index(
                fields=["uploaded_at"], condition=Q(published_at=None) & ~Q(file=""), name="document_waiting_since"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(file="", file_name=""), name="document_erased_keeps_nothing"
            )
        ]

    def __str__(self) -> str:
        return gettext("a document, erased") if self.erased_at else str(self.title)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_held(self) -> bool:
        """Whether its bytes are here."""
        return bool(self.file)

    @property
    def is_clean(self) -> bool:
        return self.scan == Scan.CLEAN

    @property
    def is_withheld(self) -> bool:
        """Whether its bytes are here and nobody gets them: the malware scanner found something in them."""
        return self.is_held and self.scan == Scan.INFECTED

    @property
    def extension(self) -> str:
        """As people know it: PDF, ODT …"""
        return self.file_name.rpartition(".")[2].upper()

    def erase(self, *, at: datetime, because: Multilingual) -> None:
        """Its hash stays: it is on the register."""
        if self.erased_at:
            raise AlreadyErased(gettext("It has been erased already."))
        self.title, self.language, self.file, self.file_name = Multilingual(), "", "", ""
        self.erased_at, self.erased_because = at, because

    def get_absolute_url(self) -> str:
        return reverse("evidence:document", args=[self.uid])


class Citation(Identified):
    """What a claim rests on, as a record: never a bare string. Its URL may die; the record stays."""

    urn_kind = "citation"

    class Kind(models.TextChoices):
        PUBLIC_DOCUMENT = "public_document", _("Public document")
        WEB_PAGE = "web_page", _("Web page")
        PLATFORM_RECORD = "platform_record", _("Record of this platform")
        NOT_PUBLIC = "not_public", _("Consulted, not public")
        INTERVIEW = "interview", _("Interview")

    kind = models.CharField(max_length=20, choices=Kind)
    body = models.CharField(max_length=80)
    key = models.CharField(max_length=80, blank=True, help_text="How the plan file names it")
    url = models.URLField(max_length=2000, blank=True)
    canonical_url = models.CharField(
        max_length=2000, blank=True, default="", db_default="", help_text="By which two addresses of one page are one"
    )
    url_is_lost = models.BooleanField(
        default=False, db_default=False, help_text="The source that names the page no longer says where it is"
    )
    title = MultilingualField(blank=True)
    authors = models.JSONField(default=list, blank=True, db_default=[], help_text="Names as the source prints them")
    publisher = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    published_on = PartialDateField(null=True, blank=True)
    accessed_on = PartialDateField(null=True, blank=True)
    note = MultilingualField(blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="citations")
    record = models.CharField(max_length=80, blank=True, help_text="URN, for a record of this platform")
    recorded_at = models.DateTimeField()
    salt = models.CharField(
        max_length=64, blank=True, default="", db_default="", help_text="In what the register has a hash of"
    )
    said_before = models.JSONField(
        default=list, blank=True, db_default=[], help_text="What corrections have replaced, the first of it first"
    )
    page = models.ForeignKey(CitedPage, on_delete=models.PROTECT, null=True, blank=True, related_name="citations")
    copy = models.ForeignKey(
        Capture, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="What was cited, kept"
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_because = MultilingualField(blank=True, db_default={})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="web_page") | ~Q(url="") | Q(url_is_lost=True) | Q(erased_at__isnull=False),
                name="citation_of_a_web_page_has_its_url",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(url="", canonical_url="", publisher="", language="", record="", salt="")
                & Q(published_on=None, accessed_on=None, document=None, page=None, copy=None),
                name="citation_erased_keeps_nothing",
            ),
            models.CheckConstraint(condition=Q(url_is_lost=False) | Q(url=""), name="citation_lost_url_is_not_here"),
            models.UniqueConstraint(fields=["body", "key"], condition=~Q(key=""), name="citation_key_once_in_a_body"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(page=None) & ~Q(url=""), name="citation_without_page"),
        ]

    def __str__(self) -> str:
        return gettext("a source, erased") if self.erased_at else str(self.title) or self.url

    def clean(self) -> None:
        if self.erased_at:
            return
        if not (self.title or self.url or self.document_id or self.record or self.note):
            raise ValidationError({"title": _("Say what it is: give at least a title.")})
        if self.record and not is_urn(self.record):
            raise ValidationError({"record": _("A record of this platform is named by its URN.")})
        if self.url and not self.url.lower().startswith(("http://", "https://")):
            raise ValidationError({"url": _("A web address begins with https:// or http://.")})

    @property
    def name(self) -> Multilingual:
        """What to call it: its title, else the document's, else nothing (then its URL speaks for it)."""
        if self.erased_at:
            return Multilingual({get_language() or "en": str(self)})
        return self.title or (self.document.title if self.document else Multilingual())

    @property
    def titles_before(self) -> list[Multilingual]:
        return [Multilingual.from_json(said["title"]) for said in self.said_before]

    @property
    def address(self) -> str:
        """Where to read it: the file kept here, else its address on the web; empty where readers cannot."""
        if self.document and self.document.is_held and not self.document.is_withheld:
            return self.document.get_absolute_url()
        return self.url

    @property
    def host(self) -> str:
        """The site it is on, as people know it."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is on a site that is not this one."""
        return bool(self.url) and not self.url.startswith(f"{settings.PARVIS_ORIGIN}/")

    @property
    def may_be_copied(self) -> bool:
        """Whether asking for a copy may bring one, and none is waited for already."""
        if not self.is_elsewhere or (self.page and self.page.is_waiting):
            return False
        return foreseen(self.url) is None

    @property
    def is_lost(self) -> bool:
        """Whether readers will not find there what was cited."""
        return bool(self.page and self.page.is_lost)

    @property
    def has_changed(self) -> bool:
        """Whether the page says something else than the copy."""
        if not (self.page and self.copy and self.page.seen == CitedPage.Seen.ANSWERS):
            return False
        return bool(self.page.seen_fingerprint) and not self.copy.says_the_same_as(self.page)

    @property
    def may_be_compared(self) -> bool:
        """Whether there is a copy of what was cited, and a later one."""
        return bool(self.page and self.copy and self.copy.is_held and self.page.latest_id != self.copy_id)

    def forget_past_wording(self, *, salt: str) -> None:
        """With a new salt: the old one, beside what is said now, would let whoever guesses the old words know them."""
        if not self.said_before:
            raise NothingToErase(gettext("Nothing else was said of it before."))
        self.said_before, self.salt = [], salt

    def erase(self, *, at: datetime, because: Multilingual) -> None:
        """Of what it was, nothing but its kind stays; with the salt gone, the hashes on the register tell nothing."""
        if self.erased_at:
            raise AlreadyErased(gettext("It has been erased already."))
        for field in self._meta.concrete_fields:
            if field.name in SAID:
                setattr(self, field.name, field.get_default())
        self.key = self.key and f"source-{self.uid.hex[:8]}"  # as an export names what has no key
        self.erased_at, self.erased_because = at, because

    def get_absolute_url(self) -> str:
        return reverse("evidence:citation", args=[self.uid])
