"""The Atom feeds, read as strictly as a reader may."""

import pytest

from parvis.kernel.languages import Multilingual
from tests import atom
from tests.assessments.factories import ReportFactory
from tests.evidence.factories import CitationFactory
from tests.plans.factories import MilestoneFactory, ProgressUpdateFactory

pytestmark = pytest.mark.django_db

WORDS = "Salt & <b>pepper</b> &amp; \x0b<script>"
SHOWN = "Salt & <b>pepper</b> &amp; <script>"


@pytest.fixture
def plan():
    update = ProgressUpdateFactory(words=Multilingual({"en": WORDS, "fr": WORDS}))
    commitment = update.milestone.commitment
    commitment.plan.published_at = commitment.plan.recorded_at
    source = CitationFactory()
    for number in (8, 9):
        MilestoneFactory(commitment=commitment, number=number, done=True, evidence=source)
    ReportFactory(plan=commitment.plan)
    return commitment.plan


def feed_at(client, address):
    return atom.read(client.get(address).content)


def addresses_of(plan):
    commitment = plan.commitments.get()
    pages = [plan.member.get_absolute_url(), plan.get_absolute_url(), commitment.get_absolute_url()]
    return [f"{page}feed/" for page in pages]


def test_they_are_atom_and_no_two_are_one(client, plan):
    feeds = [feed_at(client, address) for address in [*addresses_of(plan), "/en/reports/feed/"]]

    assert len({atom.text(feed, "id") for feed in feeds}) == len(feeds)
    assert all(feed.findall(f"{atom.ATOM}entry") for feed in feeds)


def test_their_author_is_the_member(client, plan):
    for address in addresses_of(plan):
        author = feed_at(client, address).find(f"{atom.ATOM}author")
        assert author.findtext(f"{atom.ATOM}name") == str(plan.member.name)


def test_the_author_of_what_is_of_all_is_this_site(client, plan):
    assert feed_at(client, "/en/reports/feed/").find(f"{atom.ATOM}author").findtext(f"{atom.ATOM}name") == "Parvis"


def test_a_feed_with_nothing_to_tell_is_one_too(client):
    assert feed_at(client, "/en/reports/feed/").findall(f"{atom.ATOM}entry") == []


def test_words_are_shown_as_they_were_written(client, plan):
    for address in addresses_of(plan):
        shown = [atom.text(entry, "summary") for entry in feed_at(client, address).findall(f"{atom.ATOM}entry")]
        assert any(words.endswith(SHOWN) for words in shown)
