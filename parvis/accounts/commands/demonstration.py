from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import NotDemonstration
from parvis.accounts.models import Person
from parvis.accounts.sign_in import secrets
from parvis.kernel.acts import not_an_act
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor


@not_an_act("a demonstration's passwords and codes are printed for everyone to see")
@transaction.atomic
def open_demonstration_account(
    *, by: Actor, email: str, name: str, language: str, password: str, totp_secret: str = ""
) -> Person:
    """Someone whose password and second factor are known. Raises `NotDemonstration`, so that none exists elsewhere."""
    require(by, "accounts.open_demonstration_account")
    if not settings.DEMONSTRATION:
        raise NotDemonstration(_("Demonstration accounts exist only where PARVIS_MODE is demonstration."))

    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person(email=email, name=name, language=language)
        person.set_password(password)
        store(person)
        EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
    person = locked(person)
    if totp_secret and not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        data = {"secret": secrets.encrypt(totp_secret)}
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data=data)
    return person
