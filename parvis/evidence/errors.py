"""What may be wrong with evidence. Refusals of a file are beside the field `file` and say what to do."""

from typing import Any

from django.utils.translation import gettext_lazy

from parvis.kernel.errors import Invalid, Refusal
from parvis.kernel.fetching.errors import FetchFailed


class FileRefused(Invalid):
    """A file that is not taken in; nothing of it is kept."""

    def __init__(self, message: Any) -> None:
        super().__init__(message, field="file")


class FileEmpty(FileRefused):
    """It holds no bytes."""


class FileTooLarge(FileRefused):
    """It is larger than `files.LARGEST`."""


class FileTypeNotAllowed(FileRefused):
    """Its extension is not on the list (`files.TYPES`)."""


class FileTypeMismatch(FileRefused):
    """What is inside is not what its extension says."""


class FileUnsafe(FileRefused):
    """It is what it says, with something in it that nobody should have to open: macros, encryption, odd paths."""


class UploadGone(Invalid):
    """The reference to a kept upload is too old, of someone else, or not one that was given out."""

    def __init__(self, message: Any) -> None:
        super().__init__(message, field="file")


class ScannerNotAnswering(FileRefused):
    """What would be public at once cannot wait for the malware scanner."""


class DocumentInQuarantine(Refusal):
    """The malware scanner found something in it, or has not looked at it yet."""


class DocumentWithheld(Refusal):
    """The malware scanner found something in it: nobody gets its bytes, its record and hash stay."""

    status = 410


class DocumentPrivate(Refusal):
    """It was uploaded as something that is not public."""


class DocumentAlreadyPublished(Refusal):
    """It is public already."""


class DocumentNotPublished(Refusal):
    """A public citation cannot rest on a file that readers may not open."""


class DocumentNotHeld(Refusal):
    """History names the file by its hash; its bytes are elsewhere."""


class InTheFuture(Invalid):
    """What has happened cannot have happened after today."""


class RecordUnknown(Invalid):
    """No public record of this platform has this address or URN."""

    def __init__(self, message: Any) -> None:
        super().__init__(message, field="record")


class AlreadyErased(Refusal):
    """What it was is gone, and its salt with it."""


class NothingToErase(Refusal):
    """There is nothing left of it, or never was."""


class DocumentErased(Refusal):
    """Its bytes and its title are gone; that there was a document, its hash and the reason stay."""

    status = 410


class AlreadyDisclosed(Refusal):
    """The salt is public."""


class ConsentMissing(Refusal):
    """Nobody's words are published without their consent to that use."""


class ConsentRecorded(Refusal):
    """Consent is given once to the same words."""


class ConsentWithdrawn(Refusal):
    """Whoever was quoted has taken it back."""


class NotAssessed(Invalid):
    """No public plan or report of this member has this URN."""


class ErrorStatus(FetchFailed):
    """The site answered, but with 404, 500 or the like; the message is the status."""

    sentence = gettext_lazy("The site answered with an error instead of the page.")

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.may_pass = status == 429 or status >= 500  # type: ignore[misc]


class FrontPageInstead(FetchFailed):
    """The site sends who asks for the page to its front page; the message is where that is."""

    sentence = gettext_lazy("The site leads to its front page instead of the page.")


class TakenDownMeanwhile(FetchFailed):
    """A copy was taken down while this one was waited for."""

    sentence = gettext_lazy("Another copy of the page was taken down meanwhile.")


class CopyDamaged(Refusal):
    """The bytes of an archived copy or a document are not those that were kept: they are as good as gone."""

    status = 410


class CopyGone(Refusal):
    """The bytes of an archived copy or a document are not here."""

    status = 410


class CopyRemoved(Refusal):
    """The copy was taken down; its record and the reason stay."""

    status = 410


class NothingToCapture(Invalid):
    """The source is not a page on another site."""


class CaptureWaits(Refusal):
    """A copy was asked for already and is not there yet."""


class ReasonMissing(Invalid):
    """What others can read does not go without a reason."""
