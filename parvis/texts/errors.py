from parvis.kernel.errors import ChangedMeanwhile, Invalid, Refusal


class ReasonMissing(Invalid):
    """A published text changes only with a reason that everyone can read."""


class NothingChanged(Invalid):
    """The passages are those of the current version, word for word."""


class TextEmpty(Invalid):
    """There is nothing to publish under any heading."""


class TextTooLong(Invalid):
    """Longer than a text that people read and compare clause by clause."""


class TextAlreadyPublished(Refusal):
    """A published text is not drafted any more: it is revised, with a reason."""


class TextNotPublished(Refusal):
    """A text that nobody has seen yet is drafted, not revised."""


class TextChangedMeanwhile(ChangedMeanwhile):
    """Someone else changed the text after this person read it. `version` is the number it has now."""

    def __init__(self, message: object, *, version: int) -> None:
        super().__init__(message)
        self.version = version
