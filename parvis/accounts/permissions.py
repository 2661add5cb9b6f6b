from typing import Any

from parvis.kernel.permissions import predicate
from parvis.kernel.types import Actor

from .models import STAFF_ROLES, Member, Person, Role


def holds(by: Actor, role: Role, member: Member | int) -> bool:
    """Whether a person currently has the role for the member (a Member or its primary key)."""
    if not isinstance(by, Person):
        return False
    wanted = member.pk if isinstance(member, Member) else member
    return any(held.role == role and held.member_id == wanted for held in by.current_memberships)


@predicate
def is_administrator(by: Actor, member: Member) -> bool:
    return holds(by, Role.ADMINISTRATOR, member)


@predicate
def is_point_of_contact(by: Actor, member: Member) -> bool:
    return holds(by, Role.POINT_OF_CONTACT, member)


@predicate
def is_themselves(by: Actor, person: Person) -> bool:
    return isinstance(by, Person) and by.pk == person.pk


def is_staff(person: Any) -> bool:
    """Whether any current role of theirs lets them act for a member, so that a second factor is required."""
    return isinstance(person, Person) and any(held.role in STAFF_ROLES for held in person.current_memberships)


TABLE: dict = {}
