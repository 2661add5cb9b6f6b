from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDateField
from parvis.kernel.fetching.errors import sentence_for
from parvis.kernel.fetching.foreseeing import foreseen
from parvis.kernel.languages import Multilingual, MultilingualField
from parvis.kernel.urns import Identified

if TYPE_CHECKING:
    from ..captures.taking import Taken

# What a capture says of the copy, under the names that taking gives it.
TAKEN = [
    *("final_url", "status", "media_type", "sha256", "size", "warc_sha256", "warc_size", "records", "requisites"),
    *("requisites_missing", "payload_sha256", "text_sha256", "title", "language", "published_on"),
]

# After a failure that may pass; then it has failed.
WAITS = (timedelta(minutes=2), timedelta(minutes=20), timedelta(hours=3))


class CitedPage(models.Model):
    """A page of another site that a body cites, by its address: what is known of it, and when to look again.

    Each body has its own, so that what one does with a page touches no other's evidence.
    """

    class Seen(models.TextChoices):
        NEVER = "never", _("Not looked at yet")
        ANSWERS = "answers", _("The page answers")
        GONE = "gone", _("The page is gone")
        HOME = "home", _("The page leads to the site’s front page instead")
        CLOSED = "closed", _("The page is closed to us")
        UNREACHABLE = "unreachable", _("The page did not answer")
        UNREADABLE = "unreadable", _("The page answered, but could not be read from here")
        ROBOTS = "robots", _("The site asks not to be visited by machines")

    body = models.CharField(max_length=80, help_text="URN of the member that cites it")
    url = models.TextField(blank=True, help_text="Normalised, without fragment; empty once what cited it is erased")
    url_sha256 = models.CharField(max_length=64, help_text="An index cannot hold every URL")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When a copy was last asked for")
    answered_at = models.DateTimeField(null=True, blank=True, help_text="`asked_at` of the last that came or failed")
    failure = models.CharField(max_length=40, blank=True, help_text="Code of why the last copy asked for failed")
    latest = models.ForeignKey(
        "evidence.Capture", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="The last kept"
    )
    seen = models.CharField(max_length=20, choices=Seen, default=Seen.NEVER)
    seen_detail = models.CharField(max_length=40, blank=True, help_text="HTTP status, or code of a `FetchFailed`")
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_since = models.DateTimeField(null=True, blank=True, help_text="Since when every look found the same")
    seen_fingerprint = models.CharField(max_length=64, blank=True, help_text="As of a capture, at the last look")
    seen_payload_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    misses = models.PositiveSmallIntegerField(default=0, help_text="Days in a row without an answer")
    missed_at = models.DateTimeField(null=True, blank=True, help_text="When the last of these was")
    visit_at = models.DateTimeField(null=True, blank=True, help_text="When to look again")
    copies_stopped_at = models.DateTimeField(
        null=True, blank=True, help_text="A copy was taken down: none is made until staff ask for one"
    )
    copy_wanted_at = models.DateTimeField(
        null=True, blank=True, help_text="Someone wants all pages of a bibliography copied; its turn has not come"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "url_sha256"], name="cited_page_once_in_a_body")]
        indexes = [
            models.Index(fields=["visit_at"], condition=Q(visit_at__isnull=False), name="cited_page_to_visit"),
            models.Index(
                fields=["copy_wanted_at"], condition=Q(copy_wanted_at__isnull=False), name="cited_page_to_copy"
            ),
            models.Index(fields=["-seen_at"], condition=Q(seen_at__isnull=False), name="cited_page_seen_lately"),
        ]

    MISSES_UNTIL_LOST = 3

    def __str__(self) -> str:
        return self.url

    def forget(self, *, as_sha256: str) -> None:
        """Nobody cites it any more: where it is and what was seen there go. Copies that name it stay in place."""
        self.url, self.url_sha256, self.seen, self.visit_at = "", as_sha256, self.Seen.NEVER, None
        self.asked_at, self.answered_at, self.failure, self.latest = None, None, "", None
        self.seen_detail, self.seen_at, self.seen_since, self.seen_fingerprint, self.misses = "", None, None, "", 0
        self.seen_payload_sha256 = ""
        self.missed_at, self.copies_stopped_at, self.copy_wanted_at = None, None, None

    @property
    def is_lost(self) -> bool:
        """Whether readers will not find there what was cited. A site that was down once is not lost."""
        if self.seen == self.Seen.UNREACHABLE:
            return self.misses >= self.MISSES_UNTIL_LOST
        return self.seen in (self.Seen.GONE, self.Seen.HOME)

    @property
    def lacks_rules(self) -> bool:
        """Whether the site's robots.txt could not be read, so that nobody asked for the page."""
        return self.seen == self.Seen.ROBOTS and bool(self.seen_detail)

    @property
    def seen_words(self) -> object:
        """What was seen there."""
        if self.lacks_rules:
            return _("The site’s rules for machines could not be read, so the page was not visited")
        return self.get_seen_display()

    @property
    def failure_sentence(self) -> object:
        """Why the last copy asked for failed."""
        return sentence_for(self.failure)

    @property
    def foreseen_failure(self) -> object:
        """Why no copy can come of it, as far as its address and this platform's settings tell; empty where one may."""
        refused = foreseen(self.url)
        return refused.sentence if refused else ""

    @property
    def is_waiting(self) -> bool:
        """Whether a copy was asked for, alone or with others, and has neither come nor failed yet."""
        return self.asked_at != self.answered_at or self.copy_wanted_at is not None


class Capture(Identified):
    """A copy of a page as it was at one instant (a memento), or that one was asked for and did not come."""

    urn_kind = "capture"

    page = models.ForeignKey(CitedPage, on_delete=models.PROTECT, related_name="captures")
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When the page was fetched")
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=40, blank=True, help_text="Code of a `FetchFailed`")
    tries = models.PositiveSmallIntegerField(default=0)
    final_url = models.TextField(blank=True, help_text="After redirects")
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    file = models.CharField(max_length=200, blank=True, help_text="Where the WACZ lies in the storage")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the WACZ, checked at each read")
    size = models.PositiveBigIntegerField(default=0)
    warc_sha256 = models.CharField(max_length=64, blank=True)
    warc_size = models.PositiveBigIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    requisites = models.PositiveSmallIntegerField(default=0, help_text="Style sheets and images that came along")
    requisites_missing = models.PositiveSmallIntegerField(default=0)
    payload_sha256 = models.CharField(max_length=64, blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=300, blank=True, help_text="What the page calls itself: proposed, not recorded")
    language = models.CharField(max_length=10, blank=True)
    published_on = PartialDateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = MultilingualField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(taken_at=None) | Q(failed_at=None), name="capture_came_or_failed"),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(removed_at__isnull=False) | (~Q(sha256="") & ~Q(file="")),
                name="capture_taken_is_kept_until_removed",
            ),
        ]
        indexes = [models.Index(fields=["page", "-asked_at"], name="capture_of_page")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.asked_at}"

    @property
    def is_waiting(self) -> bool:
        return self.taken_at is None and self.failed_at is None

    @property
    def failure_sentence(self) -> object:
        """Why the last try failed."""
        return sentence_for(self.failure)

    @property
    def minutes_until_next_try(self) -> int:
        """At most so many, after a try that failed and may pass."""
        return int(WAITS[min(self.tries, len(WAITS)) - 1].total_seconds() // 60)

    @property
    def is_held(self) -> bool:
        """Whether its bytes are here."""
        return bool(self.taken_at) and self.removed_at is None

    @property
    def fingerprint(self) -> str:
        """By which two looks at a page are the same: its readable text, else its bytes."""
        return self.text_sha256 or self.payload_sha256

    def says_the_same_as(self, page: CitedPage) -> bool:
        """As the page when it was last seen. The same bytes say the same, also where we read more in them by now."""
        return self.fingerprint == page.seen_fingerprint or self.payload_sha256 == page.seen_payload_sha256

    @property
    def is_readable(self) -> bool:
        return self.is_held and bool(self.text_sha256)

    def keep(self, facts: "Taken", file: str) -> None:
        """`file` is where its bytes are."""
        for name in TAKEN:
            setattr(self, name, getattr(facts, name))
        self.file, self.taken_at, self.failure = file, facts.at, ""

    def remove(self, *, at: datetime, because: Multilingual) -> None:
        """Its bytes are no longer here, and of its words not even the title; that it was stays known."""
        self.removed_at, self.removed_because, self.file, self.title = at, because, "", ""

    def forget(self) -> None:
        """Of the page, too, nothing stays but the hash of the archive."""
        self.final_url, self.payload_sha256, self.text_sha256, self.published_on = "", "", "", None

    @property
    def address(self) -> str:
        """With its host, for those who read it elsewhere."""
        return settings.PARVIS_ORIGIN + self.get_absolute_url()

    def get_absolute_url(self) -> str:
        return reverse("evidence:capture", args=[self.uid])
