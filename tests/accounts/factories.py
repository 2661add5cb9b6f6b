"""Boring valid members, organisations and people."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from parvis.accounts.models import Member, Membership, Organisation, Person, Role, Succession
from parvis.kernel.languages import Multilingual


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    slug = factory.Sequence("member-{}".format)
    name = factory.Sequence(lambda n: Multilingual({"en": f"Member {n}", "fr": f"Membre {n}"}))
    kind = Member.Kind.LOCAL
    languages = ["fr", "en"]
    time_zone = "America/Montreal"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    member = factory.SubFactory(MemberFactory)
    slug = factory.Sequence("organisation-{}".format)
    name = factory.Sequence(lambda n: Multilingual({"en": f"Organisation {n}", "fr": f"Organisme {n}"}))
    kind = Organisation.Kind.PUBLIC_BODY


class SuccessionFactory(DjangoModelFactory):
    class Meta:
        model = Succession

    predecessor = factory.SubFactory(OrganisationFactory)
    successor = factory.SubFactory(OrganisationFactory, member=factory.SelfAttribute("..predecessor.member"))


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    email = factory.Sequence("person-{}@example.org".format)
    name = factory.Sequence("Person {}".format)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    member = factory.SubFactory(MemberFactory)
    role = Role.POINT_OF_CONTACT
    started_on = date(2021, 1, 1)
