from parvis.kernel.errors import Refusal


class ContributionsClosed(Refusal):
    """The text is not open for comment, or no longer."""


class SaidAlready(Refusal):
    """The same person said the same of the same text."""


class TooManyContributions(Refusal):
    """More from one person in a short time than a person writes."""

    status = 429


class NotPublished(Refusal):
    """The contribution is hidden or withdrawn already."""


class NotHidden(Refusal):
    """The contribution is not hidden."""


class AlreadyWithdrawn(Refusal):
    """Its author has taken the contribution back."""
