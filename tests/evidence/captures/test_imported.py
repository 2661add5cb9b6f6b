"""Pages that imports bring: looked at in their turn, copied when someone asks for all of them."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from parvis.evidence import commands, queries, tasks
from parvis.evidence.captures.looking import look_at
from parvis.evidence.commands import captures as writing
from parvis.evidence.commands import pages
from parvis.evidence.errors import NothingToCapture
from parvis.evidence.models import Capture, CitedPage
from parvis.evidence.types import Use
from parvis.kernel.clock import now
from parvis.kernel.errors import NotPermitted
from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.languages import Multilingual
from parvis.kernel.transactions import locked
from parvis.kernel.types import IMPORT, PLATFORM
from tests.accounts.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(body):
    """Sources as an import brings them, in the bibliography of the body."""

    def imported(*urls):
        made = [commands.cite(by=IMPORT, body=body, kind="web_page", url=url) for url in urls]
        commands.list_uses([body], [Use(one.pk, body) for one in made], by=PLATFORM)
        return made

    return imported


def enrolled():
    tasks.enroll_pages.call()
    return list(CitedPage.objects.order_by("pk"))


def tally(body):
    found = queries.tally_of_copies(body, body=body)
    return found.pages, found.kept, found.waiting, found.unasked


def test_what_an_import_brings_gets_a_page_and_no_copy(imported, web):
    [citation] = imported(web.url)
    [page] = enrolled()
    assert (queries.citation(citation.uid).page, page.is_waiting, Capture.objects.count()) == (page, False, 0)


def test_looks_are_spread_over_thirty_days(imported):
    imported(*(f"https://site.example/{n}" for n in range(60)))
    days = {(page.visit_at - now()).days for page in enrolled()}
    assert (len(days) > 20, min(days) >= 0, max(days) < writing.LOOK_AGAIN.days) == (True, True, True)


def test_two_sources_of_one_page_share_it(imported):
    imported("https://site.example/a", "https://site.example/a#b", "https://SITE.example/a")
    assert len(enrolled()) == 1


def test_many_are_enrolled_with_few_queries(imported, django_assert_max_num_queries):
    imported(*(f"https://site.example/{n}" for n in range(40)))
    with django_assert_max_num_queries(8):
        assert commands.enroll_pages(by=PLATFORM) == 40


def test_enrolling_again_changes_nothing(imported, monkeypatch):
    monkeypatch.setattr(pages, "BATCH", 2)
    imported(*(f"https://site.example/{n}" for n in range(5)))
    before = [(page.pk, page.visit_at) for page in enrolled()]
    assert ([(page.pk, page.visit_at) for page in enrolled()], len(before)) == (before, 5)


def test_what_is_here_or_nowhere_gets_no_page(imported, settings, body):
    imported(f"{settings.PARVIS_ORIGIN}/en/plans/")
    commands.cite_lost_page(by=IMPORT, body=body, title=Multilingual({"en": "Lost"}), language="en")
    assert enrolled() == []


def test_an_address_that_is_never_fetched_is_not_looked_at(imported):
    imported("http://10.0.0.1/")
    [page] = enrolled()
    assert (page.failure, page.visit_at) == ("blocked_address", None)


def test_a_source_of_a_page_that_is_copied_has_the_copy(captured, imported, web):
    [citation] = imported(web.url)
    enrolled()
    assert queries.citation(citation.uid).copy == captured.copy


def test_a_look_makes_no_copy_of_what_an_import_brought(imported, web, work):
    imported(web.url)
    [page] = enrolled()
    found = commands.note_look(page, look_at(web.url, GuardedClient()), by=PLATFORM)
    work()
    assert (found.seen, Capture.objects.count()) == (CitedPage.Seen.ANSWERS, 0)


def test_where_nothing_is_fetched_nothing_is_seen_and_nothing_said(imported, anonymous, settings):
    settings.FETCH = "allowed"
    [citation] = imported("https://site.example/a")
    [page] = enrolled()
    tasks.visit_page.call(page.pk)
    page.refresh_from_db()
    assert (page.seen, page.seen_at, page.misses) == (CitedPage.Seen.NEVER, None, 0)
    assert "Not looked at yet" in anonymous.get(citation.get_absolute_url()).content.decode()


def test_links_are_checked_of_what_was_just_imported(imported, web, capsys):
    imported(web.url)
    with pytest.raises(SystemExit):
        call_command("check_links")
    assert "1 answers" in capsys.readouterr().out


def test_all_pages_of_a_bibliography_are_copied_when_someone_asks(imported, web, work, body, person):
    citations = imported(web.url, f"http://{web.here.address}/")
    enrolled()
    assert commands.ask_for_captures(body, body=body, by=person) == 2
    assert tally(body) == (2, 0, 2, 0)
    work()
    assert tally(body) == (2, 2, 0, 0)
    assert all(queries.citation(one.uid).copy.is_held for one in citations)


def test_few_wait_at_once(imported, web, work, body, person, monkeypatch):
    monkeypatch.setattr(pages, "MOST_VISITS", 1)
    imported(web.url, f"http://{web.here.address}/")
    enrolled()
    commands.ask_for_captures(body, body=body, by=person)
    assert (Capture.objects.count(), tally(body)) == (1, (2, 0, 2, 0))
    work()
    commands.take_turns(by=PLATFORM)
    work()
    assert tally(body) == (2, 2, 0, 0)


def test_what_was_taken_down_is_left_out(captured, imported, web, body, person, work):
    imported(web.url)
    enrolled()
    commands.remove_capture(captured.copy, by=person, reason=Multilingual({"fr": "Elle montre une personne."}))
    with pytest.raises(NothingToCapture):
        commands.ask_for_captures(body, body=body, by=person)


def test_what_is_taken_back_while_its_turn_comes_is_not_copied(imported, web, body, person, monkeypatch):
    imported(web.url)
    enrolled()

    def held_after_another(page):
        CitedPage.objects.filter(pk=page.pk).update(copy_wanted_at=None, copies_stopped_at=now())
        return locked(page)

    monkeypatch.setattr(pages, "locked", held_after_another)
    commands.ask_for_captures(body, body=body, by=person)
    assert not Capture.objects.exists()


def test_where_nothing_is_fetched_there_is_nothing_to_ask_for(imported, body, person, settings):
    settings.FETCH = "allowed"
    imported("https://site.example/a")
    enrolled()
    with pytest.raises(NothingToCapture):
        commands.ask_for_captures(body, body=body, by=person)
    with pytest.raises(CommandError):
        call_command("copy_pages", body)


def test_of_another_body_nobody_asks(body):
    with pytest.raises(NotPermitted):
        commands.ask_for_captures(body, body=body, by=MembershipFactory().person)


def test_pages_of_another_body_are_not_copied(imported, web, body):
    imported(web.url)
    enrolled()
    other = MembershipFactory()
    with pytest.raises(NothingToCapture):
        commands.ask_for_captures(body, body=other.member.urn, by=other.person)


def test_the_command_line_asks_and_says_how_far_it_has_got(imported, web, work, body, capsys):
    imported(web.url)
    call_command("copy_pages", body)
    work()
    call_command("copy_pages", body)
    said = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert (said[:2], "1 kept" in said) == (["1 pages asked for now", "1 pages in all"], True)


def test_staff_see_how_many_before_they_ask(staff, imported, web, membership, work):
    imported(web.url)
    enrolled()
    url = reverse("evidence:ask_for_captures", args=[membership.member.slug])
    bibliography = staff.get(reverse("site:member_bibliography", args=[membership.member.slug])).content.decode()
    look = staff.get(url).content.decode()
    assert (url in bibliography, "Copy 1 page" in look, Capture.objects.count()) == (True, True, 0)
    staff.post(url)
    assert "Copies are being made" in staff.get(url).content.decode()
    work()
    assert "There is nothing to ask for" in staff.get(url).content.decode()
