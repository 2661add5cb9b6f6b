"""Who may do what: every role against every act of this room, for the own member and for another."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Role
from parvis.assessments.permissions import TABLE
from parvis.kernel.permissions import may
from parvis.kernel.types import IMPORT, PLATFORM
from tests.accounts.factories import MemberFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db

ADMINISTRATOR, CONTACT, EVALUATOR = (
    Role.ADMINISTRATOR.value,
    Role.POINT_OF_CONTACT.value,
    Role.EVALUATOR.value,
)
SYSTEM = {"import": IMPORT, "platform": PLATFORM}
# By the act, on what it is asked: nothing, the member, or the member's URN.
ALLOWED = {
    ("assessments.keep_report_upload", None): {ADMINISTRATOR, CONTACT, EVALUATOR},
    ("assessments.discard_report_uploads", None): {"platform"},
    ("assessments.keep_commitment_upload", None): {ADMINISTRATOR},
    ("assessments.note_commitment_upload", None): {"platform"},
    ("assessments.finish_commitment_upload", None): {"platform"},
    ("assessments.refuse_commitment_upload", None): {"platform"},
    ("assessments.fail_commitment_upload", None): {"platform"},
    ("assessments.discard_commitment_uploads", None): {"platform"},
    ("assessments.record_past_commitments", None): {"import", ADMINISTRATOR},
    ("assessments.record_past_commitments", "urn"): {"import", ADMINISTRATOR},
    ("assessments.record_past_report", "member"): {"import", ADMINISTRATOR, CONTACT, EVALUATOR},
    ("assessments.record_past_report", None): {"import", ADMINISTRATOR},
}
# Asked of what a person chose, or of a report: `test_decision_pages` and the tests of uploads try those.
ELSEWHERE = {
    "assessments.empty_report_upload",
    "assessments.confirm_commitment_upload",
    "assessments.discard_commitment_upload",
    "assessments.withdraw_report",
    "assessments.confirm_proposal",
    "assessments.decline_proposal",
}
ACTORS = [*(role.value for role in Role), *SYSTEM, "anonymous"]


@pytest.fixture
def member():
    return MemberFactory()


def actor(name, member):
    if name in SYSTEM:
        return SYSTEM[name]
    if name == "anonymous":
        return AnonymousUser()
    if name == Role.PUBLIC:
        return PersonFactory()
    return MembershipFactory(member=member, role=name).person


def subject(asked_of, member):
    return {None: None, "member": member, "urn": member.urn}[asked_of]


def test_the_table_is_the_one_tested():
    assert TABLE.keys() == {act for act, _asked_of in ALLOWED} | ELSEWHERE


@pytest.mark.parametrize(("act", "asked_of"), ALLOWED)
@pytest.mark.parametrize("name", ACTORS)
def test_a_role_allows_its_acts_and_no_other(act, asked_of, name, member):
    assert may(actor(name, member), act, subject(asked_of, member)) == (name in ALLOWED[act, asked_of])


@pytest.mark.parametrize(("act", "asked_of"), [one for one in ALLOWED if one[1]])
@pytest.mark.parametrize("role", [role.value for role in Role if role != Role.PUBLIC])
def test_a_role_for_another_member_allows_nothing(act, asked_of, role, member):
    assert not may(actor(role, MemberFactory()), act, subject(asked_of, member))


@pytest.mark.parametrize("name", ACTORS)
def test_who_chose_a_file_of_commitments_confirms_it_while_they_administer_a_member(name, member):
    person = actor(name, member)
    own = SimpleNamespace(person_id=getattr(person, "pk", None))

    assert may(person, "assessments.confirm_commitment_upload", own) == (name == ADMINISTRATOR)


def test_nobody_confirms_what_someone_else_chose(member):
    other = SimpleNamespace(person_id=actor(ADMINISTRATOR, member).pk)

    assert not may(actor(ADMINISTRATOR, member), "assessments.confirm_commitment_upload", other)
