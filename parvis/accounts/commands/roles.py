from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import AlreadyEnded, LastAdministrator, NotIndependent, ReferenceIsReadOnly
from parvis.accounts.events import RoleEnded, RoleGiven
from parvis.accounts.invitations import send_invitation
from parvis.accounts.models import STAFF_ROLES, Member, Membership, Organisation, Person, Role
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import today
from parvis.kernel.permissions import require
from parvis.kernel.transactions import after_commit, locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register


@transaction.atomic
def invite_person(
    member: Member,
    *,
    by: Actor,
    email: str,
    name: str,
    role: str,
    organisation: Organisation | None = None,
    language: str = "en",
) -> Membership:
    """Give a role to the person with this e-mail address; someone new gets a link to choose a password."""
    require(by, "accounts.invite_person", member)

    person = _person(email, name=name, language=language)
    membership = _give(person, member, role, organisation, by=by)
    after_commit(send_invitation, person, member)
    return membership


@not_an_act("a second letter about a role given before")
@transaction.atomic
def invite_again(membership: Membership, *, by: Actor) -> Membership:
    require(by, "accounts.invite_again", membership)

    after_commit(send_invitation, membership.person, membership.member)
    return membership


@transaction.atomic
def give_role(
    person: Person, *, by: Actor, member: Member, role: str, organisation: Organisation | None = None
) -> Membership:
    require(by, "accounts.give_role", member)

    return _give(person, member, role, organisation, by=by)


@transaction.atomic
def appoint_administrator(member: Member, *, by: Actor, email: str, name: str, language: str = "en") -> Membership:
    """The first administrator of a member, named by whoever runs the server."""
    require(by, "accounts.appoint_administrator", member)

    return _give(_person(email, name=name, language=language), member, Role.ADMINISTRATOR, None, by=by)


@transaction.atomic
def end_role(membership: Membership, *, by: Actor) -> Membership:
    """Raises `LastAdministrator`: a member always has one."""
    locked(membership.member)
    membership = locked(membership)
    require(by, "accounts.end_role", membership)
    if membership.ended_on:
        raise AlreadyEnded(_("This role has ended already."))
    if membership.role == Role.ADMINISTRATOR and _is_last(membership):
        raise LastAdministrator(_("Give someone else the role of administrator first: a member always has one."))

    membership.end(on=max(today(membership.member.time_zone), membership.started_on))
    store(membership, "ended_on")

    person, body = membership.person.urn, membership.member.urn
    register.record(RoleEnded(membership.urn, body, person, membership.role), by=by)
    return membership


def _give(person: Person, member: Member, role: str, organisation: Organisation | None, *, by: Actor) -> Membership:
    """Raises `NotIndependent` and `ReferenceIsReadOnly`."""
    if member.is_reference:
        raise ReferenceIsReadOnly(_("Nobody acts for a reference member. It becomes a full member first."))
    person = locked(person)
    _require_independence(person, member, role)

    membership = Membership(person=person, member=member, role=role, organisation=organisation)
    membership.started_on = today(member.time_zone)
    store(membership)

    organisation_urn = organisation.urn if organisation else None
    register.record(RoleGiven(membership.urn, member.urn, person.urn, role, organisation_urn), by=by)
    return membership


def _require_independence(person: Person, member: Member, role: str) -> None:
    """Whoever assesses a government does not work for it (OGP, Independent Reporting Mechanism)."""
    held = set(Membership.objects.current().filter(person=person, member=member).values_list("role", flat=True))
    in_government = STAFF_ROLES - {Role.EVALUATOR}
    if (role == Role.EVALUATOR and held & in_government) or (role in in_government and Role.EVALUATOR in held):
        raise NotIndependent(_("An evaluator cannot also work for the government they assess."), field="role")


def _is_last(membership: Membership) -> bool:
    others = Membership.objects.current().filter(member=membership.member, role=membership.role)
    return not others.exclude(pk=membership.pk).exists()


def _person(email: str, *, name: str, language: str) -> Person:
    """The one with this address, or a new one who has yet to choose a password."""
    email = email.strip().lower()
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person(email=email, name=name, language=language)
        person.set_unusable_password()
        store(person)
        EmailAddress.objects.create(user=person, email=email, primary=True)
    return person
