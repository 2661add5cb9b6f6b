"""Reports where they are heard: on plans and commitments, in the glossary, the search, the sitemap and the feeds."""

import pytest
import time_machine

from parvis.accounts.types import Role
from parvis.assessments import commands
from parvis.assessments.models import Report
from parvis.kernel.languages import Multilingual
from parvis.search import commands as search
from tests.accounts.factories import MembershipFactory
from tests.assessments.factories import (
    AnswerEvidenceFactory,
    AnswerFactory,
    AssessedCommitmentFactory,
    GlossaryEntryFactory,
    ProposalFactory,
    QuotedMilestoneFactory,
    ReportFactory,
)
from tests.evidence.factories import CitationFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory, ReportedProgressFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


@pytest.fixture
def _today():
    with time_machine.travel("2022-09-15T12:00Z", tick=False):
        yield


def plan_page(client, plan):
    return client.get(f"/en/plans/{plan.slug}/reports/").content.decode()


def test_what_is_expected_and_not_here_is_said(client):
    plan = PlanFactory()
    commitment = CommitmentFactory(plan=plan)

    html = plan_page(client, plan)

    assert html.count("No report is here yet") == 2
    assert str(commitment.title) in html
    assert "Past its due date" in html


def test_a_report_that_came_after_its_day_is_marked(client):
    report = ReportFactory()
    evidence = AnswerEvidenceFactory(answer=AnswerFactory(report=report), citation__accessed_on="2021-12-24")

    html = plan_page(client, report.plan)

    assert html.count("came later") == 1
    assert "December 24, 2021" in html
    assert evidence.citation.accessed_on


def test_the_deadline_on_the_plan_page_says_that_the_report_is_here(client):
    report = ReportFactory()
    ReportFactory()

    html = client.get(f"/en/plans/{report.plan.slug}/").content.decode()
    deadline = html.partition('id="deadlines"')[2].partition("</table>")[0]

    assert deadline.count(report.get_absolute_url()) == 1


def commitment_page(client, commitment):
    return client.get(commitment.get_absolute_url()).content.decode()


def test_the_evaluators_voice_links_to_each_answer(client):
    proposal = ProposalFactory()
    answer = proposal.answer
    AnswerFactory()

    voice = (
        commitment_page(client, answer.report.commitment).partition("voice--evaluator")[2].partition("</section>")[0]
    )

    assert f'href="{answer.get_absolute_url()}"' in voice
    assert "Missing in the source" in voice
    assert "Two out of three milestones have been reached." in voice
    assert voice.count("<dt>") == 1


def test_the_divergence_is_said_in_words(client):
    commitment = CommitmentFactory()
    MilestoneFactory(commitment=commitment, done=True)
    AnswerFactory(report=ReportFactory(on_commitment=True, commitment=commitment), value="not_started")

    html = commitment_page(client, commitment)

    assert "The government reports 1 of 1 milestones complete; the evaluator’s report says: Not started." in html
    assert "The evaluator’s report says that nothing of the commitment was done." in html


def test_a_count_marks_no_milestone(client):
    report = ProposalFactory().answer.report
    MilestoneFactory.create_batch(3, commitment=report.commitment)

    assert "The two voices differ" not in commitment_page(client, report.commitment)


def test_a_quoted_milestone_leads_to_the_answer_that_quotes_it(client):
    milestone = MilestoneFactory()
    MilestoneFactory(commitment=milestone.commitment)
    assessed = AssessedCommitmentFactory(report__plan=milestone.commitment.plan, commitment=milestone.commitment)
    quoted = QuotedMilestoneFactory(assessed=assessed, milestone=milestone)
    answer = AnswerFactory(
        report=assessed.report,
        assessed=assessed,
        section="3",
        question="1.1",
        code="n.1",
        explanation=f"It has “{quoted.words}”.",
    )

    html = commitment_page(client, milestone.commitment)

    assert html.count("Quoted in") == 1
    assert f'Quoted in <a href="{answer.get_absolute_url()}">' in html


def test_what_a_report_here_says_is_not_said_again_from_the_plan_file(client):
    report = ProposalFactory().answer.report
    same = CitationFactory(title=Multilingual({"en": report.title}))
    ReportedProgressFactory(commitment=report.commitment, source=same, reached=2, total=3)
    other = ReportedProgressFactory(commitment=report.commitment, reached=1, total=3)

    voice = commitment_page(client, report.commitment).partition("voice--evaluator")[2].partition("</section>")[0]

    assert same.get_absolute_url() not in voice
    assert other.source.get_absolute_url() in voice


def test_a_withdrawn_report_has_no_voice(client):
    report = AnswerFactory(report=ReportFactory(on_commitment=True), value="limited").report
    Report.objects.update(withdrawn_at="2022-03-02T12:00Z")

    assert report.get_absolute_url() not in commitment_page(client, report.commitment)


def test_definitions_are_the_publishers_and_stand_once(client):
    entry = GlossaryEntryFactory(term="inclusion", text="Working for all", is_cut=True)
    GlossaryEntryFactory(term="inclusion", text="Working for all", is_cut=True)
    GlossaryEntryFactory(term="forum", report__withdrawn_at="2022-03-02T12:00Z", text="Gone")

    html = client.get("/en/glossary/").content.decode()

    assert html.count("Working for all") == 1
    assert "the source stops here" in html
    assert entry.report.get_absolute_url() in html
    assert "Gone" not in html


def test_a_report_is_found_by_the_words_of_its_answers(client):
    answer = AnswerFactory(explanation="The harbour opened its books.")
    search.rebuild()

    html = client.get("/en/search/", {"q": "harbours"}).content.decode()

    assert answer.report.get_absolute_url() in html


@pytest.mark.django_db(transaction=True)
def test_a_withdrawn_report_is_found_no_more(client):
    report = AnswerFactory(explanation="The harbour opened its books.").report
    administrator = MembershipFactory(member=report.plan.member, role=Role.ADMINISTRATOR).person
    search.rebuild()

    commands.withdraw_report(report, by=administrator, reason=Multilingual({"en": "Wrong file."}))

    assert report.get_absolute_url() not in client.get("/en/search/", {"q": "harbour"}).content.decode()


def test_it_is_in_the_sitemap(client):
    report, withdrawn = ReportFactory(), ReportFactory(withdrawn_at="2022-03-02T12:00Z")

    xml = b"".join(client.get("/sitemap-reports-1.xml")).decode()

    assert report.slug in xml
    assert withdrawn.slug not in xml


def test_feeds_tell_of_it(client):
    report = ReportFactory()
    other = ReportFactory()

    told = client.get(f"/en/plans/{report.plan.slug}/feed/").content.decode()

    assert report.get_absolute_url() in told
    assert other.get_absolute_url() not in told
    assert other.get_absolute_url() in client.get("/en/reports/feed/").content.decode()
