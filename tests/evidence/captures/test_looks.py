"""Looking whether cited pages are still there, what is said of them, and when they are looked at again."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from parvis.evidence import commands, queries
from parvis.evidence.captures.looking import look_at
from parvis.evidence.commands import captures as writing
from parvis.evidence.models import Capture, CitedPage
from parvis.kernel.clock import now
from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.fetching.errors import (
    BadCertificate,
    BlockedAddress,
    FetchingOff,
    HostBusy,
    OwnAddress,
    TooLarge,
    TooManyRedirects,
    UnpacksTooLarge,
    WrongLength,
)
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import PLATFORM
from tests.evidence.captures.pages import PATH
from tests.kernel.fetching.sites import page, redirect

pytestmark = pytest.mark.django_db
Seen = CitedPage.Seen
REASON = Multilingual({"fr": "Elle montre une personne."})


def look(citation):
    """What a scheduled visit does."""
    page = CitedPage.objects.get(pk=citation.page_id)
    commands.note_look(page, look_at(page.url, GuardedClient()), by=PLATFORM)
    return queries.citation(citation.uid)


def looks(citation, *, apart):
    found = []
    for n in range(CitedPage.MISSES_UNTIL_LOST):
        with time_machine.travel(now() + n * apart):
            found.append(look(citation))
    return found


@pytest.mark.parametrize(
    ("answer", "seen", "lost"),
    [
        (page(b"no", status="404 Not Found"), Seen.GONE, True),
        (page(b"no", status="410 Gone"), Seen.GONE, True),
        (page(b"no", status="403 No"), Seen.CLOSED, False),
        (page(b"no", status="503 Busy"), Seen.UNREACHABLE, False),
        (redirect("/"), Seen.HOME, True),
        (redirect("/fr/accueil.html"), Seen.GONE, True),
        (b"garbage", Seen.UNREADABLE, False),
        (page(b"no", status="429 Slowly"), Seen.UNREADABLE, False),
        (page(b"no", status="405 Not Allowed"), Seen.UNREADABLE, False),
        (page(b"x", content_encoding="br"), Seen.UNREADABLE, False),
        (redirect("http://127.0.0.1:1/"), Seen.UNREADABLE, False),
    ],
)
def test_what_a_look_finds(captured, web, answer, seen, lost):
    web.pages[PATH] = answer
    found = look(captured)
    assert (found.page.seen, found.is_lost) == (seen, lost)


def test_a_page_that_is_there_is_there(captured):
    found = look(captured)
    assert (found.page.seen, found.is_lost, found.has_changed) == (Seen.ANSWERS, False, False)


def test_a_site_that_was_down_once_is_not_lost(captured, web):
    web.pages[PATH] = page(b"no", status="503 Busy")
    assert [one.is_lost for one in looks(captured, apart=timedelta(days=1))] == [False, False, True]


def test_looks_within_minutes_are_one(captured, web):
    """Such as `parvis check-links`, three times."""
    web.pages[PATH] = page(b"no", status="503 Busy")
    assert [one.page.misses for one in looks(captured, apart=timedelta(minutes=5))] == [1, 1, 1]


@pytest.mark.parametrize("answer", [page(b"no", status="429 Slowly"), page(b"x", content_encoding="br"), b"garbage"])
def test_what_we_cannot_read_is_never_lost(captured, web, answer):
    web.pages[PATH] = answer
    found = looks(captured, apart=timedelta(days=1))[-1]
    assert (found.page.misses, found.is_lost) == (0, False)


@pytest.mark.parametrize("failure", [TooLarge, UnpacksTooLarge, BadCertificate, TooManyRedirects, WrongLength])
def test_what_answers_and_cannot_be_read_did_answer(captured, monkeypatch, failure):
    def fail(self, url, **limits):
        raise failure(url)

    monkeypatch.setattr("parvis.evidence.captures.looking.may_visit", lambda url, client: True)
    monkeypatch.setattr(GuardedClient, "fetch", fail)
    assert look(captured).page.seen == Seen.UNREADABLE


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://user:pw@site.example/", "http://site.example:22/"])
def test_an_address_that_is_never_fetched_is_never_lost(cite, url):
    found = looks(cite(url), apart=timedelta(days=1))[-1]
    assert (found.page.seen, found.is_lost) == (Seen.NEVER, False)


def test_a_page_that_came_back_is_not_lost(captured, web):
    there = web.pages[PATH]
    web.pages[PATH] = None
    assert look(captured).is_lost
    web.pages[PATH] = there
    assert not look(captured).is_lost


def test_furniture_that_changes_is_no_change(captured, web):
    web.pages[PATH] = web.pages[PATH].replace(b">Accueil<", b">Acqueil<")
    assert not look(captured).has_changed


def test_a_page_that_changed_is_copied_again_and_compared(captured, web, work):
    web.says("Le ministère publiera trois jeux de données.")
    look(captured)
    work()
    [passage] = queries.changes(queries.citation(captured.uid)).comparison.passages
    assert (
        "".join(s.text for s in passage.segments if s.kind != "delete")
        == "Le ministère publiera trois jeux de données."
    )


def test_a_copy_grows_old(captured, web):
    with time_machine.travel(now() + timedelta(days=181)):
        look(captured)
    assert Capture.objects.count() == 2


def test_robots_are_heeded(captured, web):
    web.pages["/robots.txt"] = page(b"User-agent: *\nDisallow: /plan", kind="text/plain")
    assert (look(captured).page.seen, web.asked(PATH)) == (Seen.ROBOTS, 1)


@pytest.mark.parametrize("status", ["500 Oh", "503 Busy", "429 Slowly"])
def test_a_robots_file_that_cannot_be_read_stops_visits_and_says_nothing_of_the_page(captured, web, status):
    web.pages["/robots.txt"] = page(b"", status=status)
    found = looks(captured, apart=timedelta(days=1))[-1]
    assert (found.page.seen, found.page.seen_detail, found.is_lost, web.asked(PATH)) == (
        Seen.ROBOTS,
        status[:3],
        False,
        1,
    )


def test_a_robots_file_that_cannot_be_read_is_read_again_soon(captured, web):
    web.pages["/robots.txt"] = page(b"", status="503 Busy")
    found = look(captured).page
    assert found.visit_at - found.seen_at < timedelta(days=2)


def test_a_page_that_is_lost_stays_so_while_the_robots_file_cannot_be_read(captured, web):
    web.pages[PATH] = None
    look(captured)
    web.pages["/robots.txt"] = page(b"", status="503 Busy")
    cache.clear()
    assert look(captured).is_lost


def test_robots_that_came_back_are_asked_again(captured, web):
    web.pages["/robots.txt"] = page(b"", status="503 Busy")
    look(captured)
    del web.pages["/robots.txt"]
    assert look(captured).page.seen == Seen.ANSWERS


def test_endless_robots_are_as_none(captured, web):
    web.pages["/robots.txt"] = page(b"# " + b"a" * 600_000, kind="text/plain")
    assert look(captured).page.seen == Seen.ANSWERS


@pytest.mark.parametrize("failure", [HostBusy, FetchingOff, OwnAddress, BlockedAddress])
def test_what_stops_at_us_says_nothing_of_the_page(captured, web, monkeypatch, failure):
    def refuse(self, url, **limits):
        raise failure(url)

    monkeypatch.setattr(GuardedClient, "fetch", refuse)
    found = [look(captured).page for _each in range(CitedPage.MISSES_UNTIL_LOST)][-1]
    assert (found.seen, found.misses, found.is_lost, found.visit_at > now()) == (Seen.ANSWERS, 0, False, True)


@pytest.mark.parametrize("answer", [None, page(b"no", status="403 No")])
def test_a_broken_link_is_looked_at_again_the_next_day_and_then_each_week(captured, web, answer):
    web.pages[PATH] = answer
    waits = []
    for _each in range(2):
        at = look(captured).page
        waits.append(round((at.visit_at - at.seen_at) / timedelta(days=1)))
    assert waits == [1, 7]


def test_an_address_that_was_broken_when_it_was_cited_is_called_gone_at_once(cite, web, work):
    citation = cite(web.url)
    web.pages[PATH] = None
    work()
    assert commands.enqueue_visits(by=PLATFORM) == 1
    work()
    assert queries.citation(citation.uid).page.seen == Seen.GONE


def test_asking_for_a_copy_of_a_page_that_went_looks_at_it(captured, web, work, person):
    web.pages[PATH] = None
    commands.ask_for_capture(captured, by=person)
    work()
    commands.enqueue_visits(by=PLATFORM)
    work()
    assert queries.citation(captured.uid).is_lost


def test_a_page_that_cannot_be_copied_is_not_asked_for_again_and_again(captured, web, work, monkeypatch):
    def too_large(url, client):
        raise TooLarge(url)

    monkeypatch.setattr("parvis.evidence.captures.taking.taken", too_large)
    web.says("Le plan a été abandonné.")
    look(captured)
    work()
    assert commands.enqueue_visits(by=PLATFORM) == 0


def test_robots_are_asked_once_a_day(captured, web):
    look(captured)
    look(captured)
    assert web.asked("/robots.txt") == 1


def test_pages_that_are_due_are_visited_once(captured, web, work):
    with time_machine.travel(now() + writing.LOOK_AGAIN + timedelta(minutes=1)):
        assert (commands.enqueue_visits(by=PLATFORM), commands.enqueue_visits(by=PLATFORM)) == (1, 0)
        work()
    assert web.asked(PATH) == 2


def test_a_page_that_is_not_due_is_left(captured):
    assert commands.enqueue_visits(by=PLATFORM) == 0
