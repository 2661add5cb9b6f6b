"""Evaluators who are erased or whose role has ended, and what they cite in the open."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.accounts import commands as accounts
from parvis.accounts.types import Role
from parvis.evidence import commands, files
from parvis.evidence.models import Citation, Interview
from parvis.evidence.types import QuotationUse
from parvis.kernel.errors import NotPermitted
from parvis.kernel.types import PLATFORM
from parvis.register import queries as register
from tests.accounts.factories import MemberFactory, MembershipFactory
from tests.evidence.fieldwork import SECRET, confirmed, consent, consulted, everything_stored, interview, leaf, page

pytestmark = pytest.mark.django_db


# Erased, and out of office


@pytest.fixture
def quoted(quotation, evaluator):
    consent(quotation, evaluator)
    return commands.publish_quotation(quotation, by=evaluator)


@pytest.mark.parametrize("by", ["themselves", "the platform"])
def test_an_erased_evaluator_leaves_no_names_notes_or_files(
    about, evaluator, colleague, by, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        held, item = interview(about, evaluator, names="Unusual Name"), consulted(about, evaluator)
        released = commands.add_quotation(held, by=evaluator, words="Words for the report alone", language="en")
        released = consent(released, evaluator, QuotationUse.REPORT)
        upload = files.examined(ContentFile(b"Another memo", name="another.txt"))
        commands.upload_privately(by=evaluator, body=about.body, file=upload)
        other = interview(about, colleague, names="Kept Name", notes="")
        accounts.erase_person(evaluator, by=evaluator if by == "themselves" else PLATFORM)
    kept = everything_stored()
    gone = ("Unusual Name", SECRET, "Words for the report alone", "Another memo", held.salt, item.salt, released.salt)
    assert [word in kept for word in gone] == [False] * 7
    assert (other.names in kept, register.latest(item.citation.urn).event) == (True, "evidence.consulted_item_erased")


def test_what_an_erased_evaluator_published_stays_until_an_administrator_takes_it_back(client, plan, evaluator, quoted):
    address = reverse("site:plan_bibliography", args=[plan.slug])
    withdraw = page("withdraw_consent", plan.member, quoted.uid)
    client.force_login(MembershipFactory(member=plan.member, role=Role.ADMINISTRATOR).person)
    assert (withdraw in client.get(address).content.decode(), client.get(withdraw).status_code) == (False, 403)
    accounts.erase_person(evaluator, by=PLATFORM)
    shown = client.get(address).content.decode()
    assert ("We were heard." in shown, withdraw in shown) == (True, True)
    confirmed(client, withdraw)
    assert "We were heard." not in client.get(address).content.decode()


@pytest.mark.parametrize("role", [Role.POINT_OF_CONTACT, Role.EVALUATOR])
def test_nobody_but_an_administrator_of_the_member_does(client, plan, evaluator, quoted, role):
    accounts.erase_person(evaluator, by=PLATFORM)
    for member in (plan.member, MemberFactory()):
        role = Role.ADMINISTRATOR if member != plan.member else role
        with pytest.raises(NotPermitted):
            commands.withdraw_consent(quoted, by=MembershipFactory(member=member, role=role).person)


def test_an_evaluator_whose_role_has_ended_can_still_erase(client, plan, about, evaluator):
    held = interview(about, evaluator)
    accounts.end_role(evaluator.current_memberships[0], by=PLATFORM)
    client.force_login(evaluator)
    own = client.get(page("fieldwork", plan.member)).content.decode()
    assert page("erase_notes", plan.member, held.uid) in own
    confirmed(client, page("erase_notes", plan.member, held.uid))
    assert Interview.objects.get().erased_at
    assert client.get(page("record_interview", plan.member, about=plan.urn)).status_code == 403


# Cited in the open


def sourced(**facts):
    return {"source_kind": "web_page", "source_url": "https://example.org/plan", "source_title": "The plan"} | {
        "source_accessed_on": "2022-02-03",
        "source_language": "en",
        **facts,
    }


def test_an_evaluator_cites_a_source_for_a_plan(client, plan, evaluator):
    client.force_login(evaluator)
    answer = confirmed(client, page("record_source", plan.member, about=plan.urn), **sourced())
    citation = Citation.objects.get(url="https://example.org/plan")
    assert (answer.status_code, citation.page.is_waiting) == (302, True)
    assert (leaf(citation.urn)["kind"], leaf(citation.urn)["payload"]["about"]) == (
        "evidence.source_recorded",
        plan.urn,
    )
    assert "The plan" in client.get(reverse("site:plan_bibliography", args=[plan.slug])).content.decode()


def test_a_refused_citation_of_an_evaluator_keeps_their_file(client, plan, evaluator):
    client.force_login(evaluator)
    file = SimpleUploadedFile("study.txt", b"A study")
    address = page("record_source", plan.member, about=plan.urn)
    refused = client.post(address, sourced(source_kind="public_document", source_file=file, source_title=""))
    assert (refused.status_code, "study.txt" in refused.content.decode()) == (422, True)
    kept = refused.context["form"]["source_kept"].value()
    confirmed(client, address, **sourced(source_kind="public_document", source_kept=kept))
    assert Citation.objects.get(kind="public_document").document.is_published


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.POINT_OF_CONTACT, Role.COMMITMENT_LEAD])
def test_the_government_does_not_cite_as_an_evaluator(client, plan, role):
    client.force_login(MembershipFactory(member=plan.member, role=role).person)
    assert client.get(page("record_source", plan.member, about=plan.urn)).status_code == 403
