"""Pages from which nothing comes back: a site that is down is told from our own network that is."""

from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.management import call_command

from parvis.evidence import commands, tasks, visiting
from parvis.evidence.captures.looking import Look
from parvis.evidence.models import CitedPage
from parvis.kernel.clock import now
from parvis.kernel.fetching.errors import HostUnknown, NotReached, TooSlow
from parvis.kernel.types import PLATFORM

pytestmark = pytest.mark.django_db
Seen = CitedPage.Seen
THERE = Look(Seen.ANSWERS, "200", "0" * 64)
SILENCES = [HostUnknown, NotReached, TooSlow]


@pytest.fixture
def network(monkeypatch):
    """The hosts from which something comes back, and how the others fail; change them, and the network has changed."""

    class Network:
        up: frozenset[str] = frozenset()
        failure = NotReached
        asked: list[str] = []

    here = Network()
    here.asked = []

    def look_at(url, client):
        here.asked.append(url)
        return THERE if urlsplit(url).hostname in here.up else Look(Seen.UNREACHABLE, here.failure.code)

    monkeypatch.setattr(visiting, "look_at", look_at)
    monkeypatch.setattr("parvis.evidence.commands.captures._wants_copy", lambda page: False)
    return here


def cited(url, body="urn:parvis:member:1"):
    page = CitedPage.objects.create(body=body, url=url, url_sha256=sha256(url.encode()).hexdigest())
    return commands.note_look(page, THERE, by=PLATFORM)


def after_days(days, page):
    """Daily visits, the last of which is so many days from now."""
    for day in range(1, days + 1):
        with time_machine.travel(now() + timedelta(days=day), tick=False):
            tasks.visit_page.call(page.pk)
    page.refresh_from_db()
    return page


@pytest.mark.parametrize("failure", SILENCES)
@pytest.mark.parametrize("count", [1, 2, 12])
def test_our_network_that_is_down_for_days_loses_no_page(network, failure, count):
    network.failure = failure
    pages = [cited(f"https://site-{n}.example/page") for n in range(count)]
    for day in range(1, 6):
        with time_machine.travel(now() + timedelta(days=day), tick=False):
            for page in pages:
                tasks.visit_page.call(page.pk)
    assert {(one.seen, one.misses, one.is_lost) for one in CitedPage.objects.all()} == {(Seen.ANSWERS, 0, False)}


def test_all_looked_at_at_once_while_we_are_down_are_not_lost(network, capsys):
    for n in range(4):
        cited(f"https://site-{n}.example/page")
    for day in range(1, 4):
        with time_machine.travel(now() + timedelta(days=day), tick=False), pytest.raises(SystemExit) as left:
            call_command("check_links")
        assert left.value.code == 0
    assert "4 answers" in capsys.readouterr().out


@pytest.mark.parametrize("failure", SILENCES)
def test_one_site_that_is_down_is_lost_at_the_third_look_where_one_other_answers(network, failure):
    """With two pages in all, neither of which is due when the other is."""
    network.failure, network.up = failure, frozenset({"up.example"})
    down = cited("https://down.example/page")
    cited("https://up.example/page")
    seen = []
    for day in range(1, 4):
        with time_machine.travel(now() + timedelta(days=day), tick=False):
            tasks.visit_page.call(down.pk)
        down.refresh_from_db()
        seen.append((down.misses, down.is_lost))
    assert seen == [(1, False), (2, False), (3, True)]


def test_pages_of_the_same_site_say_nothing_of_the_network(network):
    network.up = frozenset()
    down = cited("https://down.example/page")
    for url in (
        "https://down.example/other",
        "http://down.example:8080/",
        "https://Down.example?p=1",
        "http://down.example",
    ):
        cited(url)
    assert after_days(4, down).misses == 0


def test_what_is_not_there_and_yet_answers_counts_with_nobody_else(network, monkeypatch):
    monkeypatch.setattr(visiting, "look_at", lambda url, client: Look(Seen.UNREACHABLE, "503"))
    assert after_days(3, cited("https://alone.example/page")).is_lost


def test_nobody_else_is_asked_where_another_has_just_answered(network):
    network.up = frozenset({"up.example"})
    down, up = cited("https://down.example/page"), cited("https://up.example/page")
    tasks.visit_page.call(up.pk)
    network.asked.clear()
    tasks.visit_page.call(down.pk)
    assert network.asked == [down.url]


def test_few_others_are_asked(network):
    down = cited("https://down.example/page")
    for n in range(20):
        cited(f"https://site-{n % 7}.example/{n}")
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        tasks.visit_page.call(down.pk)
    assert len(network.asked) == 4
    assert len({urlsplit(url).hostname for url in network.asked}) == 4


def test_where_nobody_answers_nobody_else_is_asked_for_a_while(network):
    pages = [cited(f"https://site-{n}.example/page") for n in range(6)]
    with time_machine.travel(now() + timedelta(days=1), tick=False) as moment:
        for page in pages:
            tasks.visit_page.call(page.pk)
        assert len(network.asked) == len(pages) + 3
        moment.shift(timedelta(minutes=11))
        tasks.visit_page.call(pages[0].pk)
    assert len(network.asked) == len(pages) + 3 + 4


def test_a_page_that_was_silent_because_of_us_is_looked_at_the_next_day(network):
    page = cited("https://down.example/page")
    with time_machine.travel(now() + timedelta(days=31), tick=False):
        tasks.visit_page.call(page.pk)
        page.refresh_from_db()
        assert page.visit_at == now() + timedelta(days=1)


def test_when_the_network_is_back_looks_count_again(network):
    down = cited("https://down.example/page")
    cited("https://up.example/page")
    assert after_days(3, down).misses == 0
    network.up = frozenset({"up.example"})
    with time_machine.travel(now() + timedelta(days=4), tick=False):
        tasks.visit_page.call(down.pk)
    down.refresh_from_db()
    assert (down.seen, down.misses) == (Seen.UNREACHABLE, 1)
