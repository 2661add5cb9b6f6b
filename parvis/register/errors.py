from parvis.kernel.errors import Refusal


class LeafTooLong(Refusal):
    """The act's public payload does not fit in one entry of the log (8 KiB)."""

    status = 422


class RegisterRefusal(Exception):
    """The sequencer will not go on. The message says what was found and what to do; nothing was signed."""


class DatabaseBehindLog(RegisterRefusal):
    """More was published than the database holds: it was restored from a backup."""


class LogDisagrees(RegisterRefusal):
    """What was signed before is not a beginning of what the database holds now: signing more would fork the log."""


class KeyMissing(RegisterRefusal):
    """There is no signing key where the settings say, or it is not the key of this log."""


class WitnessesMisread(RegisterRefusal):
    """The settings name the witnesses in a way that cannot be read."""


class HeadMoved(Exception):
    """Another sequencer assigned these places first; this one's batch was rolled back."""


class NoSuchEntry(Refusal):
    """The log is not that long."""

    status = 404


class NotPublishedYet(Refusal):
    """The entry has its place, but no signed checkpoint covers it yet."""

    status = 404


class NoSuchTimestamp(Refusal):
    """No checkpoint of that day was stamped."""

    status = 404
