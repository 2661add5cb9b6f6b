from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate
from parvis.register.types import Event


@dataclass(frozen=True)
class DocumentPublished(Event):
    """`sha256` is of the file's bytes: whoever has the file can check that it is the one."""

    sha256: str

    sentence = _("%(actor)s published the document %(object)s.")
    begins = "object"


@dataclass(frozen=True)
class DocumentQuarantined(Event):
    """A published file that is given to nobody any more: the malware scanner found something in it."""

    sha256: str

    sentence = _("%(actor)s withheld the document %(object)s, in which the malware scanner found something.")


@dataclass(frozen=True)
class DocumentReleased(Event):
    """A later scan found nothing in it."""

    sha256: str

    sentence = _("%(actor)s gave out the document %(object)s again, in which the malware scanner finds nothing now.")


@dataclass(frozen=True)
class DocumentErased(Event):
    """`reason_sha256` is of the reason, for everyone; the hash of the file stands in the line of its publication."""

    reason_sha256: str

    sentence = _("%(actor)s erased a document: %(object)s.")


@dataclass(frozen=True)
class SourceRecorded(Event):
    """The milestone, plan or report `about` rests on it. `source_sha256` is of all that is said of it, salted."""

    about: str
    source_sha256: str

    sentence = _("%(actor)s cited a source: %(object)s.")
    begins = "object"


@dataclass(frozen=True)
class SourceEntered(Event):
    """As history, with the published report `about`, by a person."""

    about: str
    source_sha256: str

    sentence = _("%(actor)s entered a source with a published report: %(object)s.")
    begins = "object"


@dataclass(frozen=True)
class ItemConsulted(Event):
    """Its content is committed to (`commitments.content`), and not here; `source_sha256` is of its description."""

    about: str
    source_sha256: str

    sentence = _("%(actor)s recorded something consulted that is not public: %(object)s.")
    begins = "object"


@dataclass(frozen=True)
class ConsultedItemDisclosed(Event):
    """From now on anyone can check the file; `salt` is that of the commitment."""

    salt: str

    sentence = _("%(actor)s disclosed the salt of %(object)s, so that its content can be checked.")


@dataclass(frozen=True)
class ConsultedItemErased(Event):
    sentence = _("%(actor)s erased the content of %(object)s.")


@dataclass(frozen=True)
class InterviewRecorded(Event):
    """For the plan or report `object`. Names and notes are committed to (`commitments.notes`)."""

    interview: str

    sentence = _("%(actor)s recorded an interview for %(object)s.")


@dataclass(frozen=True)
class InterviewNotesErased(Event):
    interview: str

    sentence = _("%(actor)s erased the notes of an interview for %(object)s.")


@dataclass(frozen=True)
class QuotationConsented(Event):
    """To which words and which use is committed to (`commitments.consent`)."""

    quotation: str

    sentence = _("%(actor)s recorded that someone interviewed for %(object)s consents to be quoted.")


@dataclass(frozen=True)
class QuotationConsentWithdrawn(Event):
    quotation: str

    sentence = _("%(actor)s recorded that someone interviewed for %(object)s no longer consents to be quoted.")


@dataclass(frozen=True)
class QuotationPublished(Event):
    """The words are on the page as long as the consent holds, so that the register has no digest that outlives it."""

    quotation: str

    sentence = _("%(actor)s published words of someone interviewed for %(object)s.")


@dataclass(frozen=True)
class CaptureRemoved(Event):
    """`sha256` is of the copy that was taken down; `reason_sha256` of the reason, which is on the copy's page."""

    sha256: str
    reason_sha256: str

    sentence = _("%(actor)s took down %(object)s.")


@dataclass(frozen=True)
class SourceDescribed(Event):
    """`source_sha256` is of all that is said of it from now on. Lines of before November 30, 2026 have `title_sha256`
    too, which has no salt."""

    published_on: PartialDate | None
    source_sha256: str

    sentence = _("%(actor)s said what the source %(object)s is called and when it was published.")


@dataclass(frozen=True)
class PastWordingErased(Event):
    """What was said before corrections is gone, with the salt; `source_sha256` is of what is said, salted anew."""

    source_sha256: str

    sentence = _("%(actor)s erased what was said of the source %(object)s before it was corrected.")


@dataclass(frozen=True)
class SourceErased(Event):
    """The hashes that the register has of it mean nothing any more. `reason_sha256` is of the reason, for everyone."""

    reason_sha256: str

    sentence = _("%(actor)s erased a source: %(object)s.")
