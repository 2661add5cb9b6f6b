"""Boring valid members, organisations and people."""

import datetime

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from factory.django import DjangoModelFactory

from parvis.accounts.models import Member, Membership, Organisation, Person, Role, Succession
from parvis.accounts.sign_in import secrets
from parvis.kernel.languages import Multilingual

PASSWORD = "a long enough pass phrase"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member
        skip_postgeneration_save = True

    slug = factory.Sequence("member-{}".format)
    name = factory.Sequence(lambda number: Multilingual({"en": f"Member {number}", "fr": f"Membre {number}"}))
    kind = Member.Kind.LOCAL
    languages = factory.LazyFunction(lambda: ["fr", "en"])
    time_zone = "America/Toronto"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    member = factory.SubFactory(MemberFactory)
    slug = factory.Sequence("organisation-{}".format)
    name = factory.Sequence(lambda number: Multilingual({"en": f"Organisation {number}", "fr": f"Organisme {number}"}))
    kind = Organisation.Kind.PUBLIC_BODY


class SuccessionFactory(DjangoModelFactory):
    class Meta:
        model = Succession

    predecessor = factory.SubFactory(OrganisationFactory)
    successor = factory.SubFactory(OrganisationFactory, member=factory.SelfAttribute("..predecessor.member"))


class PersonFactory(DjangoModelFactory):
    """Someone who can sign in with `PASSWORD`; `second_factor=True` adds the application with `TOTP_SECRET`."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence("person-{}@example.org".format)
    name = factory.Sequence("Person {}".format)
    language = "en"

    @factory.post_generation
    def password(self, create, extracted, **_kwargs):
        self.set_password(extracted or PASSWORD)
        self.save(update_fields=["password"])
        EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=True)

    @factory.post_generation
    def second_factor(self, create, extracted, **_kwargs):
        if extracted:
            data = {"secret": secrets.encrypt(TOTP_SECRET)}
            Authenticator.objects.create(user=self, type=Authenticator.Type.TOTP, data=data)


class MembershipFactory(DjangoModelFactory):
    """A current role. `person__second_factor=False` makes staff who have yet to enrol one."""

    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory, second_factor=True)
    member = factory.SubFactory(MemberFactory)
    role = Role.POINT_OF_CONTACT
    started_on = datetime.date(2021, 1, 1)


def administrator_of(member: Member) -> Person:
    return MembershipFactory(member=member, role=Role.ADMINISTRATOR).person
