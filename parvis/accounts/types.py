"""Values that other rooms use of this one."""

from django.http import HttpRequest

from .erasing import declare_erasure
from .models import STAFF_ROLES, Member, Membership, Organisation, Person, Role, Succession


class SignedInRequest(HttpRequest):
    """What a view marked `@signed_in` is given, said to the type checker."""

    user: Person


__all__ = [
    "STAFF_ROLES",
    "Member",
    "Membership",
    "Organisation",
    "Person",
    "Role",
    "SignedInRequest",
    "Succession",
    "declare_erasure",
]
