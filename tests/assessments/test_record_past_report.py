"""What the import of a published report leaves behind."""

import json
from dataclasses import replace

import pytest

from parvis.assessments import commands, queries
from parvis.assessments.errors import MatchMissing, ReportAlreadyHere
from parvis.assessments.matching import Match, Matches, as_it_is, best_or_new, match
from parvis.assessments.models import Answer, AssessedCommitment, Evaluator, Proposal, QuotedMilestone, Report
from parvis.assessments.standards.report_file import as_json, content_sha256, from_json
from parvis.assessments.types import ReadCitation, ReadCommitment
from parvis.contributions import queries as contributions
from parvis.contributions.models import Contribution
from parvis.evidence.models import Citation, Document
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.plans.models import ActionPlan, Commitment, Milestone
from parvis.register import queries as register
from parvis.register.models import Outbox
from tests.accounts.factories import OrganisationFactory
from tests.plans.factories import MilestoneFactory

from .factories import ReportFactory
from .readings import end_of_commitment, given, inception, recorded

pytestmark = pytest.mark.django_db


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
        "replaces": None,
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


def test_two_pages_whose_addresses_are_lost_are_two_records(plan):
    first = inception().answers[0]

    recorded(inception(answers=(replace(first, citations=(first.citations[0],) * 2),)))

    assert Citation.objects.filter(url_is_lost=True).count() == 2


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


def test_a_retelling_gives_way_to_the_report_itself(plan):
    retold = recorded(inception(retold_from="https://example.org/report")).report

    itself = recorded(file=given(b"itself")).report

    retold.refresh_from_db()
    assert (retold.is_withdrawn, set(retold.withdrawn_because)) == (True, {"en", "fr"})
    assert register.latest(itself.urn).payload["replaces"] == retold.urn
    assert itself.get_absolute_url() == "/en/reports/" + retold.slug.partition("-retold-")[0] + "/"


def test_the_report_itself_does_not_give_way_to_a_retelling(plan):
    recorded()

    with pytest.raises(ReportAlreadyHere):
        recorded(inception(retold_from="https://example.org/report"), file=given(b"retold"))


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
