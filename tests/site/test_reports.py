"""Reports on pages: what the source lost is missing and never a No, and both sides of a contradiction are shown."""

import json

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.accounts.types import Role
from parvis.assessments.models import Report
from parvis.evidence.models import Document
from tests.accounts.factories import MembershipFactory
from tests.assessments.factories import (
    AnswerEvidenceFactory,
    AnswerFactory,
    AssessedCommitmentFactory,
    EvaluatorFactory,
    GlossaryEntryFactory,
    ProposalFactory,
    QuotedMilestoneFactory,
    ReportFactory,
)
from tests.evidence.factories import CitationFactory, DocumentFactory
from tests.plans.factories import CommitmentFactory, InvolvementFactory, MilestoneFactory, PlanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
MOST_QUERIES = 8


@pytest.fixture
def _today():
    with time_machine.travel("2022-09-15T12:00Z", tick=False):
        yield


PAGES = [
    "reports/",
    "reports/?kind=inception&member=a-member&order=missing",
    "reports/feed/",
    "reports/an-inception-report/",
    "reports/an-end-report/",
    "reports/an-inception-report/report.json",
    "reports/an-end-report/report.json",
    "plans/a-plan/reports/",
    "plans/a-plan/",
    "plans/a-plan/feed/",
    "plans/a-plan/commitments/1/",
    "plans/a-plan/commitments/1/feed/",
    "members/a-member/",
    "members/a-member/feed/",
    "glossary/",
    "search/?q=explanation",
    "sitemap",
]


def reports(times=1):
    """Both kinds of report, with one of each thing or many, and others that stand around."""
    plan = PlanFactory(slug="a-plan", member__slug="a-member")
    commitment = CommitmentFactory(plan=plan)
    inception = ReportFactory(plan=plan, slug="an-inception-report")
    end = ReportFactory(on_commitment=True, commitment=commitment, slug="an-end-report")
    more(inception, end, times)
    return inception, end


def more(inception, end, times):
    for _number in range(times):
        AnswerFactory(report=ReportFactory(plan__member=inception.plan.member))
        ReportFactory(on_commitment=True, commitment=CommitmentFactory(plan=inception.plan))
        assessed = AssessedCommitmentFactory(report=inception, commitment__plan=inception.plan)
        milestone = MilestoneFactory(commitment=end.commitment, status="in_progress")
        first = inception.assessed.filter(commitment=end.commitment).first() or AssessedCommitmentFactory(
            report=inception, commitment=end.commitment
        )
        QuotedMilestoneFactory(assessed=first, milestone=milestone)
        QuotedMilestoneFactory(assessed=assessed)
        for report, fields in ((inception, {"assessed": assessed, "section": "3", "code": "n.1"}), (end, {})):
            number = report.answers.count()
            answer = AnswerFactory(report=report, missing=True, question=f"{number}.1", **{"code": "1.1"} | fields)
            ProposalFactory(answer=answer)
            AnswerEvidenceFactory.create_batch(2, answer=answer)
            EvaluatorFactory(report=report)
            GlossaryEntryFactory(report=report)
            report.notices = [*report.notices, {"line": 3, "text": "Leave a Reply"}]
            report.save()
        InvolvementFactory(plan=inception.plan, commitment=None, part="lead")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES[:8])
def test_the_page_answers(client, path, language):
    reports()

    assert client.get(f"/{language}/{path}").status_code == 200


@pytest.mark.parametrize("path", ["reports/", "reports/feed/", "reports/?kind=inception"])
def test_the_page_answers_when_there_is_nothing_yet(client, path):
    assert client.get(f"/en/{path}").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_it_asks_the_database_no_more_often_for_many_than_for_few(client, path):
    inception, end = reports(2)
    few = queries_of(client, path)
    more(inception, end, 9)

    assert queries_of(client, path) <= min(few, MOST_QUERIES)


def queries_of(client, path):
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        b"".join(client.get("/sitemap-reports-1.xml" if path == "sitemap" else f"/en/{path}"))
    return len(asked)


@pytest.mark.parametrize("path", PAGES[:8])
def test_it_opens_no_session(client, path):
    reports()

    assert client.get(f"/en/{path}").cookies == {}


def page(client, report, language="en"):
    return client.get(f"/{language}/reports/{report.slug}/").content.decode()


def shown(html, answer):
    """The part of the page that is about one answer."""
    return html.partition(f'id="{answer.anchor}"')[2].partition("</article>")[0]


def test_what_is_missing_is_said_and_is_not_a_no(client):
    answer = AnswerFactory(missing=True)
    AnswerFactory(report=answer.report, question="1.2", code="1.2")

    html = shown(page(client, answer.report), answer)

    assert "Missing in the source" in html
    assert ">No<" not in html


@pytest.mark.parametrize(("value", "words"), [("yes", "Yes"), ("no", "No")])
def test_what_is_given_stands_in_words(client, value, words):
    answer = AnswerFactory(value=value)

    assert f">{words}<" in shown(page(client, answer.report), answer)


def test_a_text_that_is_missing_is_said_too(client):
    answer = AnswerFactory(
        report=ReportFactory(on_commitment=True), question="1.2", code="1.2", missing=True, explanation=""
    )

    assert "Missing in the source" in shown(page(client, answer.report), answer)


def test_an_option_is_shown_in_few_words_and_as_printed(client):
    assessed = AssessedCommitmentFactory()
    answer = AnswerFactory(
        report=assessed.report,
        assessed=assessed,
        section="3",
        question="1.3",
        code="n.3",
        value="",
        option="continuation",
    )

    html = shown(page(client, answer.report), answer)

    assert "Continues an ongoing practice" in html
    assert "a continuation of ongoing practice in line with existing legislation" in html


def test_an_open_reading_is_quoted_and_waits(client):
    proposal = ProposalFactory()

    html = shown(page(client, proposal.answer.report), proposal.answer)

    assert '<q lang="en">Two out of three milestones have been reached.</q>' in html
    assert "No person has confirmed it." in html


def test_a_confirmed_reading_stands_beside_the_missing_mark(client):
    proposal = ProposalFactory(decision="confirmed", decided_at="2022-03-02T12:00Z")

    html = shown(page(client, proposal.answer.report), proposal.answer)

    assert "Missing in the source" in html
    assert "Substantial" in html
    assert "read from the explanation by a person" in html


def test_a_declined_reading_is_not_shown_as_a_value(client):
    proposal = ProposalFactory(decision="declined", decided_at="2022-03-02T12:00Z")

    assert "Substantial" not in shown(page(client, proposal.answer.report), proposal.answer)


def test_only_who_may_is_offered_to_confirm(client):
    proposal = ProposalFactory()
    member = proposal.answer.report.plan.member
    contact = MembershipFactory(member=member, role=Role.POINT_OF_CONTACT).person
    evaluator = MembershipFactory(member=member, role=Role.EVALUATOR).person

    client.force_login(contact)
    assert "Confirm this reading" not in page(client, proposal.answer.report)
    client.force_login(evaluator)
    assert "Confirm this reading" in page(client, proposal.answer.report)


def test_paragraphs_and_lists_are_kept_in_the_language_of_the_report(client):
    report = ReportFactory(language="fr")
    AnswerFactory(report=report, explanation="Un forum existe.\nSes membres :\n- une\n– deux")

    html = page(client, report)

    assert '<div class="answer__words" lang="fr"><p>Un forum existe.</p><p>Ses membres :</p>' in html
    assert "<ul><li>une</li><li>deux</li></ul>" in html


def test_what_it_says_is_escaped(client):
    answer = AnswerFactory(explanation="<script>alert(1)</script>", report__title="<script>alert(2)</script>")

    assert "<script>alert" not in page(client, answer.report)


def test_codes_that_collide_lead_to_their_own_answers(client):
    assessed = AssessedCommitmentFactory()
    AnswerFactory(report=assessed.report)
    AnswerFactory(report=assessed.report, assessed=assessed, section="3", question="1.1", code="n.1")

    html = page(client, assessed.report)

    assert html.count('id="answer-1-1.1"') == html.count('id="answer-3-1.1"') == 1


def test_text_without_a_question_is_folded_but_there(client):
    report = ReportFactory(notices=[{"line": 12, "text": "A sentence from nowhere."}])

    assert "A sentence from nowhere." in page(client, report)


def test_the_kept_file_is_told_from_the_one_that_was_given(client):
    report = ReportFactory(source=CitationFactory(document=DocumentFactory()))
    remark = "the e-mail addresses of the evaluators were taken out"

    assert remark in page(client, report)
    Report.objects.update(file_sha256=Document.objects.get().sha256)
    assert remark not in page(client, report)


def test_a_report_in_two_languages_links_to_the_other(client):
    report = ReportFactory()
    other = ReportFactory(plan=report.plan, language="fr")
    elsewhere = ReportFactory(language="fr")

    html = page(client, report)

    assert other.get_absolute_url() in html
    assert elsewhere.get_absolute_url() not in html


def test_words_of_our_own_are_said_to_be(client):
    told = page(client, ReportFactory(retold_from="https://example.org/report"))

    assert "Retold in our own words" in told
    assert "https://example.org/report" in told
    assert "Retold" not in page(client, ReportFactory())


def test_contradictions_stand_with_both_sides(client):
    proposal = ProposalFactory()
    report = proposal.answer.report
    AnswerFactory(report=report, question="1.3", code="1.3", value="", option="all_as_planned")

    html = page(client, report)

    assert "The report counts 2 of 3 milestones as reached" in html
    assert '#answer-1-1.1">Answer 1.1, Completion</a>' in html
    assert '#answer-1-1.3">Answer 1.3, Implemented as planned</a>' in html


def test_a_report_without_contradictions_claims_none(client):
    assert "Contradictions" not in page(client, AnswerFactory().report)


def test_of_a_withdrawn_report_only_the_reason_stays(client):
    report = ReportFactory(withdrawn_at="2022-03-02T12:00Z")

    assert client.get(f"/en/reports/{report.slug}/").status_code == 410
    assert client.get(f"/en/reports/{report.slug}/report.json").status_code == 404


def test_nor_has_a_report_on_a_draft(client):
    report = ReportFactory(plan__draft=True)

    assert client.get(f"/en/reports/{report.slug}/").status_code == 404


def test_the_file_says_what_the_page_says(client):
    answer = AnswerFactory(missing=True)

    said = json.loads(client.get(f"/en/reports/{answer.report.slug}/report.json").content)

    assert said["title"] == answer.report.title
    assert [(one["question"], one["status"]) for one in said["answers"]] == [("1.1", "missing_in_source")]


def test_all_reports_can_be_narrowed(client):
    kept, other = ReportFactory(), ReportFactory(on_commitment=True)
    slug = kept.plan.member.slug

    by_kind = client.get("/en/reports/?kind=inception").content.decode()
    by_member = client.get(f"/en/reports/?member={slug}").content.decode()

    for html in (by_kind, by_member):
        assert kept.get_absolute_url() in html
        assert other.get_absolute_url() not in html


def test_the_most_lost_come_first_when_asked(client):
    AnswerFactory(report__title="Whole")
    AnswerFactory(missing=True, report__title="Torn")

    html = client.get("/en/reports/?order=missing").content.decode()

    assert html.index("Torn") < html.index("Whole")


def test_the_commitment_is_described_in_the_words_of_the_report(client):
    report = ReportFactory(on_commitment=True, commitment_printed="Open the harbour books.")
    AssessedCommitmentFactory(report=report, commitment=report.commitment, problem="Nobody sees them.")

    html = page(client, report)

    assert "Open the harbour books." in html
    assert '<div lang="en"><p>Nobody sees them.</p></div>' in html


def test_a_page_shows_no_more_notices_than_people_read(client):
    inception, _end = reports()
    inception.notices = [{"line": number, "text": f"Stray {number}."} for number in range(1, 502)]
    inception.save()

    page = client.get(f"/en/reports/{inception.slug}/").content.decode()

    assert "Stray 500." in page
    assert "Stray 501." not in page
    assert "Only the first 500 are shown here" in page
