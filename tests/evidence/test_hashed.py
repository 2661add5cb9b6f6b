"""What the register has of sources: a hash of all that is said of them, and what was hashed for whoever verifies it."""

import json
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from parvis.evidence import commands, events
from parvis.evidence.content import words_json
from parvis.evidence.models import Capture, Citation, CitedPage
from parvis.evidence.types import Source
from parvis.kernel import contents
from parvis.kernel.clock import now
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.register import queries as register
from parvis.register import sequencer, verify
from parvis.register.types import Event, payload_fields
from tests.evidence.fieldwork import consulted

TITLE = Multilingual({"en": "Minutes", "fr": "Procès-verbal"})
ABOUT = "urn:parvis:milestone:00000000-0000-4000-8000-000000000001"

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return Source(kind=Citation.Kind.WEB_PAGE, title=TITLE, url="https://example.org/", publisher="MCN")


@pytest.fixture
def cited(body, person, source):
    return commands.cite_source(source, by=person, body=body, about=ABOUT)


def handed_out(line, digest):
    """What is handed out, of all that was said, with the hash in the line."""
    kept = contents.found(line.event, digest, line.said, None)
    return [one for one in kept if sha256(one).hexdigest() == line.payload[digest]]


def test_what_is_said_of_a_source_is_hashed_and_handed_out(cited):
    line = register.latest(cited.urn)
    [content] = handed_out(line, "source_sha256")
    said = json.loads(content)
    assert (line.event, line.payload["about"]) == ("evidence.source_recorded", ABOUT)
    assert (said["url"], said["title"], len(said["salt"])) == (cited.url, cited.title.as_json(), 64)


def test_the_verifier_finds_the_hash_of_what_is_handed_out(cited):
    line = register.latest(cited.urn)
    [content] = handed_out(line, "source_sha256")
    changed = content.replace(b"example.org", b"example.net")
    leaf = line.leaf.encode()
    found = [verify.digest_in(leaf, verify.digests_of(one, None), salted=False) for one in (content, changed)]
    assert found == [line.payload["source_sha256"], None]


def test_the_same_words_twice_have_two_hashes(body, person, source, cited):
    """Or whoever guesses the words of a source could tell that it was here, also when it is erased."""
    again = commands.cite_source(source, by=person, body=body, about=ABOUT)
    assert len({register.latest(one.urn).payload["source_sha256"] for one in (cited, again)}) == 2


OTHER = {
    "url": "https://example.org/other",
    "publisher": "Another",
    "note": TITLE,
    "accessed_on": PartialDate("1999"),
    "title": Multilingual({"en": "Other"}),
    "authors": ["Someone"],
    "kind": "public_document",
}


@pytest.mark.parametrize("field", OTHER)
def test_a_source_that_was_exchanged_shows(cited, field):
    line = register.latest(cited.urn)
    Citation.objects.filter(pk=cited.pk).update(**{field: OTHER[field]})
    assert handed_out(line, "source_sha256") == []


def test_a_correction_leaves_a_line_and_what_was_said_before_is_handed_out_still(person, cited):
    before = register.latest(cited.urn)
    other = Multilingual({"en": "Other"})
    commands.describe_source(cited, by=person, title=other, published_on=PartialDate("2020"))
    after = register.latest(cited.urn)
    [old], [new] = handed_out(before, "source_sha256"), handed_out(after, "source_sha256")
    assert (json.loads(old)["title"], json.loads(new)["title"]) == (TITLE.as_json(), other.as_json())
    assert (after.event, json.loads(new)["published_on"]) == ("evidence.source_described", "2020")


def test_a_title_that_older_lines_hashed_by_itself_is_handed_out_still(person, cited):
    """Lines of before November 30, 2026 have one, without salt."""
    commands.describe_source(cited, by=person, title=Multilingual({"en": "Other"}))
    said = register.latest(cited.urn).said
    kept = contents.found(events.SourceDescribed.name, "title_sha256", said, None)
    assert [json.loads(one) for one in kept] == [{"en": "Other"}, TITLE.as_json()]


def test_the_register_has_no_hash_of_a_title_without_its_salt(person, cited):
    """Or whoever guesses the title could tell, for ever, that it was here."""
    commands.describe_source(cited, by=person, title=Multilingual({"en": "Other"}))
    leaf = register.latest(cited.urn).leaf
    assert sha256(words_json(Multilingual({"en": "Other"}))).hexdigest() not in leaf


def test_why_a_copy_was_taken_down_is_handed_out(person, body):
    page = CitedPage.objects.create(body=body, url="https://example.org/", url_sha256="0" * 64)
    copy = Capture.objects.create(page=page, asked_at=now(), taken_at=now(), sha256="1" * 64, file="captures/one.wacz")
    commands.remove_capture(copy, by=person, reason=Multilingual({"fr": "Elle montre une personne."}))
    [reason] = handed_out(register.latest(copy.urn), "reason_sha256")
    assert json.loads(reason) == {"fr": "Elle montre une personne."}


EVENTS = [one for one in vars(events).values() if isinstance(one, type) and issubclass(one, Event) and one is not Event]
DIGESTS = [(one.name, f.name) for one in EVENTS for f in payload_fields(one) if f.name.endswith("sha256")]


@pytest.mark.parametrize(("event", "digest"), DIGESTS)
def test_what_an_act_on_evidence_hashes_is_handed_out_or_the_page_says_why_not(event, digest):
    assert contents.is_declared(event, digest) != bool(contents.why_withheld(event, digest))


def test_the_page_of_an_act_says_why_what_it_hashed_is_not_there(client, person, body, settings, tmp_path):
    settings.REGISTER_FOLDER, settings.REGISTER_KEY = tmp_path / "log", tmp_path / "register.key"
    settings.REGISTER_ORIGIN = "parvis.test/register/log"
    document = commands.upload_document(by=person, body=body, file=ContentFile(b"Words", name="words.txt"))
    commands.publish_document(document, by=person)
    sequencer.sequence_once()
    said = client.get(reverse("register:entry", args=[0])).content.decode()
    assert "which can be downloaded from its own page" in said


def test_of_something_that_is_not_public_the_description_is_handed_out_and_nothing_else(about, evaluator):
    item = consulted(about, evaluator)
    line = register.latest(item.citation.urn)
    [content] = handed_out(line, "source_sha256")
    assert json.loads(content)["title"] == {"en": "A memo"}
    assert item.salt.encode() not in content
