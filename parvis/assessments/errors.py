"""Refusals of the assessments, each named for the state that stood in the way."""

from parvis.kernel.errors import Refusal


class AlreadyWithdrawn(Refusal):
    """The report has been withdrawn before."""


class AlreadyDecided(Refusal):
    """A person has confirmed or declined the proposed value before."""
