"""The journal as people ask for it: by words, by addresses, as a file."""

import csv
import io
import json
import uuid
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils.translation import override

from parvis.kernel import addresses, urns
from parvis.kernel.languages import Multilingual
from parvis.register import sequencer
from parvis.register.downloads import COLUMNS
from parvis.search import commands as index
from parvis.search.types import Indexed
from tests import atom

from .factories import bench, move, paint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named")]


def page(client, name, language="en", **query):
    with override(language):
        return client.get(reverse(f"register:{name}"), query)


def entries(response):
    return [told.line.index for told in response.context["journal"].page]


@pytest.fixture
def some_acts():
    for number in (3, 5, 7):
        paint(bench(number), paint="green")
    sequencer.sequence_once()


@pytest.fixture
def found_by_words():
    index.index([Indexed(bench(3), Multilingual({"en": "A green bench by the river"}))])
    index.index([Indexed(bench(5), Multilingual({"en": "A red bench"}))])


def test_an_address_of_this_site_finds_its_object(client, some_acts, monkeypatch):
    monkeypatch.setitem(addresses._finders, "site:glossary", lambda viewer, fragment: bench(5))

    assert entries(page(client, "journal", object="/fr/glossary/")) == [1]


def test_an_address_of_another_site_is_refused_beside_its_field(client, some_acts):
    answer = page(client, "journal", object="https://elsewhere.test/en/plans/x/")

    assert "No page here about one thing has this address" in answer.content.decode()
    assert 'value="https://elsewhere.test/en/plans/x/"' in answer.content.decode()
    assert entries(answer) == []


def test_words_that_name_one_thing_lead_to_its_acts(client, some_acts, found_by_words):
    answer = page(client, "journal", object="river", role="platform")

    assert answer["Location"] == "?object=%2Fthere%2F3%2F&role=platform"


def test_a_file_is_chosen_by_words_that_name_one_thing(client, some_acts, found_by_words):
    lines = b"".join(page(client, "journal_csv", object="river").streaming_content).splitlines()

    assert len(lines) == 2


def test_words_that_name_more_are_asked_back(client, some_acts, found_by_words):
    answer = page(client, "journal", object="bench", role="platform")

    assert entries(answer) == []
    assert {query for _hit, query in answer.context["candidates"]} == {
        "object=%2Fthere%2F3%2F&role=platform",
        "object=%2Fthere%2F5%2F&role=platform",
    }


def test_words_that_name_nothing_are_refused_beside_their_field(client, some_acts):
    answer = page(client, "journal", object="zebra")

    assert answer.context["form"].errors.keys() == {"object"}
    assert entries(answer) == []


def test_a_last_day_before_the_first_is_refused(client, some_acts):
    answer = page(client, "journal", since="2026-02-01", until="2026-01-01")

    assert answer.context["form"].errors.keys() == {"until"}


def test_what_is_chosen_is_shown_with_a_way_back(client, some_acts):
    chips = page(client, "journal", object=bench(3), role="platform", after="").context["chips"]

    assert [chip.url for chip in chips] == ["?role=platform", f"?object={bench(3).replace(':', '%3A')}"]
    assert str(chips[0].label) == "No 3 <b>"


def test_every_filter_goes_into_the_feed_and_the_files(client, some_acts):
    html = page(client, "journal", object=bench(3), role="platform").content.decode()
    asked = f"?object={bench(3).replace(':', '%3A')}&amp;role=platform"

    for name in ("journal.atom", "journal.csv", "journal.json"):
        assert f"/en/register/{name}{asked}" in html


def test_a_feed_reads_as_it_was_written(client, some_acts):
    feed = ElementTree.fromstring(page(client, "feed", object=bench(3)).content)  # noqa: S314

    titles = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1:] == ["The platform painted No 3 <b> on not stated, with green."]


FEEDS = [{}, {"role": "platform"}, {"object": bench(3)}, {"event": "register.bench_moved", "since": "2020-01-01"}]


def test_feeds_are_valid_and_no_two_choices_are_one_feed(client, some_acts):
    feeds = [atom.read(page(client, "feed", **query).content) for query in FEEDS]

    assert len({atom.text(feed, "id") for feed in feeds}) == len(FEEDS)
    assert [atom.text(feed, "title") for feed in feeds] == [
        "The public register",
        "The public register – Role: the platform",
        "The public register – About what: No 3 <b>",
        "The public register – Kind of act: Moved …, From this day: January 1, 2020",
    ]


def test_a_feed_leads_to_the_page_of_its_choice(client, some_acts):
    feed = atom.read(page(client, "feed", role="platform").content)

    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{atom.ATOM}link")}
    assert links["alternate"].endswith("/en/register/?role=platform")
    assert links["self"].endswith("/en/register/journal.atom?role=platform")


def test_the_author_of_a_feed_is_whose_acts_it_tells(client):
    town = urns.urn("town", uuid.UUID(int=9))
    move(bench(3), body=town)
    sequencer.sequence_once()
    whose = [atom.read(page(client, "feed", **query).content) for query in ({}, {"body": town})]

    names = [feed.find(f"{atom.ATOM}author").findtext(f"{atom.ATOM}name") for feed in whose]
    assert names == ["Parvis", "No 9 <b>"]
    assert [atom.text(entry, "summary") for entry in whose[1].findall(f"{atom.ATOM}entry")] == ["No 9 <b>"]


@pytest.mark.parametrize("name", ["feed", "journal_csv", "journal_json"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"object": "zebra"}, "The parameter “object” cannot be used. Nothing public is called so."),
        ({"since": "zz"}, "The parameter “since” cannot be used. Write the day as 2022-04-30."),
        ({"body": "zz"}, "The parameter “body” cannot be used. Choose a member from the list."),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "The parameter “until” cannot be used. This day is before"),
    ],
)
def test_a_file_of_what_cannot_be_understood_is_refused_with_what_to_write(client, some_acts, name, query, said):
    answer = page(client, name, **query)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_journal_is_also_a_table(client, some_acts):
    written = b"".join(page(client, "journal_csv", object=bench(3))).decode()
    [row] = csv.DictReader(io.StringIO(written, newline=""))

    assert tuple(row) == COLUMNS
    assert (row["entry"], row["object_title"]) == ("0", "No 3 <b>")
    assert json.loads(row["payload"]) == {"on": None, "paint": "green"}


def test_the_journal_is_also_json(client, some_acts):
    rows = json.loads(b"".join(page(client, "journal_json")))

    assert [row["entry"] for row in rows] == [2, 1, 0]
    assert rows[0]["commitments"] is None


def test_an_empty_selection_is_an_empty_file(client, some_acts):
    assert json.loads(b"".join(page(client, "journal_json", role="nobody"))) == []


def test_a_file_speaks_the_language_of_its_page(client, some_acts):
    rows = json.loads(b"".join(page(client, "journal_json", language="fr", object=bench(3))))

    assert rows[0]["page"].endswith("/fr/register/0/")


def test_a_cell_is_never_a_formula(client):
    paint(bench(3), paint="x")
    sequencer.sequence_once()
    urns._kinds["bench"] = urns.Kind("bench", "Bench", lambda uids, viewer: {uid: urns.Named("=1+1") for uid in uids})
    [row] = csv.DictReader(io.StringIO(b"".join(page(client, "journal_csv")).decode(), newline=""))

    assert row["object_title"] == "'=1+1"


def test_a_file_longer_than_a_lot_holds_each_act_once(client, monkeypatch):
    monkeypatch.setattr("parvis.register.journal.LOT", 2)
    for _number in range(5):
        move(bench(3))
    sequencer.sequence_once()

    assert [row["entry"] for row in json.loads(b"".join(page(client, "journal_json")))] == [4, 3, 2, 1, 0]


@pytest.mark.parametrize("count", [3, 60])
def test_the_page_costs_the_same_however_long_the_journal(client, count, django_assert_num_queries):
    for number in range(count):
        paint(bench(number), paint=bench(number + 1))
    sequencer.sequence_once()

    with django_assert_num_queries(
        6
    ):  # how it stands, its timestamps, the acts, what to filter by, and two kinds of things
        page(client, "journal")
