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
