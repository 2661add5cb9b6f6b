"""Members that are known from OGP's data alone: read-only and listed apart, until the platform adopts one."""

import pytest
from django.core.management import CommandError, call_command

from parvis.accounts import commands, queries
from parvis.accounts.commands import roles
from parvis.accounts.errors import NotAReference, ReferenceIsReadOnly
from parvis.accounts.models import Member, Membership, Organisation, Role
from parvis.kernel.errors import Invalid, NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT, PLATFORM
from parvis.register.models import Outbox

from .factories import MemberFactory, OrganisationFactory, PersonFactory, administrator_of

pytestmark = pytest.mark.django_db

HERE = {"languages": ["en"], "time_zone": "Europe/Tirane"}
FACTS = {
    "name": Multilingual({"en": "Albania", "fr": "Albanie"}),
    "kind": "national",
    "country": "AL",
    "region": "europe",
    "languages": ["en", "fr"],
    "time_zone": "UTC",
}


@pytest.fixture
def albania() -> Member:
    MemberFactory()  # noise: a full member
    return record()


def record(slug: str = "albania", code: str = "ALB") -> Member:
    return commands.record_reference_member(by=IMPORT, slug=slug, code=code, **FACTS)


# Recording


def test_the_same_code_is_the_same_member(albania):
    assert record(slug="republic-of-albania") == albania


def test_without_a_code_the_address_tells(albania):
    kosovo = record(slug="kosovo", code="")

    assert record(slug="kosovo", code="") == kosovo
    assert kosovo != albania


def test_a_full_member_of_the_address_keeps_it():
    full = MemberFactory(slug="albania")

    reference = record()

    assert (reference.slug, reference.is_reference) == ("albania-ogp", True)
    assert not Member.objects.get(pk=full.pk).is_reference


def test_beside_a_full_member_it_is_found_again_without_a_code():
    MemberFactory(slug="kosovo", code="KSV")
    beside = MemberFactory(slug="kosovo-ogp", code="", is_reference=True)

    assert record(slug="kosovo", code="") == beside


def test_without_a_code_an_adopted_member_is_found_again():
    adopted = MemberFactory(slug="kosovo")

    assert record(slug="kosovo", code="") == adopted


def test_members_of_one_address_and_different_codes_are_told_apart():
    made = [record(slug="kosovo", code=code) for code in ("KSV", "XKX", "XKV")]

    assert [one.slug for one in made] == ["kosovo", "kosovo-ogp", "kosovo-ogp-2"]


def test_a_code_that_is_too_long_is_none():
    assert record(code="ALBANIA-AND-MORE").code == ""


def test_a_full_member_with_the_code_is_the_member():
    full = MemberFactory(code="ALB")

    assert record() == full


def test_it_is_no_act(albania):
    assert not Outbox.objects.exists()


@pytest.mark.parametrize(
    ("country", "region", "is_latin"),
    [("BR", "americas", True), ("CA", "americas", False), ("US", "americas", False), ("AL", "europe", False)],
)
def test_latin_america_is_the_americas_without_canada_and_the_united_states(country, region, is_latin):
    assert Member(country=country, region=region).is_in_latin_america == is_latin


# Listed apart


def test_members_are_the_full_ones(albania):
    assert albania not in queries.members().rows
    assert len(queries.members().rows) == 1


def test_reference_members_are_the_others(albania):
    assert queries.reference_members().rows == [albania]


def test_their_organisations_are_listed_with_them_alone(albania):
    office = OrganisationFactory(member=albania)
    OrganisationFactory()

    assert office not in queries.organisations().rows
    assert queries.organisations(member=albania).rows == [office]


def test_all_can_be_chosen_from(albania):
    names = queries.member_names()
    assert (len(names), names["albania"]) == (2, FACTS["name"])


# Nobody acts for them


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PUBLIC])
def test_no_role_is_given(albania, role):
    with pytest.raises(ReferenceIsReadOnly):
        roles._give(PersonFactory(), albania, role, None, by=PLATFORM)

    assert not Membership.objects.exists()


def test_no_administrator_is_appointed(albania):
    with pytest.raises(ReferenceIsReadOnly):
        commands.appoint_administrator(albania, by=PLATFORM, email="a@example.org", name="Ada")


def test_the_command_line_appoints_none(albania):
    with pytest.raises(CommandError):
        call_command("create_administrator", member="albania", email="a@example.org", name="Ada")


def test_an_administrator_of_another_changes_nothing(albania):
    other = administrator_of(MemberFactory())

    with pytest.raises(NotPermitted):
        commands.create_organisation(
            albania, by=other, slug="office", name=Multilingual({"en": "Office"}), kind="public_body"
        )


# Institutions of a table


def recorded(member: Member, *names: str) -> dict[str, Organisation]:
    found = commands.record_past_organisations([(member, name, "en") for name in names], by=IMPORT)
    here = Organisation.objects.in_bulk(found.values())
    return {name: here[pk] for (_member, name), pk in found.items()}


def test_an_institution_is_recorded_once(albania):
    first = recorded(albania, "Harbour Office")

    assert recorded(albania, "Harbour Office") == first
    assert Organisation.objects.count() == 1


def test_capitals_and_accents_make_no_other_institution(albania):
    assert len(set(recorded(albania, "Ministère", "MINISTERE").values())) == 1


def test_the_same_name_in_another_member_is_another_institution(albania):
    recorded(albania, "Harbour Office")
    recorded(record("armenia", "ARM"), "Harbour Office")

    assert Organisation.objects.count() == 2


def test_a_name_without_a_letter_of_ours_has_an_address(albania):
    assert recorded(albania, "港湾局")["港湾局"].slug.startswith("albania-")


def test_what_kind_an_institution_is_of_is_not_stated(albania):
    assert recorded(albania, "Harbour Office")["Harbour Office"].kind == "not_stated"


# A file of a plan


def test_a_file_of_a_plan_writes_nothing_into_it(albania):
    with pytest.raises(ReferenceIsReadOnly):
        commands.record_past_member(by=IMPORT, slug="albania")


# Adopting


def test_the_platform_adopts_a_member(albania):
    adopted = commands.adopt_member(albania, by=PLATFORM, **HERE)

    assert (adopted.is_reference, adopted.languages, adopted.time_zone) == (False, ["en"], "Europe/Tirane")
    assert (adopted.slug, adopted.code, adopted.name) == ("albania", "ALB", FACTS["name"])
    assert adopted in queries.members().rows


def test_adopting_is_an_act(albania):
    commands.adopt_member(albania, by=PLATFORM, **HERE)

    line = Outbox.objects.get()
    assert (line.event, line.object, line.role) == ("accounts.member_adopted", albania.urn, "platform")


def test_an_adopted_member_has_an_administrator(albania):
    commands.adopt_member(albania, by=PLATFORM, **HERE)

    commands.appoint_administrator(Member.objects.get(pk=albania.pk), by=PLATFORM, email="a@example.org", name="Ada")

    assert Membership.objects.get().member == albania


def test_a_full_member_is_not_adopted():
    with pytest.raises(NotAReference):
        commands.adopt_member(MemberFactory(), by=PLATFORM, **HERE)


def test_nobody_else_adopts(albania):
    with pytest.raises(NotPermitted):
        commands.adopt_member(albania, by=administrator_of(MemberFactory()), **HERE)


@pytest.mark.parametrize("wrong", [{"languages": []}, {"languages": ["de"]}, {"time_zone": "Mars/Olympus"}])
def test_an_adopted_member_speaks_our_languages_in_a_time_zone(albania, wrong):
    with pytest.raises(Invalid):
        commands.adopt_member(albania, by=PLATFORM, **(HERE | wrong))

    assert Member.objects.get(pk=albania.pk).is_reference


def test_a_member_is_adopted_from_the_command_line(albania):
    call_command("adopt_member", "albania", "--language", "en", "--time-zone", "Europe/Tirane")

    adopted = Member.objects.get(pk=albania.pk)
    assert (adopted.is_reference, adopted.languages) == (False, ["en"])


def test_without_a_language_it_keeps_its_own(albania):
    call_command("adopt_member", "albania")

    assert Member.objects.get(pk=albania.pk).languages == ["en", "fr"]


@pytest.mark.parametrize("slug", ["nowhere", "member-of-its-own"])
def test_what_cannot_be_adopted_is_refused(albania, slug):
    MemberFactory(slug="member-of-its-own")

    with pytest.raises(CommandError) as refused:
        call_command("adopt_member", slug)

    assert refused.value.returncode == 2
