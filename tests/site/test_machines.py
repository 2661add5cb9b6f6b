"""What machines read: feeds, calendars, sitemap, structured data, probes."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from icalendar import Calendar

from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.texts import commands as texts
from parvis.texts.types import Passage
from tests.evidence.factories import CitationFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory, ProgressUpdateFactory
from tests.plans.people import lead_of

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = ["members/{member}/feed/", "plans/{plan}/feed/", "plans/{plan}/commitments/1/feed/"]
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def atom(client, path):
    return ET.fromstring(client.get(path).content)  # noqa: S314


def calendar(client, path):
    return list(Calendar.from_ical(client.get(path).content).walk("VEVENT"))


def sitemap(client, kind):
    return ET.fromstring(client.get(f"/sitemap-{kind}-1.xml").getvalue())  # noqa: S314


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_tells_updates(client, path):
    ProgressUpdateFactory()
    update = ProgressUpdateFactory()
    plan = update.milestone.commitment.plan

    feed = atom(client, "/en/" + path.format(member=plan.member.slug, plan=plan.slug))

    assert update.urn in [entry.text for entry in feed.findall("a:entry/a:id", ATOM)]


def titles(client, plan, path):
    feed = atom(client, "/en/" + path.format(member=plan.member.slug, plan=plan.slug))
    return [entry.text for entry in feed.findall("a:entry/a:title", ATOM)]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_tells_what_is_complete(client, path):
    MilestoneFactory(done=True)
    milestone = MilestoneFactory(done=True, commitment__number=1)

    told = titles(client, milestone.commitment.plan, path)

    title = f"Milestone {milestone.code} is complete: {milestone.title}"
    assert [one for one in told if "is complete" in one] == [title]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_tells_that_a_text_changed(client, path):
    commitment = CommitmentFactory(number=1)
    texts.revise_text(
        commitment.text,
        [Passage("action", Multilingual({"en": "Publish ten."}))],
        by=lead_of(commitment),
        reason=Multilingual({"en": "A clearer wording."}),
    )

    told = titles(client, commitment.plan, path)

    assert told.count(f"Changed: {commitment.title}") == 1


def test_a_feed_tells_nothing_of_others(client):
    other, update = ProgressUpdateFactory(), ProgressUpdateFactory()

    feed = atom(client, f"/en/plans/{update.milestone.commitment.plan.slug}/feed/")

    assert other.urn not in [entry.text for entry in feed.findall("a:entry/a:id", ATOM)]


def test_a_feed_speaks_the_language_of_its_address(client):
    plan = PlanFactory()

    assert atom(client, f"/fr/plans/{plan.slug}/feed/").attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "fr"


def test_a_page_names_its_feed(client):
    plan = PlanFactory()

    text = client.get(plan.get_absolute_url()).content.decode()

    assert f'href="/en/plans/{plan.slug}/feed/"' in text


def test_a_deadline_keeps_its_uid_when_it_moves(client):
    milestone = MilestoneFactory(due_on=PartialDate("2022-08-31"))
    path = f"/en/plans/{milestone.commitment.plan.slug}/calendar.ics"
    before = {str(event["uid"]) for event in calendar(client, path)}
    milestone.due_on = PartialDate("2022-10")
    milestone.save()

    assert {str(event["uid"]) for event in calendar(client, path)} == before


def test_a_calendar_has_no_uid_twice(client):
    milestone = MilestoneFactory(due_on=PartialDate("2022-08-31"))
    uids = [str(event["uid"]) for event in calendar(client, f"/en/plans/{milestone.commitment.plan.slug}/calendar.ics")]

    assert len(uids) == len(set(uids)) > 3


def test_a_deadline_is_a_whole_day(client):
    milestone = MilestoneFactory(due_on=PartialDate("2022-08"))
    events = calendar(client, f"/en/plans/{milestone.commitment.plan.slug}/calendar.ics")

    assert "2022-08-31" in [event.decoded("dtstart").isoformat() for event in events]


def test_words_of_others_break_no_calendar(client):
    title = {"en": "A;B,C\nEND:VEVENT\\", "fr": "x"}
    milestone = MilestoneFactory(due_on=PartialDate("2022-08"), title=title)
    events = calendar(client, f"/en/plans/{milestone.commitment.plan.slug}/calendar.ics")

    assert title["en"] in [str(event["summary"]) for event in events]


@pytest.mark.parametrize(("kind", "pages"), [("plan", ["", "bibliography/"]), ("commitment", [""])])
def test_the_sitemap_lists_what_is_public_in_each_language(client, kind, pages):
    CommitmentFactory(plan__draft=True)
    commitment = CommitmentFactory()
    public = commitment.plan if kind == "plan" else commitment

    found = [one.text for one in sitemap(client, f"{kind}s").findall("s:url/s:loc", SITEMAP)]

    path = public.get_absolute_url().removeprefix("/en")
    assert found == [f"http://localhost:8000/{code}{path}{page}" for page in pages for code in ("en", "fr")]


def test_the_index_names_every_file(client):
    CommitmentFactory()
    index = ET.fromstring(client.get("/sitemap.xml").getvalue())  # noqa: S314

    files = [one.text.rpartition("/")[2] for one in index.findall("s:sitemap/s:loc", SITEMAP)]

    assert {"sitemap-pages-1.xml", "sitemap-members-1.xml", "sitemap-plans-1.xml", "sitemap-commitments-1.xml"} <= set(
        files
    )


def test_each_page_of_the_sitemap_is_there(client):
    plan = PlanFactory()
    CommitmentFactory(plan=plan)

    for kind in ("pages", "members", "plans", "commitments"):
        for url in sitemap(client, kind).findall("s:url/s:loc", SITEMAP):
            assert client.get(url.text.removeprefix("http://localhost:8000")).status_code == 200


def test_there_is_no_sitemap_of_another_kind(client):
    assert client.get("/sitemap-people-1.xml").status_code == 404


def test_structured_data_cannot_end_its_element(client):
    plan = PlanFactory(title={"en": "</script><script>alert(1)</script>", "fr": "x"})

    text = client.get(plan.get_absolute_url()).content.decode()
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S).group(1)

    assert json.loads(data)["name"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize("path", ["plans/{plan}/", "members/{member}/", "plans/{plan}/commitments/1/"])
def test_a_page_is_described_for_those_who_link_to_it(client, path):
    commitment = CommitmentFactory(source=CitationFactory())
    plan = commitment.plan

    text = client.get("/en/" + path.format(plan=plan.slug, member=plan.member.slug)).content.decode()

    assert 'property="og:title"' in text
    assert 'hreflang="fr"' in text
    assert 'rel="canonical"' in text
    assert json.loads(re.search(r"ld\+json\">(.*?)</script>", text, re.S).group(1))["@context"] == "https://schema.org"


@pytest.mark.parametrize(
    ("accepted", "home"), [("fr-CA,en;q=0.5", "/fr/"), ("en", "/en/"), ("de", "/en/"), ("", "/en/")]
)
def test_the_door_leads_to_the_language_of_the_reader(client, accepted, home):
    assert client.get("/", headers={"accept-language": accepted}).headers["location"] == home


def test_the_probe_answers(client):
    assert client.get("/healthz").content == b"ok\n"


def test_robots_are_told_where_the_sitemap_is(client):
    assert b"Sitemap: http://localhost:8000/sitemap.xml" in client.get("/robots.txt").content


def test_a_demonstration_keeps_robots_out(client, settings):
    settings.DEMONSTRATION = True

    assert b"Disallow: /\n" in client.get("/robots.txt").content


def test_the_manifest_is_json(client):
    assert client.get("/manifest.webmanifest").json()["name"] == "Parvis"


@pytest.mark.parametrize("path", ["members/{member}/", "plans/{plan}/", "plans/{plan}/commitments/1/"])
def test_a_page_links_its_feed(client, path):
    plan = CommitmentFactory().plan
    path = "/en/" + path.format(member=plan.member.slug, plan=plan.slug)

    assert f'<a href="{path}feed/">' in client.get(path).content.decode()
