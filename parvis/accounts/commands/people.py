from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.erasing import erase_elsewhere
from parvis.accounts.errors import AlreadyErased
from parvis.accounts.models import Person
from parvis.kernel.acts import not_an_act
from parvis.kernel.clock import now
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor

from .roles import end_role


@not_an_act("how someone is called and in which language is their own affair")
@transaction.atomic
def change_own_profile(person: Person, *, by: Actor, name: str, language: str) -> Person:
    person = locked(person)
    require(by, "accounts.change_own_profile", person)

    person.name, person.language = name, language
    store(person, "name", "language")
    return person


@not_an_act("the end of each role is on the register; that someone left leaves no further line about them")
@transaction.atomic
def erase_person(person: Person, *, by: Actor) -> Person:
    """Keep only the random URN. What the register says stays as it is, and reads as done by "a person, erased".

    What other rooms keep for this person alone is erased first.

    Raises `LastAdministrator` and `AlreadyErased`.
    """
    person = locked(person)
    require(by, "accounts.erase_person", person)
    if person.erased_at:
        raise AlreadyErased(_("This account has been erased already."))

    erase_elsewhere(person, by=by)
    for membership in person.current_memberships:
        end_role(membership, by=by)
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    person.erase(at=now())
    person.save(update_fields=["name", "email", "password", "is_active", "last_login", "erased_at"])
    return person
