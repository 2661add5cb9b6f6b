"""The copy and the changes as readers meet them; nothing captured is ever markup here."""

import json
import uuid
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from parvis.evidence import commands
from parvis.evidence.captures.looking import look_at
from parvis.evidence.models import Capture, Citation, CitedPage
from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT, PLATFORM
from tests.accounts.factories import MembershipFactory
from tests.evidence.captures.pages import MORE, PATH

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(captured, web, work):
    """A page that says something else than when it was cited."""
    web.says("Le ministère publiera trois jeux <script>alert(1)</script> de données &amp; <b>rien</b> d’autre.")
    commands.note_look(captured.page, look_at(captured.page.url, GuardedClient()), by=PLATFORM)
    work()
    return Citation.objects.get()


def said(answer):
    return answer.content.decode()


def test_the_words_of_the_copy_are_shown(anonymous, captured):
    assert MORE in said(anonymous.get(captured.copy.get_absolute_url()))


def test_captured_markup_is_text(anonymous, captured, web, work, person):
    web.says("&lt;script&gt;alert(1)&lt;/script&gt; est du texte.")
    commands.ask_for_capture(captured, by=person)
    work()
    page = said(anonymous.get(Capture.objects.latest("pk").get_absolute_url()))
    assert ("&lt;script&gt;alert(1)&lt;/script&gt; est du texte." in page, "<script>alert" in page) == (True, False)


@pytest.mark.parametrize("name", ["capture", "capture_wacz", "capture_warc"])
def test_it_is_a_memento(anonymous, captured, name):
    at = captured.copy.taken_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    there = f"http://localhost:8000/en/evidence/{captured.uid}"
    links = (
        f'<{captured.page.url}>; rel="original", <{there}/timegate/>; rel="timegate", '
        f'<{there}/timemap/>; rel="timemap"; type="application/link-format"'
    )
    answer = anonymous.get(reverse(f"evidence:{name}", args=[captured.copy.uid]))
    answer.close()
    assert (answer["Memento-Datetime"], answer["Link"], answer["X-Robots-Tag"]) == (at, links, "noindex")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Content-Type", "application/wacz"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'; sandbox"),
    ],
)
def test_the_archive_is_never_taken_for_a_page(anonymous, captured, header, value):
    answer = anonymous.get(reverse("evidence:capture_wacz", args=[captured.copy.uid]))
    answer.getvalue()  # to its end, which closes the file
    assert (answer[header], answer["Content-Disposition"].startswith("attachment")) == (value, True)


def test_the_archive_downloads_whole(anonymous, captured):
    wacz = anonymous.get(reverse("evidence:capture_wacz", args=[captured.copy.uid])).getvalue()
    warc = anonymous.get(reverse("evidence:capture_warc", args=[captured.copy.uid])).getvalue()
    with zipfile.ZipFile(BytesIO(wacz)) as archive:
        assert (len(wacz), archive.read("archive/data.warc.gz")) == (captured.copy.size, warc)


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda web: web.pages.update({PATH: None}), "The page is gone"),
        (lambda web: web.says("Tout est changé maintenant, mot pour mot."), "The page has changed since"),
    ],
)
def test_a_reader_of_the_source_is_offered_the_copy(anonymous, captured, web, break_it, words):
    break_it(web)
    commands.note_look(captured.page, look_at(captured.page.url, GuardedClient()), by=PLATFORM)
    page = said(anonymous.get(captured.get_absolute_url()))
    assert (words in page, "Read the copy kept here" in page, captured.copy.get_absolute_url() in page) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize(
    "change", [lambda web: web.pages.update({PATH: None}), lambda web: web.says("Tout est changé.")]
)
def test_that_it_is_gone_or_changed_stands_before_all_that_is_said_of_it(anonymous, captured, web, change):
    """On a narrow screen the facts fill the first page."""
    change(web)
    commands.note_look(captured.page, look_at(captured.page.url, GuardedClient()), by=PLATFORM)
    page = said(anonymous.get(captured.get_absolute_url()))
    places = [page.index(one) for one in ("</h1>", "Read the copy kept here", "<dl", "The page today")]
    assert (places, page.count("Read the copy kept here")) == (sorted(places), 1)


def test_what_changed_is_shown_with_words(anonymous, changed):
    page = said(anonymous.get(reverse("evidence:changes", args=[changed.uid])))
    assert ("<ins>" in page, "<del>" in page, "added:" in page, "alert(1)" in page) == (True, True, True, False)


def test_where_nothing_changed_there_is_no_such_page(anonymous, captured):
    assert anonymous.get(reverse("evidence:changes", args=[captured.uid])).status_code == 404


@pytest.mark.parametrize("how", ["waiting", "failed", "not captured", "kept"])
def test_how_the_copy_stands_is_said(anonymous, body, web, cite, work, how):
    if how == "not captured":
        citation = commands.cite(by=IMPORT, body=body, kind="web_page", url=web.url)
    else:
        citation = cite(web.url if how != "failed" else "http://10.0.0.1/")
    if how in ("failed", "kept"):
        work()
    words = {
        "waiting": "A copy of the page is being made.",
        "failed": "leads into a private or reserved network",
        "not captured": "Not captured",
        "kept": "Copy kept here",
    }[how]
    assert words in said(anonymous.get(citation.get_absolute_url()))


def test_a_copy_that_was_taken_down_says_why(anonymous, captured, person):
    commands.remove_capture(captured.copy, by=person, reason=Multilingual({"en": "It shows a person."}))
    answer = anonymous.get(captured.copy.get_absolute_url())
    assert (answer.status_code, "It shows a person." in said(answer), MORE in said(answer)) == (410, True, False)


def test_the_form_that_takes_a_copy_down_names_the_others(staff, changed):
    page = said(staff.get(reverse("evidence:remove_capture", args=[changed.copy.uid])))
    assert ("1 other copy" in page, changed.page.latest.get_absolute_url() in page) == (True, True)


def test_a_page_whose_copy_was_taken_down_says_that_none_is_made_by_itself(staff, captured, person):
    commands.remove_capture(captured.copy, by=person, reason=Multilingual({"en": "It shows a person."}))
    for url in (captured.get_absolute_url(), reverse("evidence:ask_for_capture", args=[captured.uid])):
        assert "no new one is made by itself" in said(staff.get(url))


def test_where_the_copy_that_was_cited_is_gone_the_last_one_is_offered(anonymous, changed, person, web):
    commands.remove_capture(changed.copy, by=person, reason=Multilingual({"en": "It names a private person."}))
    CitedPage.objects.update(seen=CitedPage.Seen.GONE)
    changed.refresh_from_db()
    said = anonymous.get(changed.get_absolute_url()).content.decode()
    assert (changed.page.latest.get_absolute_url() in said, "Read the last copy kept here" in said) == (True, True)
    assert "No copy of it is kept here" not in said


def test_a_changed_page_without_a_copy_promises_no_comparison(anonymous, captured, person, web):
    commands.remove_capture(captured.copy, by=person, reason=Multilingual({"en": "It shows a person."}))
    web.says("Tout est changé.")
    commands.note_look(captured.page, look_at(web.url, GuardedClient()), by=PLATFORM)
    page = said(anonymous.get(captured.get_absolute_url()))
    assert ("The page has changed" in page, "is being copied" in page, "/changes/" in page) == (True, False, False)


@pytest.mark.parametrize("name", ["capture_wacz", "capture_warc"])
def test_and_its_bytes_are_gone(anonymous, captured, person, name):
    commands.remove_capture(captured.copy, by=person, reason=Multilingual({"en": "It shows a person."}))
    assert anonymous.get(reverse(f"evidence:{name}", args=[captured.copy.uid])).status_code == 410


def test_a_site_whose_robots_file_fails_is_not_said_to_ask_for_anything(anonymous, captured, web):
    web.pages["/robots.txt"] = b"garbage"
    commands.note_look(captured.page, look_at(web.url, GuardedClient()), by=PLATFORM)
    page = said(anonymous.get(captured.get_absolute_url()))
    assert ("could not be read, so the page was not visited" in page, "asks not to be visited" in page) == (True, False)


def test_every_copy_is_in_the_timemap(anonymous, changed):
    answer = anonymous.get(reverse("evidence:timemap", args=[changed.uid]))
    every = list(Capture.objects.order_by("taken_at"))
    at = [one.taken_at.strftime("%a, %d %b %Y %H:%M:%S GMT") for one in every]
    url = f"http://localhost:8000{reverse('evidence:timemap', args=[changed.uid])}"
    assert answer["Content-Type"].partition(";")[0] == "application/link-format"
    assert said(answer).splitlines() == [
        f'<{changed.page.url}>; rel="original",',
        f'<{url}>; rel="self"; type="application/link-format"; from="{at[0]}"; until="{at[1]}",',
        f'<{url.replace("timemap", "timegate")}>; rel="timegate",',
        f'<{every[0].address}>; rel="first memento"; datetime="{at[0]}",',
        f'<{every[1].address}>; rel="last memento"; datetime="{at[1]}"',
    ]


def test_the_source_leads_to_the_timemap(anonymous, captured):
    assert reverse("evidence:timemap", args=[captured.uid]) in said(anonymous.get(captured.get_absolute_url()))


@pytest.mark.parametrize(
    ("asked", "which"), [("Thu, 01 Jan 2015 00:00:00 GMT", 0), ("", 1), ("Fri, 01 Jan 2100 00:00:00 GMT", 1)]
)
def test_the_timegate_leads_to_the_nearest(anonymous, changed, asked, which):
    every = list(Capture.objects.order_by("taken_at"))
    answer = anonymous.get(
        reverse("evidence:timegate", args=[changed.uid]), headers={"Accept-Datetime": asked} if asked else {}
    )
    assert (answer.status_code, answer["Location"], "accept-datetime" in answer["Vary"]) == (
        302,
        every[which].get_absolute_url(),
        True,
    )


@pytest.mark.parametrize("asked", ["soon", "Fri, 31 Dec 9999 23:00:00 -0500"])
def test_a_date_that_is_none_is_refused_with_an_example(anonymous, changed, asked):
    answer = anonymous.get(reverse("evidence:timegate", args=[changed.uid]), headers={"Accept-Datetime": asked})
    assert (answer.status_code, "GMT" in said(answer)) == (400, True)


@pytest.mark.parametrize(("size", "words"), [(0, "is missing"), (9, "not the one that was kept")])
def test_a_copy_that_cannot_be_read_says_so_and_names_no_file_of_ours(anonymous, captured, size, words):
    path = Path(default_storage.path(captured.copy.file))
    path.write_bytes(b"x" * size) if size else path.unlink()
    answer = anonymous.get(captured.copy.get_absolute_url())
    assert (answer.status_code, words in said(answer), captured.copy.sha256 in said(answer)) == (410, True, False)


def test_a_link_can_be_mended_by_machines(anonymous, captured):
    page = said(anonymous.get(captured.get_absolute_url()))
    assert (
        f'data-originalurl="{captured.url}" data-versionurl="http://localhost:8000{captured.copy.get_absolute_url()}"'
        in page
    )


def test_staff_copy_the_page_again(staff, captured):
    staff.post(reverse("evidence:ask_for_capture", args=[captured.uid]))
    assert Capture.objects.count() == 2


def test_asking_shows_first_what_it_does(staff, captured):
    staff.get(reverse("evidence:ask_for_capture", args=[captured.uid]))
    assert Capture.objects.count() == 1


def test_staff_take_a_copy_down_after_a_look(staff, captured):
    url = reverse("evidence:remove_capture", args=[captured.copy.uid])
    look = staff.post(url, {"reason_en": "It shows a person.", "reason_fr": ""})
    look = staff.post(
        url, {"reason_en": "It shows a person.", "reason_fr": "", "confirmed": look.context["fingerprint"]}
    )
    assert (look.status_code, Capture.objects.get().is_held) == (302, False)


def test_staff_accept_what_the_page_proposes(staff, captured):
    url = reverse("evidence:describe_source", args=[captured.uid])
    assert "2022-02-03" in said(staff.get(url))
    given = {"title_fr": "Plan", "title_en": "", "published_on": "2022-02-03"}
    look = staff.post(url, given)
    staff.post(url, given | {"confirmed": look.context["fingerprint"]})
    assert Citation.objects.get().published_on.text == "2022-02-03"


def test_the_proposal_is_shown_to_who_may_accept_it(staff, anonymous, captured):
    url = captured.get_absolute_url()
    assert [("Proposed from the page" in said(who.get(url))) for who in (staff, anonymous)] == [True, False]


@pytest.mark.parametrize("name", ["ask_for_capture", "describe_source", "remove_capture"])
def test_others_may_not(captured, monkeypatch, name):
    monkeypatch.setattr("parvis.kernel.access.DenyByDefault.process_view", lambda *args: None)
    client = Client()
    client.force_login(MembershipFactory().person)
    uid = captured.copy.uid if name == "remove_capture" else captured.uid
    assert client.post(reverse(f"evidence:{name}", args=[uid])).status_code == 403


def test_the_page_of_a_source_costs_few_queries_however_many_copies(anonymous, captured, django_assert_max_num_queries):
    for _each in range(30):
        copy = Capture.objects.get(pk=captured.copy.pk)
        copy.pk, copy.uid = None, uuid.uuid4()
        copy.save()
    for url in (captured.get_absolute_url(), captured.copy.get_absolute_url()):
        with django_assert_max_num_queries(8):
            anonymous.get(url)


@pytest.mark.parametrize(("gone", "code"), [(False, 0), (True, 1)])
def test_links_are_checked_from_the_command_line(captured, web, capsys, gone, code):
    if gone:
        web.pages[PATH] = None
    with pytest.raises(SystemExit) as ended:
        call_command("check_links", json=True)
    assert (ended.value.code, json.loads(capsys.readouterr().out)["lost"]) == (code, [web.url] if gone else [])
