"""From a citation to its copy, and back when the page has changed or gone."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import transaction

from parvis.accounts.types import Role
from parvis.evidence import commands, queries
from parvis.evidence.captures.looking import Look, look_at
from parvis.evidence.commands import captures as writing
from parvis.evidence.errors import CaptureWaits, CopyDamaged, CopyGone, CopyRemoved, NothingToCapture, ReasonMissing
from parvis.evidence.models import Capture, Citation, CitedPage
from parvis.jobs.tasks import Job
from parvis.kernel.clock import now
from parvis.kernel.errors import NotPermitted
from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.fetching.errors import BlockedAddress, TooSlow
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT, PLATFORM
from parvis.register import queries as register
from tests.accounts.factories import MembershipFactory
from tests.evidence.captures.pages import MORE, PATH
from tests.kernel.fetching.sites import redirect

pytestmark = pytest.mark.django_db
Seen = CitedPage.Seen
REASON = Multilingual({"fr": "Elle montre une personne."})


def test_a_cited_page_is_copied_in_the_background(captured):
    assert queries.copied_page(captured.copy).text.endswith(MORE)


def test_the_copy_waits_for_the_act(cite, web):
    citation = cite(web.url)
    assert (CitedPage.objects.get().is_waiting, citation.copy, web.here.asked) == (True, None, [])


def test_a_citation_that_is_undone_leaves_no_job(cite, web):
    with transaction.atomic():
        cite(web.url)
        transaction.set_rollback(True)
    assert (Job.objects.count(), Capture.objects.count()) == (0, 0)


def test_history_is_not_copied(body, web):
    citation = commands.cite(by=IMPORT, body=body, kind="web_page", url=web.url)
    assert (citation.page, Capture.objects.count()) == (None, 0)


def test_a_page_of_our_own_is_not_copied(cite, settings):
    assert cite(f"{settings.PARVIS_ORIGIN}/en/plans/").page is None


def test_two_citations_of_one_day_rest_on_one_copy(captured, cite, web, work):
    second = cite(f"{web.url}#part-2", title={"fr": "Encore"})
    work()
    assert (second.copy, web.asked(PATH)) == (captured.copy, 1)


def test_another_body_has_its_own_copy(captured, web, work):
    other = MembershipFactory()
    citation = commands.cite(by=other.person, body=other.member.urn, kind="web_page", url=web.url)
    work()
    citation.refresh_from_db()
    assert (citation.copy != captured.copy, citation.page != captured.page) == (True, True)


def test_a_job_that_runs_twice_changes_nothing(captured, web):
    from parvis.evidence import tasks

    tasks.take_capture.call(captured.copy.pk)
    assert (web.asked(PATH), Capture.objects.count()) == (1, 1)


def test_a_worker_that_was_overtaken_changes_nothing(captured, web):
    """Its lease expired while it fetched, and another kept the copy."""
    from parvis.evidence.captures.taking import taken

    before = Capture.objects.get()
    with taken(web.url, GuardedClient()) as late:
        commands.keep_capture(before, late, by=PLATFORM, file="captures/late")
    assert Capture.objects.get().file == before.file


def test_the_bytes_of_a_worker_that_was_overtaken_are_not_left_behind(captured, work, monkeypatch):
    from parvis.evidence import tasks

    waiting = Capture.objects.create(page=captured.page, asked_at=now())
    overtaken = commands.keep_capture

    def by_another(capture, taken, *, by, file):
        overtaken(capture, taken, by=by, file=captured.copy.file)
        return overtaken(capture, taken, by=by, file=file)

    monkeypatch.setattr(commands, "keep_capture", by_another)
    tasks.take_capture.call(waiting.pk)
    work()
    kept = [path.name for path in Path(default_storage.path("captures")).rglob("*.wacz")]
    assert kept == [Path(captured.copy.file).name]


def test_a_copy_of_a_killed_worker_is_taken_over(cite, web, work):
    from parvis.jobs import commands as jobs

    citation = cite(web.url)
    jobs.claim_job(worker="killed")
    with time_machine.travel(now() + timedelta(minutes=5)):
        jobs.take_back_expired_jobs()
        work()
    citation.refresh_from_db()
    assert citation.copy.is_held


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://user:pw@site.example/", "http://site.example:22/"])
def test_an_address_that_may_not_be_fetched_fails_with_its_reason(cite, work, url):
    citation = cite(url)
    work()
    page = queries.citation(citation.uid).page
    assert (bool(page.failure), page.is_waiting, Job.objects.filter(status="FAILED").count()) == (True, False, 0)


def test_what_may_pass_is_tried_again_and_then_has_failed(cite, web):
    citation = cite(web.url)
    capture = Capture.objects.get()
    for _each in range(len(writing.WAITS)):
        assert commands.fail_capture(capture, TooSlow(), by=PLATFORM).is_waiting
    commands.fail_capture(capture, TooSlow(), by=PLATFORM)
    assert queries.citation(citation.uid).page.failure == "too_slow"


def test_what_will_not_pass_has_failed_at_once(cite, web):
    cite(web.url)
    assert commands.fail_capture(Capture.objects.get(), BlockedAddress(), by=PLATFORM).failed_at


def test_a_copy_that_nobody_brings_any_more_has_failed(cite, web):
    citation = cite(web.url)
    with time_machine.travel(now() + writing.GIVEN_UP_AFTER + timedelta(minutes=1)):
        commands.enqueue_visits(by=PLATFORM)
    assert queries.citation(citation.uid).page.failure == "fetch_failed"


def test_a_copy_is_asked_for_once(cite, web, person):
    citation = cite(web.url)
    with pytest.raises(CaptureWaits):
        commands.ask_for_capture(citation, by=person)


def test_a_copy_can_be_asked_for_again(captured, web, work, person):
    web.says("Le plan a été abandonné.")
    commands.ask_for_capture(captured, by=person)
    work()
    found = queries.citation(captured.uid)
    assert (found.copy, found.page.latest != found.copy, found.has_changed) == (captured.copy, True, True)


@pytest.mark.parametrize("was", ["copied before", "never copied"])
def test_a_front_page_is_no_copy_of_the_page(cite, web, work, person, was):
    citation = cite(web.url)
    if was == "copied before":
        work()
    before = queries.citation(citation.uid).copy
    web.pages[PATH] = redirect("/fr/")
    web.pages["/fr/"] = web.pages["/"]
    if was == "copied before":
        commands.ask_for_capture(citation, by=person)
    work()
    found = queries.citation(citation.uid)
    assert (found.copy, found.page.latest, found.page.failure) == (before, before, "front_page_instead")


def test_asking_for_a_copy_does_not_hide_that_a_page_is_lost(captured, web, work, person):
    web.pages[PATH] = redirect("/")
    commands.note_look(captured.page, look_at(web.url, GuardedClient()), by=PLATFORM)
    commands.ask_for_capture(captured, by=person)
    work()
    assert queries.citation(captured.uid).page.seen == Seen.HOME


def test_a_front_page_that_is_cited_is_copied(cite, web, work):
    citation = cite(f"http://{web.here.address}/")
    work()
    assert queries.citation(citation.uid).copy.is_held


def test_history_can_be_copied_on_demand(body, web, work, person):
    citation = commands.cite(by=IMPORT, body=body, kind="web_page", url=web.url)
    commands.ask_for_capture(citation, by=person)
    work()
    assert queries.citation(citation.uid).copy.is_held


def test_what_is_no_page_is_not_copied(body, person):
    citation = commands.cite(by=person, body=body, kind="not_public", note=Multilingual({"fr": "Un courriel."}))
    with pytest.raises(NothingToCapture):
        commands.ask_for_capture(citation, by=person)


def test_someone_of_another_body_may_not_ask(captured):
    with pytest.raises(NotPermitted):
        commands.ask_for_capture(captured, by=MembershipFactory().person)


@pytest.mark.parametrize("damage", ["a bit", "half of it"])
def test_a_copy_that_was_changed_is_not_read(captured, damage):
    path = Path(default_storage.path(captured.copy.file))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content if damage == "a bit" else content[: len(content) // 2])
    with pytest.raises(CopyDamaged):
        queries.copied_page(captured.copy)


def test_a_copy_whose_file_is_lost_is_not_read(captured):
    default_storage.delete(captured.copy.file)
    with pytest.raises(CopyGone):
        queries.copied_page(captured.copy)


@pytest.mark.parametrize("damage", [lambda file: file.truncate(10), lambda file: file.write(b"?")])
def test_a_file_that_is_not_the_copy_is_written_again(cite, web, work, monkeypatch, damage):
    from parvis.evidence.captures import keeping

    kept = keeping.keep

    def crash_first(path, sha256):
        name = kept(path, sha256)
        with open(default_storage.path(name), "r+b") as file:
            damage(file)
        return kept(path, sha256)

    monkeypatch.setattr(keeping, "keep", crash_first)
    citation = cite(web.url)
    work()
    assert queries.copied_page(queries.citation(citation.uid).copy).text


def test_a_copy_is_taken_down_with_a_reason(captured, person, work):
    file = captured.copy.file
    commands.remove_capture(captured.copy, by=person, reason=REASON)
    work()
    copy = queries.capture(captured.copy.uid)
    assert (copy.is_held, copy.removed_because, default_storage.exists(file), bool(copy.sha256)) == (
        False,
        REASON,
        False,
        True,
    )
    assert register.latest(copy.urn).event == "evidence.capture_removed"
    with pytest.raises(CopyRemoved):
        queries.copied_page(copy)


def test_bytes_that_another_copy_needs_stay(captured, person, work):
    Capture.objects.create(
        page=captured.page, asked_at=now(), taken_at=now(), file=captured.copy.file, sha256=captured.copy.sha256
    )
    commands.remove_capture(captured.copy, by=person, reason=REASON)
    work()
    assert default_storage.exists(captured.copy.file)


def test_a_copy_goes_not_without_a_reason(captured, person):
    with pytest.raises(ReasonMissing):
        commands.remove_capture(captured.copy, by=person, reason=Multilingual())


def test_a_copy_goes_once(captured, person):
    gone = commands.remove_capture(captured.copy, by=person, reason=REASON)
    with pytest.raises(CopyRemoved):
        commands.remove_capture(gone, by=person, reason=REASON)


@pytest.fixture
def taken_down(captured, person, work):
    commands.remove_capture(captured.copy, by=person, reason=REASON)
    work()
    return queries.citation(captured.uid)


def test_what_was_taken_down_does_not_come_back_by_a_look(taken_down, web, work):
    web.says("Le plan a été abandonné.")
    with time_machine.travel(now() + writing.COPY_AGAIN + timedelta(days=1)):
        commands.note_look(taken_down.page, look_at(web.url, GuardedClient()), by=PLATFORM)
        work()
    assert Capture.objects.count() == 1


def test_what_was_taken_down_does_not_come_back_by_another_citation(taken_down, cite, web, work):
    second = cite(web.url)
    work()
    assert (Capture.objects.count(), queries.citation(second.uid).copy) == (1, None)


def test_a_copy_that_was_on_its_way_does_not_come(captured, person, work):
    commands.ask_for_capture(captured, by=person)
    commands.remove_capture(captured.copy, by=person, reason=REASON)
    work()
    page = CitedPage.objects.get()
    assert (page.latest, page.is_waiting, Capture.objects.filter(removed_at=None, taken_at__isnull=False).count()) == (
        None,
        False,
        0,
    )


def test_a_copy_that_is_being_fetched_is_not_kept(captured, person, work, web):
    from parvis.evidence.captures.taking import taken

    late = commands.ask_for_capture(captured, by=person)
    with taken(web.url, GuardedClient()) as copy:
        commands.remove_capture(captured.copy, by=person, reason=REASON)
        commands.keep_capture(late, copy, by=PLATFORM, file="captures/late")
    assert CitedPage.objects.get().latest is None


def test_staff_who_ask_have_it_copied_again(taken_down, person, work):
    commands.ask_for_capture(taken_down, by=person)
    work()
    found = queries.citation(taken_down.uid)
    assert (found.page.copies_stopped_at, found.copy.is_held) == (None, True)


def test_an_evaluator_does_not_undo_what_staff_took_down(taken_down, membership):
    evaluator = MembershipFactory(member=membership.member, role=Role.EVALUATOR).person
    with pytest.raises(NotPermitted):
        commands.ask_for_capture(taken_down, by=evaluator)


def test_whoever_takes_a_copy_down_finds_the_others(captured, web, work, person):
    other = MembershipFactory()
    commands.cite(by=other.person, body=other.member.urn, kind="web_page", url=web.url)
    commands.cite(by=person, body=captured.body, kind="web_page", url=f"{web.url}?another")
    commands.ask_for_capture(captured, by=person)
    work()
    theirs, ours = Capture.objects.filter(page__url=web.url).exclude(pk=captured.copy.pk).order_by("page__body")
    assert {one.pk for one in queries.other_copies(captured.copy)} == {theirs.pk, ours.pk}


def test_someone_of_another_body_may_not_take_it_down(captured):
    with pytest.raises(NotPermitted):
        commands.remove_capture(captured.copy, by=MembershipFactory().person, reason=REASON)


def test_what_a_page_says_of_itself_is_proposed_and_not_recorded(captured):
    assert (captured.published_on, queries.proposal(captured).published_on.text) == (None, "2022-02-03")


def test_a_proposal_that_is_accepted_is_an_act(captured, person):
    proposed = captured.copy.published_on
    commands.describe_source(captured, by=person, title=captured.title, published_on=proposed)
    found = Citation.objects.get()
    assert (found.published_on, queries.proposal(found), register.latest(found.urn).event) == (
        proposed,
        None,
        "evidence.source_described",
    )


def test_the_platform_alone_says_what_it_saw(captured, person):
    with pytest.raises(NotPermitted):
        commands.note_look(captured.page, Look(Seen.GONE), by=person)
