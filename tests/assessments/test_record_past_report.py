"""What the import of a published report leaves behind."""

import json
from dataclasses import replace

import pytest

from parvis.accounts.models import Member
from parvis.assessments import commands, queries
from parvis.assessments.errors import MatchMissing, PlanNotPublic, ReportAlreadyHere, ReportFileRefused
from parvis.assessments.matching import Match, Matches, as_it_is, best_or_new, match
from parvis.assessments.models import Answer, AssessedCommitment, Evaluator, Proposal, QuotedMilestone, Report
from parvis.assessments.standards.report_file import as_json, content_sha256, from_json
from parvis.assessments.types import ReadCitation, ReadCommitment
from parvis.contributions import queries as contributions
from parvis.contributions.models import Contribution
from parvis.evidence.models import Citation, Document
from parvis.kernel.errors import NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.plans.models import ActionPlan, Commitment, Milestone, Tally
from parvis.plans.types import PlanState
from parvis.register import queries as register
from parvis.register.models import Outbox
from parvis.search.models import Entry
from tests.accounts.factories import MemberFactory, MembershipFactory, OrganisationFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory

from .factories import ReportFactory
from .readings import MEMBER, OPEN_DATA, OPEN_SOURCE, PLAN, end_of_commitment, given, inception, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> ActionPlan:
    """As the readings name it, among others."""
    PlanFactory()
    member = MemberFactory(name=Multilingual({"en": MEMBER}))
    plan = PlanFactory(member=member, title=Multilingual({"en": PLAN}))
    for title in (OPEN_DATA, OPEN_SOURCE):
        CommitmentFactory(plan=plan, title=Multilingual({"en": title}))
    return plan


def test_it_is_one_act_on_the_register(plan):
    outcome = recorded()

    assert [line.event for line in Outbox.objects.all()] == ["assessments.report_imported"]
    assert register.latest(outcome.report.urn).actor == IMPORT.urn


def test_the_line_carries_the_digests_and_counts_and_names_nobody(plan):
    outcome = recorded()

    line = register.latest(outcome.report.urn).leaf

    assert json.loads(line)["payload"] == {
        "plan": plan.urn,
        "source": outcome.report.source.urn,
        "sha256": given().sha256,
        "content_sha256": content_sha256(inception()),
        "answers": 5,
        "missing": 2,
        "new_commitments": 0,
        "new_milestones": 2,
    }
    assert "Marsh" not in line


def test_it_stands_on_the_plan_that_is_here(plan):
    report = recorded().report

    assert (report.plan, ActionPlan.objects.count(), Commitment.objects.count()) == (plan, 2, 2)


def test_answers_keep_the_code_of_their_form_and_their_commitment(plan):
    recorded()

    codes = [(a.section, a.question, a.code, a.assessed and a.assessed.number) for a in Answer.objects.all()]

    assert codes[2:] == [("3", "1.1", "n.1", 1), ("3", "1.3", "n.3", 1), ("3", "2.5", "n.5", 2)]


def test_what_the_source_lost_is_missing_also_where_its_explanation_survives(plan):
    recorded()

    first = Answer.objects.first()

    assert (first.value, first.is_missing, first.explanation) == ("", True, "There is one.")


def test_what_is_cited_twice_is_one_record(plan):
    report = recorded().report

    cited = Citation.objects.exclude(pk=report.source_id)

    assert sorted(cited.values_list("kind", "url_is_lost")) == [("interview", False), ("web_page", True)]


def test_an_address_that_is_none_is_kept_as_a_notice(plan):
    odd = ReadCitation("A page", "http://[nowhere", None, "web_page")
    answers = (replace(inception().answers[0], citations=(odd,)),)

    report = recorded(inception(answers=answers)).report

    assert Citation.objects.get(title__en="A page").url_is_lost
    assert report.notices[-1]["line"] == 9
    assert "http://[nowhere" in report.notices[-1]["text"]


def test_an_evaluator_that_is_an_organisation_of_the_member_is_that_organisation(plan):
    OrganisationFactory(name=Multilingual({"en": "Open Government Committee"}))
    ours = OrganisationFactory(member=plan.member, name=Multilingual({"en": "Open government committee"}))

    recorded()

    assert [one.organisation for one in Evaluator.objects.all()] == [None, ours]


def test_a_proposal_waits_for_a_person(plan):
    recorded(end_of_commitment())

    proposal = Proposal.objects.get()

    assert (proposal.value, proposal.reached, proposal.total, proposal.decision) == ("substantial", 2, 3, "open")


def test_printed_comments_are_contributions_of_nobody_here(plan):
    report = recorded().report

    thread = contributions.on(queries.subject_of(report))

    assert thread.count == 2
    assert [(c.author, c.signature, c.text) for c in Contribution.objects.order_by("pk")] == [
        (None, "Ola", "I was there."),
        (None, "", "Thanks"),
    ]
    assert Contribution.objects.order_by("pk").first().happened_on.text == "2022-03-01"


def test_a_report_is_open_for_comment(plan):
    report = recorded().report

    assert contributions.subject(report.urn).is_open


def test_the_original_is_kept_and_published_byte_for_byte(plan):
    page = b"<html><script>alert(1)</script>\xff\xfe</html>"

    report = recorded(file=given(page, "report.html")).report

    document = report.source.document
    assert (document.is_published, document.media_type) == (True, "application/octet-stream")
    with document.file.open() as kept:
        assert kept.read() == page


def test_the_same_file_again_changes_nothing(plan):
    first = recorded().report
    lines = Outbox.objects.count()

    again = recorded()

    assert (again.report, again.is_new, Outbox.objects.count(), Document.objects.count()) == (first, False, lines, 1)


def test_the_same_content_in_another_file_changes_nothing_and_is_remembered(plan):
    first = recorded().report

    again = recorded(inception(notices=()), file=given(b"with other line ends\r\n"))

    assert (again.report, again.is_new, first.imports.count(), Report.objects.count()) == (first, False, 2, 1)


def test_another_reading_of_the_same_report_is_refused_and_names_the_first(plan):
    first = recorded().report

    with pytest.raises(ReportAlreadyHere, match=first.slug):
        recorded(inception(title="Inception Report, corrected"), file=given(b"corrected"))


def test_a_report_in_another_language_is_another_report(plan):
    recorded()

    assert recorded(inception(language="fr"), file=given(b"en fran\xe7ais")).is_new


def test_what_a_refused_report_would_make_is_not_made(plan):
    recorded()

    with pytest.raises(ReportAlreadyHere):
        recorded(
            inception(title="Other", commitments=(*inception().commitments, ReadCommitment(3, "A third one"))),
            file=given(b"other"),
        )

    assert plan.commitments.count() == 2


def test_an_answer_on_a_commitment_that_the_report_has_not_is_refused(plan):
    answers = (replace(inception().answers[2], commitment=7, question="7.1"),)

    with pytest.raises(MatchMissing, match="7.1"):
        recorded(inception(answers=answers))


def test_the_commitment_of_a_report_on_one_is_found_by_its_heading(plan):
    report = recorded(end_of_commitment()).report

    assert report.commitment.number == 2
    assert AssessedCommitment.objects.get().number is None


def test_quoted_milestones_are_those_of_the_plan_where_they_are_the_same(plan):
    here = MilestoneFactory(
        commitment=plan.commitments.get(number=1), title=Multilingual({"en": "Publish 5 datasets."})
    )

    recorded()

    assert QuotedMilestone.objects.first().milestone == here


def test_a_quotation_may_stay_one(plan):
    report = inception()
    matches = match(report, IMPORT)
    left = replace(matches, milestones=tuple(tuple(one.as_left() for one in row) for row in matches.milestones))

    commands.record_past_report(report, by=IMPORT, file=given(), matches=left)

    assert (Milestone.objects.count(), QuotedMilestone.objects.filter(milestone=None).count()) == (0, 2)


def test_in_an_empty_database_everything_is_made_as_the_report_names_it():
    outcome = recorded()

    plan = ActionPlan.objects.get()
    assert (plan.slug, str(plan.title), plan.starts_on.text, plan.ends_on.text) == (
        "lakeside-norland-2021-2023",
        PLAN,
        "2021",
        "2023",
    )
    assert (plan.member.slug, plan.member.kind, str(plan.member.parent_country)) == (
        "lakeside-norland",
        "local",
        "Norland",
    )
    assert outcome.counts["new_commitments"], outcome.counts["new_milestones"] == (2, 2)


def test_what_is_made_is_public_and_counted_and_its_stage_not_stated():
    recorded()

    plan, tally = ActionPlan.objects.get(), Tally.objects.get()

    assert (plan.is_public, plan.state) == (True, PlanState.NOT_STATED)
    assert (plan.commitment_count, plan.milestone_count) == (2, 2)
    assert (tally.plan_count, tally.commitment_count, tally.milestone_count) == (1, 2, 2)


def test_what_the_report_says_of_a_new_commitment_is_its_text():
    recorded(end_of_commitment())

    clauses = Commitment.objects.get().text.current.clauses.all()

    assert [(one.heading, str(one.words)) for one in clauses] == [
        ("problem", "Nobody knows it."),
        ("action", "The city wishes it."),
    ]


def test_two_reports_on_a_new_plan_meet_on_it():
    recorded()
    recorded(end_of_commitment(), file=given(b"the other"))

    assert (ActionPlan.objects.count(), Commitment.objects.count(), Report.objects.count()) == (1, 2, 2)


def test_a_report_that_names_no_member_cannot_make_one():
    with pytest.raises(MatchMissing):
        recorded(inception(member=""))


def test_a_report_on_a_name_in_another_script_has_an_address():
    report = recorded(inception(member="Ереван, Հայաստան", plan="Պլան")).report

    assert report.plan.member.slug.startswith("x-")


def test_a_new_member_is_never_one_that_is_here(plan):
    """Whoever administers another member may bring a new one, and write nothing for this one."""
    Member.objects.filter(pk=plan.member_id).update(slug="lakeside-norland", name=Multilingual({"en": "Lakeside"}))
    stranger = MembershipFactory(role="administrator").person

    with pytest.raises(MatchMissing, match="Choose it"):
        recorded(by=stranger)


def test_what_is_found_stands_where_what_is_above_it_stands(plan):
    ours, report = MemberFactory(), inception()
    by = MembershipFactory(member=ours, role="administrator").person
    found = match(report, by)
    other = CommitmentFactory()
    wrong = [
        replace(found, member=found.member.as_found(ours)),
        replace(found, member=found.member.as_found(ours), plan=found.plan.as_new()),
        replace(found, commitments=(found.commitments[0].as_found(other), found.commitments[1])),
        replace(
            found, milestones=((found.milestones[0][0].as_found(MilestoneFactory()), *found.milestones[0][1:]), ())
        ),
    ]

    for matches, who in zip(wrong, [by, by, IMPORT, IMPORT], strict=True):
        with pytest.raises(MatchMissing):
            commands.record_past_report(report, by=who, file=given(), matches=matches)


def test_a_report_is_not_on_a_draft():
    draft = PlanFactory(draft=True)
    found = match(inception(), IMPORT)
    matches = replace(found, member=found.member.as_found(draft.member), plan=found.plan.as_found(draft))

    with pytest.raises(PlanNotPublic):
        commands.record_past_report(inception(), by=IMPORT, file=given(), matches=matches)


def test_characters_that_no_table_keeps_are_refused():
    with pytest.raises(ReportFileRefused, match="characters that no text has"):
        recorded(inception(title="Inception\0Report"))


@pytest.mark.parametrize("role", ["administrator", "point_of_contact", "evaluator"])
def test_staff_who_keep_the_reports_of_the_member_may(plan, role):
    person = MembershipFactory(member=plan.member, role=role).person

    assert recorded(by=person).is_new


@pytest.mark.parametrize("role", ["commitment_lead", "forum_member"])
def test_others_may_not(plan, role):
    MembershipFactory(role="administrator")
    person = MembershipFactory(member=plan.member, role=role).person

    with pytest.raises(NotPermitted):
        recorded(by=person)


def test_staff_of_another_member_may_not(plan):
    person = MembershipFactory(role="administrator").person

    with pytest.raises(NotPermitted):
        recorded(by=person)


@pytest.mark.parametrize(("role", "may"), [("administrator", True), ("point_of_contact", False), ("evaluator", False)])
def test_only_an_administrator_brings_a_new_member(role, may):
    person = MembershipFactory(role=role).person

    if may:
        assert recorded(by=person).is_new
    else:
        with pytest.raises(NotPermitted):
            recorded(by=person)


def test_the_line_of_a_person_names_them_as_the_actor(plan):
    person = MembershipFactory(member=plan.member, role="evaluator").person

    report = recorded(by=person).report

    assert register.latest(report.urn).actor == person.urn


def test_what_is_stored_is_given_back_as_it_was_read(plan):
    for report, file in ((inception(), given()), (end_of_commitment(), given(b"other"))):
        row = recorded(report, file=file).report

        assert queries.published(row) == report


def test_what_is_given_back_is_recognised(plan):
    row = recorded().report

    again = from_json(as_json(queries.published(row)))

    assert not recorded(again, file=given(json.dumps(as_json(again)).encode(), "report.json")).is_new


def test_a_comment_that_a_moderator_hid_is_not_given_back(plan):
    row = recorded().report
    Contribution.objects.filter(text="Thanks").update(state="hidden", ground="elsewhere")

    assert [one.text for one in queries.published(row).comments] == ["I was there."]


def test_a_report_of_another_plan_stays_out_of_the_way(plan):
    ReportFactory()

    assert recorded().is_new


def test_nothing_is_settled_unless_it_is_asked(plan):
    report = inception()

    assert match(report, IMPORT, settle=as_it_is).milestones[0][0].is_new
    assert isinstance(match(report, IMPORT, settle=best_or_new), Matches)
    assert Match("x").is_new


@pytest.mark.django_db(transaction=True)
def test_what_it_brings_along_can_be_found():
    recorded()

    found = {entry.title["en"] for entry in Entry.objects.all() if "en" in entry.title}

    assert {MEMBER, PLAN, OPEN_DATA, "Teach their use"} <= found
