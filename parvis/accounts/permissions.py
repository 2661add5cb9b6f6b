from typing import Any

from parvis.kernel.permissions import Predicate, is_import, is_platform, predicate
from parvis.kernel.types import Actor

from .models import Member, Membership, Person, Role


def holds(by: Actor, role: Role, member: Member | int) -> bool:
    """Whether a person currently has the role for the member (a Member or its primary key)."""
    if not isinstance(by, Person):
        return False
    wanted = member.pk if isinstance(member, Member) else member
    return any(held.role == role and held.member_id == wanted for held in by.current_memberships)


def _member_of(subject: Any) -> Member | int:
    """The member itself, or the one that an organisation or a membership belongs to."""
    return subject if isinstance(subject, Member) else subject.member_id


@predicate
def is_administrator(by: Actor, subject: Any) -> bool:
    return holds(by, Role.ADMINISTRATOR, _member_of(subject))


@predicate
def is_point_of_contact(by: Actor, subject: Any) -> bool:
    return holds(by, Role.POINT_OF_CONTACT, _member_of(subject))


@predicate
def is_staff_of(by: Actor, member: Member) -> bool:
    return isinstance(by, Person) and member.pk in by.staff_of


@predicate
def is_themselves(by: Actor, person: Person) -> bool:
    return isinstance(by, Person) and by.pk == person.pk


@predicate
def is_their_own(by: Actor, membership: Membership) -> bool:
    return isinstance(by, Person) and by.pk == membership.person_id


def is_staff(person: Any) -> bool:
    """Whether any current role of theirs lets them act for a member, so that a second factor is required."""
    return isinstance(person, Person) and bool(person.staff_of)


keeps_organisations = is_administrator | is_point_of_contact

TABLE: dict[str, Predicate] = {
    "accounts.create_member": is_platform,
    "accounts.adopt_member": is_platform,
    "accounts.edit_member": is_administrator,
    "accounts.create_organisation": keeps_organisations,
    "accounts.edit_organisation": keeps_organisations,
    "accounts.record_succession": keeps_organisations,
    "accounts.record_past_member": is_import,
    "accounts.record_reference_member": is_import,
    "accounts.record_past_organisation": is_import,
    "accounts.record_past_organisations": is_import,
    "accounts.record_past_succession": is_import,
    "accounts.invite_person": is_administrator,
    "accounts.invite_again": is_administrator,
    "accounts.give_role": is_administrator,
    "accounts.appoint_administrator": is_platform,
    "accounts.end_role": is_administrator | is_their_own | is_platform,
    "accounts.change_own_profile": is_themselves,
    "accounts.erase_person": is_themselves | is_platform,
    "accounts.open_demonstration_account": is_platform,
}
