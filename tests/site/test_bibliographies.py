"""The bibliography of a plan, a report and a member: what stands there, for whom, at what cost."""

import hashlib
import json

import pytest
from django.urls import reverse

from parvis.accounts.types import Role
from parvis.assessments import commands as assessments
from parvis.assessments.models import Report
from parvis.evidence import commands, queries
from parvis.evidence.models import Capture, CitedPage
from parvis.evidence.types import BibliographyEntry, Source, Use
from parvis.jobs.tasks import Job
from parvis.kernel.clock import now
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT, PLATFORM
from parvis.plans import commands as plans
from parvis.search.models import Entry
from parvis.site.tasks import forget_words, gather
from tests.accounts.factories import MembershipFactory
from tests.assessments.factories import AnswerEvidenceFactory, ReportFactory
from tests.evidence.factories import CitationFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory
from tests.plans.people import lead_of
from tests.site.test_pages import queries_of

pytestmark = pytest.mark.django_db
SOURCE = Source("web_page", Multilingual({"en": "Minutes"}), "en", url="https://example.org/minutes")


def page(client, whose, of, **asked):
    answer = client.get(reverse(f"site:{whose}_bibliography", args=[of.slug]), asked)
    return answer.status_code, answer.content.decode()


def owners(plan):
    return [queries.bibliography(owner).use_count for owner in (plan.urn, plan.member.urn)]


def test_what_completes_a_milestone_stands_in_both_bibliographies(client):
    milestone = MilestoneFactory()
    plan = milestone.commitment.plan
    plans.complete_milestone(milestone, by=lead_of(milestone.commitment), on=plan_day(plan), evidence=SOURCE)
    for kind, of in (("plan", plan), ("member", plan.member)):
        status, shown = page(client, kind, of)
        assert (status, "Minutes" in shown, milestone.get_absolute_url() in shown) == (200, True, True)


def plan_day(plan):
    return plan.launched_on.first_day


def test_an_update_lists_what_it_rests_on():
    milestone = MilestoneFactory()
    plans.report_progress(
        milestone,
        by=lead_of(milestone.commitment),
        words=Multilingual({"en": "Begun"}),
        status="in_progress",
        on=PartialDate.of(plan_day(milestone.commitment.plan)),
        evidence=[SOURCE],
    )
    assert owners(milestone.commitment.plan) == [1, 1]


def test_a_draft_is_in_its_own_bibliography_alone_until_it_is_public(client):
    plan = PlanFactory(draft=True, source=CitationFactory())
    gather()
    assert owners(plan) == [1, 0]
    assert page(client, "plan", plan)[0] == 404
    assert client.get(reverse("site:plan_bibliography_file", args=[plan.slug, "json"])).status_code == 404
    entry = queries.bibliography(plan.urn).entries.get()
    assert client.get(reverse("site:bibliography_entry", args=[entry.uid])).status_code == 404


def test_what_stood_here_before_is_gathered_once():
    milestone = MilestoneFactory(done=True, source=CitationFactory())
    plan = milestone.commitment.plan
    AnswerEvidenceFactory(answer__report=ReportFactory(plan=plan))
    first = gather()
    assert (first > 3, gather()) == (True, 0)


def test_a_withdrawn_report_takes_its_sources_along(client):
    report = ReportFactory()
    AnswerEvidenceFactory(answer__report=report)
    gather()
    before = owners(report.plan)
    assessments.withdraw_report(report, by=IMPORT, reason=Multilingual({"en": "Wrong file"}))
    assert [was - now for was, now in zip(before, owners(report.plan), strict=True)] == [2, 2]
    assert page(client, "report", report)[0] == 404
    assert Report.objects.get().is_withdrawn


def test_a_report_links_the_answer_that_rests_on_a_source(client):
    row = AnswerEvidenceFactory()
    gather()
    assert f"{row.answer.get_absolute_url()}" in page(client, "report", row.answer.report)[1]


@pytest.mark.parametrize("kind", ["plan", "member", "report"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_empty_bibliography_says_what_will_stand_there(client, kind, language):
    report = ReportFactory()
    of = {"plan": report.plan, "member": report.plan.member, "report": report}[kind]
    kept = client.get(f"/{language}" + reverse(f"site:{kind}_bibliography", args=[of.slug])[3:])
    assert {"en": "No sources yet", "fr": "Aucune source"}[language] in kept.content.decode()


def fill(plan, count):
    """With uses of every kind of thing, more of each than a page shows."""
    milestones = MilestoneFactory.create_batch(3, commitment=CommitmentFactory(plan=plan))
    report = ReportFactory(plan=plan)
    used_by = [plan.urn, report.urn, milestones[0].commitment.urn, *(one.urn for one in milestones)]
    uses = [Use(CitationFactory().pk, one) for one in used_by for _n in range(count)]
    uses += [Use(uses[0].citation, one) for one in used_by]
    commands.list_uses([plan.urn, plan.member.urn, report.urn], uses, by=PLATFORM)
    return report


@pytest.mark.parametrize("asked", ["", "?order=author&kind=web_page&state=on_the_web&q=source"])
def test_a_page_takes_eight_queries_however_many_sources_there_are(client, asked):
    plan = PlanFactory()
    few = fill(plan, 1)
    addresses = [f"plans/{plan.slug}/bibliography/", f"members/{plan.member.slug}/bibliography/"]
    addresses.append(f"reports/{few.slug}/bibliography/")
    before = [queries_of(client, address + asked) for address in addresses]
    other = CommitmentFactory(plan=plan)
    uses = [Use(CitationFactory().pk, other.urn) for _n in range(80)]
    commands.list_uses([plan.urn, plan.member.urn, few.urn], uses, by=PLATFORM)
    after = [queries_of(client, address + asked) for address in addresses]
    assert [max(after) <= 8, all(now <= was for was, now in zip(before, after, strict=True))] == [True, True]


def test_a_source_used_often_has_a_page_of_its_places(client):
    plan = PlanFactory()
    source = CitationFactory()
    milestones = MilestoneFactory.create_batch(30, commitment=CommitmentFactory(plan=plan))
    commands.list_uses([plan.urn], [Use(source.pk, one.urn) for one in milestones], by=PLATFORM)
    entry = queries.bibliography(plan.urn).entries.get()
    more = reverse("site:bibliography_entry", args=[entry.uid])
    assert more in page(client, "plan", plan)[1]
    first = client.get(more)
    assert first.content.decode().count("#milestone-") == 25
    assert queries_of(client, more[4:]) <= 8


ADDRESS = "https://example.org/page"


def cited_twice(plan, **second):
    """A source that two places name, each with a citation of its own; the fullest stands for it."""
    first, other = (
        CitationFactory(body=plan.member.urn, url=ADDRESS, title=Multilingual({"en": title}), **facts)
        for title, facts in (("Page", {"publisher": "Ministry"}), ("Older page", second))
    )
    commitments = [CommitmentFactory(plan=plan) for _n in range(2)]
    for citation, place in zip((first, other), commitments, strict=True):
        commands.list_uses([plan.urn], [Use(citation.pk, place.urn)], by=PLATFORM)
    return first, other, commitments


def copied(citation, *, text="0" * 64, **seen):
    """Its page, as it was seen since, and the copy on which it rests."""
    sha256 = hashlib.sha256(str(citation.pk).encode()).hexdigest()
    page = CitedPage.objects.create(body=citation.body, url=citation.url, url_sha256=sha256, seen_since=now(), **seen)
    kept = {"taken_at": now(), "file": "captures/none", "sha256": sha256, "text_sha256": text, "payload_sha256": text}
    copy = Capture.objects.create(page=page, asked_at=now(), **kept)
    type(citation).objects.filter(pk=citation.pk).update(page=page, copy=copy)
    return copy


def test_a_source_shows_every_citation_of_it_with_its_record_and_copy(client):
    plan = PlanFactory()
    first, other, commitments = cited_twice(plan)
    copies = [copied(one) for one in (first, other)]
    shown = page(client, "plan", plan)[1]
    entry = queries.entry(BibliographyEntry.objects.get().uid)
    assert entry_page(entry) in shown
    found = client.get(entry_page(entry)).content.decode()
    for each in (first, other, *copies, *commitments):
        assert each.get_absolute_url() in found
    assert (
        "Older page" in found,
        found.index(other.get_absolute_url()) > found.index(commitments[1].get_absolute_url()),
    ) == (
        True,
        True,
    )


def entry_page(entry):
    return reverse("site:bibliography_entry", args=[entry.uid])


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ({"seen": "gone"}, "Another citation of it has lost its page"),
        ({"seen": "home"}, "Another citation of it has lost its page"),
        ({"seen": "unreachable", "misses": 3}, "Another citation of it has lost its page"),
        ({"seen": "unreachable", "misses": 2}, ""),
        ({"seen": "unreadable"}, ""),
        ({"seen": "answers", "seen_fingerprint": "1" * 64}, "The page of another citation of it has changed"),
        ({"seen": "answers", "seen_fingerprint": "0" * 64}, ""),
        ({"seen": "answers", "seen_fingerprint": "1" * 64, "seen_payload_sha256": "0" * 64}, ""),
        ({"seen": "answers"}, ""),
    ],
)
def test_that_another_citation_of_a_source_has_lost_its_page_is_said(client, seen, said):
    """As the record of that citation says it."""
    plan = PlanFactory()
    _first, other, _commitments = cited_twice(plan)
    copied(other, **seen)
    other = queries.citation(other.uid)
    shown = page(client, "plan", plan)[1]
    every = {"Another citation of it has lost its page", "The page of another citation of it has changed"}
    assert {one for one in every if one in shown} == ({said} if said else set())
    assert bool(said) == (other.is_lost or other.has_changed)


def test_a_page_takes_eight_queries_however_many_pages_were_copied(client):
    plan = PlanFactory()
    uses = []
    for n in range(12):
        citation = CitationFactory(body=plan.member.urn, url=f"https://example.org/{n % 6}")
        copied(citation, seen="gone")
        uses.append(Use(citation.pk, plan.urn))
    commands.list_uses([plan.urn], uses, by=PLATFORM)
    entry = BibliographyEntry.objects.first()
    addresses = [reverse("site:plan_bibliography", args=[plan.slug]), entry_page(entry)]
    assert max(queries_of(client, address[4:]) for address in addresses) <= 8


def test_interviews_that_a_report_cites_are_not_those_that_evaluators_held(client):
    plan = PlanFactory()
    uses = [Use(CitationFactory(kind="interview", url="").pk, plan.urn) for _n in range(2)]
    commands.list_uses([plan.urn], uses, by=PLATFORM)

    _status, shown = page(client, "plan", plan)

    assert "Interview that a report cites (2)" in shown


def test_nothing_found_offers_the_way_back(client):
    plan = PlanFactory(source=CitationFactory())
    gather()
    assert "No source matches" in page(client, "plan", plan, q="zzzz")[1]


@pytest.mark.parametrize("asked", [{"order": "shoe"}, {"kind": "no"}, {"state": "\0"}, {"q": "'%_\\\0"}])
def test_odd_questions_are_answered(client, asked):
    plan = PlanFactory(source=CitationFactory())
    gather()
    assert page(client, "plan", plan, **asked)[0] == 200


def test_a_file_holds_what_the_page_found(client):
    plan = PlanFactory(source=CitationFactory(title=Multilingual({"en": "Wanted"})))
    CommitmentFactory(plan=plan, source=CitationFactory())
    gather()
    address = reverse("site:plan_bibliography_file", args=[plan.slug, "json"])
    answer = client.get(address, {"q": "wanted"})
    assert [one["title"] for one in json.loads(answer.getvalue())] == ["Wanted"]
    assert f"{address}?q=wanted" in page(client, "plan", plan, q="wanted")[1]


def test_a_format_that_is_not_written_is_not_found(client):
    address = reverse("site:plan_bibliography_file", args=[PlanFactory().slug, "docx"])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["plan", "member", "report"])
def test_each_page_leads_to_its_bibliography(client, kind):
    report = ReportFactory()
    of = {"plan": report.plan, "member": report.plan.member, "report": report}[kind]
    shown = client.get(of.get_absolute_url()).content.decode()
    assert reverse(f"site:{kind}_bibliography", args=[of.slug]) in shown


def test_a_source_is_found_by_searching(client, django_capture_on_commit_callbacks):
    milestone = MilestoneFactory()
    plan = milestone.commitment.plan
    with django_capture_on_commit_callbacks(execute=True):
        plans.complete_milestone(milestone, by=lead_of(milestone.commitment), on=plan_day(plan), evidence=SOURCE)
    shown = client.get(reverse("site:search"), {"q": "minutes example.org"}).content.decode()
    assert queries.bibliography(plan.urn).entries.get().citation.get_absolute_url() in shown


@pytest.fixture
def found_source(django_capture_on_commit_callbacks):
    """A source that is in the index, and an administrator of its member."""
    milestone = MilestoneFactory()
    plan = milestone.commitment.plan
    administrator = MembershipFactory(member=plan.member, role=Role.ADMINISTRATOR).person
    with django_capture_on_commit_callbacks(execute=True):
        plans.complete_milestone(milestone, by=lead_of(milestone.commitment), on=plan_day(plan), evidence=SOURCE)
    assert in_the_index() == ["Minutes"]
    return queries.bibliography(plan.urn).entries.get().citation, administrator


def test_what_was_erased_is_in_the_index_no_more(found_source, django_capture_on_commit_callbacks):
    source, administrator = found_source
    with django_capture_on_commit_callbacks(execute=True):
        commands.erase_source(source, by=administrator, reason=Multilingual({"en": "It names someone."}))
    assert (in_the_index(), forgetting()) == ([], 1)


def test_a_source_that_was_corrected_is_in_the_index_as_it_is_now(found_source, django_capture_on_commit_callbacks):
    source, administrator = found_source
    with django_capture_on_commit_callbacks(execute=True):
        commands.describe_source(source, by=administrator, title=Multilingual({"en": "A protocol"}))
    assert (in_the_index(), forgetting()) == (["A protocol"], 0)


def test_words_that_were_erased_are_forgotten_by_the_index(found_source, django_capture_on_commit_callbacks):
    source, administrator = found_source
    with django_capture_on_commit_callbacks(execute=True):
        source = commands.describe_source(source, by=administrator, title=Multilingual({"en": "A protocol"}))
        commands.erase_past_wording(source, by=administrator)
    assert forgetting() == 1


def in_the_index():
    return [str(one) for one in Entry.objects.filter(kind="citation")]


def forgetting():
    """How often the index was asked to leave nothing of what was taken out."""
    return Job.objects.filter(task_path=forget_words.module_path).count()


def test_a_bibliography_that_is_searched_says_how_many_are_found(client):
    plan = PlanFactory()
    for title in ("Minutes of May", "Minutes of June", "A study"):
        citation = CitationFactory(body=plan.member.urn, title=Multilingual({"en": title}))
        commands.list_uses([plan.urn], [Use(citation.pk, plan.urn)], by=PLATFORM)
    assert "2 sources found of 3." in page(client, "plan", plan, q="minutes")[1]
    assert "0 sources found of 3." in page(client, "plan", plan, kind="interview")[1]
    assert "found of" not in page(client, "plan", plan)[1]
