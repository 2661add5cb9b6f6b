from parvis.kernel.errors import Invalid, Refusal


class LeafTooLong(Refusal):
    """The act's public payload does not fit in one entry of the log (8 KiB)."""

    status = 422


class RegisterRefusal(Exception):
    """The sequencer will not go on. The message says what was found and what to do; nothing was signed."""


class DatabaseBehindLog(RegisterRefusal):
    """More was published than the database holds: it was restored from a backup."""


class LogDisagrees(RegisterRefusal):
    """What was signed before is not a beginning of what the database holds now: signing more would fork the log."""


class CheckpointUnreadable(LogDisagrees):
    """What is published as the checkpoint is damaged, or none that the key of this log has signed."""


class SignerForgot(RegisterRefusal):
    """What the signer remembers to have signed is not there, or cannot be read."""


class LogIncomplete(RegisterRefusal):
    """A file that the published checkpoint covers is not there, or is not what the checkpoint says."""


class NothingPublished(RegisterRefusal):
    """There is no signed checkpoint yet."""


class SequencerAtWork(RegisterRefusal):
    """A process sequences; what is wanted needs it to stand still."""


class ClockAstray(RegisterRefusal):
    """This machine's clock cannot be right. Publishing waits; it goes on by itself once the clock is."""


class WitnessesObject(RegisterRefusal):
    """A witness has cosigned more than there is here, or something else. Signing waits until none says so any more."""


class StoreUnknown(RegisterRefusal):
    """The settings name no place where a log can be published."""


class KeyMissing(RegisterRefusal):
    """There is no signing key where the settings say, or it is not the key of this log."""


class WitnessesMisread(RegisterRefusal):
    """The settings name the witnesses in a way that cannot be read."""


class HeadMoved(Exception):
    """Another sequencer assigned these places first; this one's batch was rolled back."""


class PublishedMeanwhile(HeadMoved):
    """Another sequencer replaced the file: this one was overtaken, and what it has to say is old."""

    def __init__(self, path: str) -> None:
        super().__init__(f"Another process published {path} meanwhile. Where that goes on, two share one place.")


class SignedMeanwhile(HeadMoved):
    """Another process signed more: what this one was about to sign is old."""


class MemoryUnusable(OSError):
    """The signer's own file cannot be read or written. Publishing waits; it goes on by itself once it can."""


class StoreUnreachable(OSError):
    """Storage that speaks S3 did not do what it was asked."""


class FiltersMisread(Invalid):
    """Parameters of an address that machines fetch cannot be used; the sentence names them, and says what to write."""


class NoSuchEntry(Refusal):
    """The log is not that long."""

    status = 404


class NoSuchAct(Refusal):
    """No act with this id is in the log or waits for its place."""

    status = 404


class NoSuchContent(Refusal):
    """What was hashed is not kept, or is not any more as it was."""

    status = 404


class NoHistory(Refusal):
    """Nothing of this name was ever on the register, nor is it anywhere else."""

    status = 404


class NotPublishedYet(Refusal):
    """The entry has its place, but no signed checkpoint covers it yet."""

    status = 404


class NoSuchTimestamp(Refusal):
    """No checkpoint of that day was stamped."""

    status = 404
