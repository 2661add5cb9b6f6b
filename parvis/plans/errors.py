from parvis.kernel.errors import Refusal


class OutOfOrder(Refusal):
    """The step does not follow from the plan's present state."""


class PlanEnded(Refusal):
    """The plan has ended; its record stays as it is."""


class PlanNotReady(Refusal):
    """Something a published plan needs is still missing."""


class AlreadyPublished(Refusal):
    """Published things are changed with a reason, not removed."""


class ReasonMissing(Refusal):
    """A change to something published says why."""

    status = 422


class AlreadyComplete(Refusal):
    """The milestone is already complete."""


class AlreadyReported(Refusal):
    """The latest update says exactly this."""


class NotComplete(Refusal):
    """The milestone is not complete."""


class EvidenceNotPublic(Refusal):
    """Nobody could see for themselves what is said to show it."""

    status = 422


class CompletedBeforeStart(Refusal):
    """The milestone had not started by then."""


class InTheFuture(Refusal):
    """What has happened cannot have happened after today."""

    status = 422


class DueBeforeStart(Refusal):
    """It would be due before it starts."""

    status = 422


class UnknownMeasure(Refusal):
    """No room supplies this measure."""

    status = 422


class PlanAlreadyHere(Refusal):
    """A plan with this address is here; an import adds plans, and changes none."""
