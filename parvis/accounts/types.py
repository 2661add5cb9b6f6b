"""Values that other rooms use of this one."""

from .models import COLOURS, STAFF_ROLES, Member, Membership, Organisation, Person, Role

__all__ = ["COLOURS", "STAFF_ROLES", "Member", "Membership", "Organisation", "Person", "Role"]
