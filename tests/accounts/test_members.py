import pytest
from django.test import Client
from django.urls import reverse

from parvis.accounts import commands, queries
from parvis.accounts.models import Member, Organisation
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import Invalid, NotFound
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT, PLATFORM
from parvis.register.models import Outbox

from .factories import (
    MemberFactory,
    MembershipFactory,
    OrganisationFactory,
    SuccessionFactory,
    administrator_of,
)

pytestmark = pytest.mark.django_db

NAME = Multilingual({"en": "Quebec", "fr": "Québec"})
NEW = {"name": NAME, "kind": "local", "languages": ["fr", "en"], "time_zone": "America/Toronto"}


@pytest.fixture
def member():
    OrganisationFactory()  # noise: another member's
    return MemberFactory(name=NAME)


def facts(member, **changes):
    return {"name": member.name, "colour": "blue", "languages": ["fr"], "time_zone": "UTC"} | changes


def events():
    return list(Outbox.objects.order_by("pk").values_list("event", flat=True))


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_new_member_is_on_the_register():
    commands.create_member(by=PLATFORM, slug="quebec", **NEW)

    assert events() == ["accounts.member_created"]


@pytest.mark.parametrize(
    "wrong", [{"languages": []}, {"languages": ["xx"]}, {"time_zone": "Nowhere"}, {"kind": "moon"}, {"slug": "a b"}]
)
def test_a_member_has_possible_facts(wrong):
    with pytest.raises(Invalid):
        commands.create_member(by=PLATFORM, **({"slug": "quebec"} | NEW | wrong))


def test_two_members_do_not_share_an_address(member):
    with pytest.raises(Invalid) as refused:
        commands.create_member(by=PLATFORM, slug=member.slug, **NEW)

    assert refused.value.field == "slug"


def test_an_edit_names_what_changed(member):
    commands.edit_member(member, by=administrator_of(member), **facts(member))

    assert "colour" in str(Outbox.objects.get().leaf)


def test_an_edit_that_changes_nothing_is_no_act(member):
    administrator = administrator_of(member)
    edited = commands.edit_member(member, by=administrator, **facts(member))
    commands.edit_member(edited, by=administrator, **facts(member))

    assert events() == ["accounts.member_edited"]


def test_an_organisation_is_added(member):
    by = MembershipFactory(member=member).person

    commands.create_organisation(member, by=by, slug="mcn", name=NAME, kind="public_body")

    assert [one.slug for one in queries.organisations_of(member)] == ["mcn"]


def test_an_organisation_is_edited(member):
    organisation = OrganisationFactory(member=member)

    commands.edit_organisation(organisation, by=administrator_of(member), name=NAME, kind="academia")

    assert (Organisation.objects.get(pk=organisation.pk).kind, events()) == (
        "academia",
        ["accounts.organisation_edited"],
    )


def test_a_succession_leads_both_ways(member):
    before, after = OrganisationFactory(member=member), OrganisationFactory(member=member)

    commands.record_succession(
        before, by=administrator_of(member), successor=after, happened_on=PartialDate.parse("2022-01")
    )

    assert queries.organisation(after.slug).precessions.get().predecessor == before


def test_no_organisation_succeeds_itself(member):
    organisation = OrganisationFactory(member=member)

    with pytest.raises(Invalid):
        commands.record_succession(organisation, by=administrator_of(member), successor=organisation)


def test_a_succession_is_recorded_once():
    recorded = SuccessionFactory()

    with pytest.raises(Invalid):
        commands.record_succession(
            recorded.predecessor, by=administrator_of(recorded.predecessor.member), successor=recorded.successor
        )


def test_history_enters_without_lines_of_its_own():
    member = commands.record_past_member(by=IMPORT, slug="quebec", **NEW)
    before = commands.record_past_organisation(member, by=IMPORT, slug="sct", name=NAME, kind="public_body")
    after = commands.record_past_organisation(member, by=IMPORT, slug="mcn", name=NAME, kind="public_body")
    commands.record_past_succession(before, by=IMPORT, successor=after)

    assert events() == []


def test_history_leaves_alone_what_is_known(member):
    again = commands.record_past_member(by=IMPORT, slug=member.slug, **(NEW | {"name": Multilingual({"en": "Other"})}))

    assert (again.pk, Member.objects.get(pk=member.pk).name) == (member.pk, NAME)


def test_an_unknown_member_is_not_found():
    with pytest.raises(NotFound):
        queries.member("nowhere")


def test_members_are_found_by_kind(member):
    MemberFactory(kind="national")

    assert member.slug not in [one.slug for one in queries.members(kind="national")]


def test_an_administrator_edits_the_member_in_its_page(member):
    typed = {"name_en": "Quebec", "name_fr": "Québec", "colour": "plum", "languages": ["fr"], "time_zone": "UTC"}

    signed_in(administrator_of(member)).post(reverse("accounts:edit_member", args=[member.slug]), typed)

    assert Member.objects.get(pk=member.pk).colour == "plum"


def test_what_was_refused_is_shown_again(member):
    typed = {"name_en": "Typed and kept", "colour": "plum", "languages": [], "time_zone": "UTC"}

    answer = signed_in(administrator_of(member)).post(reverse("accounts:edit_member", args=[member.slug]), typed)

    assert (answer.status_code, "Typed and kept" in answer.content.decode()) == (422, True)


def test_an_address_taken_is_said_beside_its_field(member):
    taken = OrganisationFactory(member=member)
    typed = {"name_en": "New", "slug": taken.slug, "kind": "media"}

    answer = signed_in(administrator_of(member)).post(
        reverse("accounts:create_organisation", args=[member.slug]), typed
    )

    assert answer.context["form"].errors["slug"]


def test_a_succession_is_recorded_in_its_page(member):
    before, after = OrganisationFactory(member=member), OrganisationFactory(member=member)
    typed = {"successor": after.pk, "happened_on": "2022-01"}

    signed_in(administrator_of(member)).post(reverse("accounts:record_succession", args=[before.slug]), typed)

    assert queries.successors([before])[0].happened_on == PartialDate("2022-01")


PAGES = ["edit_member", "create_organisation", "edit_organisation", "record_succession"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_open_for_administrators(member, name, language):
    assert signed_in(administrator_of(member)).get(address(name, member, language)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_closed_to_leads(member, name):
    lead = MembershipFactory(member=member, role="commitment_lead").person

    assert signed_in(lead).get(address(name, member)).status_code == 403


def address(name, member, language="en"):
    slug = (
        OrganisationFactory(member=member).slug if "succession" in name or name == "edit_organisation" else member.slug
    )
    return reverse(f"accounts:{name}", args=[slug]).replace("/en/", f"/{language}/")


@pytest.mark.parametrize(("name", "act"), [("member", "edit_member"), ("organisation", "edit_organisation")])
def test_reading_pages_lead_administrators_to_their_acts(member, name, act):
    slug = member.slug if name == "member" else OrganisationFactory(member=member).slug
    page, link = reverse(f"site:{name}", args=[slug]), reverse(f"accounts:{act}", args=[slug])

    shown = [link in client.get(page).content.decode() for client in (signed_in(administrator_of(member)), Client())]

    assert shown == [True, False]
