"""Values that other rooms use of this one."""

from .models import STAFF_ROLES, Member, Membership, Organisation, Person, Role, Succession

__all__ = ["STAFF_ROLES", "Member", "Membership", "Organisation", "Person", "Role", "Succession"]
