from typing import Any

from parvis.accounts.types import Member, Person, Role
from parvis.kernel.permissions import Predicate, is_import, is_platform, predicate
from parvis.kernel.types import Actor

from .models import CommitmentUpload, Proposal, Report, ReportUpload

KEEPERS = {Role.ADMINISTRATOR, Role.POINT_OF_CONTACT, Role.EVALUATOR}
# The government does not mark its own paper.
JUDGES = {Role.ADMINISTRATOR, Role.EVALUATOR}


def _member_of(subject: Any) -> int | None:
    match subject:
        case Member():
            return subject.pk
        case Report():
            return subject.plan.member_id
        case Proposal():
            return subject.answer.report.plan.member_id
    return None


def _holds(by: Actor, roles: set[Role], member: int | None) -> bool:
    return isinstance(by, Person) and any(
        held.role in roles and held.member_id == member for held in by.current_memberships
    )


@predicate
def keeps_the_reports(by: Actor, subject: Member | Report | None) -> bool:
    return _holds(by, KEEPERS, _member_of(subject))


@predicate
def keeps_reports_somewhere(by: Actor) -> bool:
    return isinstance(by, Person) and any(held.role in KEEPERS for held in by.current_memberships)


@predicate
def chose_it(by: Actor, upload: ReportUpload | CommitmentUpload) -> bool:
    return isinstance(by, Person) and upload.person_id == by.pk


def administered(by: Actor) -> list[Member]:
    """The members whose administrator this is."""
    held = by.current_memberships if isinstance(by, Person) else []
    return [one.member for one in held if one.role == Role.ADMINISTRATOR]


@predicate
def administers_somewhere(by: Actor) -> bool:
    return bool(administered(by))


@predicate
def administers_it(by: Actor, body: str | None) -> bool:
    """`body` is the URN of the member for which they act; any that they administer, where none is named."""
    return any(body in (None, member.urn) for member in administered(by))


@predicate
def administers_a_member(by: Actor, subject: Member | None) -> bool:
    """Of a report on a member that is not here yet: whoever administers another."""
    return subject is None and administers_somewhere.test(by)


@predicate
def judges_the_answers(by: Actor, subject: Proposal | Report) -> bool:
    return _holds(by, JUDGES, _member_of(subject))


TABLE: dict[str, Predicate] = {
    "assessments.keep_report_upload": keeps_reports_somewhere,
    "assessments.empty_report_upload": chose_it,
    "assessments.discard_report_uploads": is_platform,
    "assessments.keep_commitment_upload": administers_somewhere,
    "assessments.confirm_commitment_upload": chose_it & administers_somewhere,
    "assessments.discard_commitment_upload": chose_it,
    "assessments.note_commitment_upload": is_platform,
    "assessments.finish_commitment_upload": is_platform,
    "assessments.refuse_commitment_upload": is_platform,
    "assessments.fail_commitment_upload": is_platform,
    "assessments.discard_commitment_uploads": is_platform,
    "assessments.record_past_commitments": is_import | administers_it,
    "assessments.record_past_report": is_import | keeps_the_reports | administers_a_member,
    "assessments.withdraw_report": is_import | judges_the_answers,
    "assessments.confirm_proposal": judges_the_answers,
    "assessments.decline_proposal": judges_the_answers,
}
