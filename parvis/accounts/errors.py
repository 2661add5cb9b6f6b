from parvis.kernel.errors import Refusal


class LastAdministrator(Refusal):
    """A member always has someone who can give roles."""


class AlreadyEnded(Refusal):
    """The role has ended before."""


class AlreadyErased(Refusal):
    """The account has been erased before."""


class NotDemonstration(Refusal):
    """Demonstration accounts exist only in demonstration mode."""


class NotIndependent(Refusal):
    """An evaluator does not work for the government they assess."""


class NotAReference(Refusal):
    """The member is a full member: there is nothing to adopt."""


class ReferenceIsReadOnly(Refusal):
    """Nobody acts for a reference member; it is adopted first."""
