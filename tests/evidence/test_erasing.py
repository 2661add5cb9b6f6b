"""Erasing what is public: nothing of it stays in any table or file, no line changes, and what rested on it says so."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from parvis.accounts.types import Role
from parvis.evidence import commands, events, queries
from parvis.evidence.captures import keeping
from parvis.evidence.captures.looking import Look
from parvis.evidence.errors import AlreadyErased, DocumentNotPublished, NothingToErase, ReasonMissing
from parvis.evidence.models import Bibliography, BibliographyEntry, CitedPage, Document
from parvis.evidence.types import Source, Use
from parvis.kernel import contents
from parvis.kernel.errors import NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT, PLATFORM
from parvis.kernel.urns import urn
from parvis.register import queries as register
from tests.accounts.factories import MembershipFactory
from tests.evidence.factories import CitationFactory
from tests.evidence.fieldwork import SECRET, consulted, everything_stored

pytestmark = pytest.mark.django_db
REASON = Multilingual({"en": "It names a private person.", "fr": "Elle nomme une personne."})
NAME = "Ysoline Kerguelen"
ABOUT = urn("milestone", "00000000-0000-4000-8000-000000000001")
OTHER = urn("milestone", "00000000-0000-4000-8000-000000000002")
MEMBER = urn("member", "00000000-0000-4000-8000-000000000009")


@pytest.fixture
def membership(db):
    return MembershipFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def source():
    return Source(
        kind="public_document",
        title=Multilingual({"en": f"Letter of {NAME}"}),
        url="https://example.org/ysoline-kerguelen",
        authors=(NAME,),
        publisher=f"Office of {NAME}",
        note=Multilingual({"en": f"As {NAME} wrote"}),
    )


@pytest.fixture
def cited(body, person, source):
    citation = commands.cite_source(source, by=person, body=body, about=ABOUT)
    commands.list_uses([MEMBER], [Use(citation.pk, ABOUT)], by=PLATFORM)
    return citation


def erase(citation, by):
    return commands.erase_source(citation, by=by, reason=REASON)


def lines(about):
    """The newest first."""
    return [told.line.leaf for told in register.history(about.urn, None).acts]


def handed_out(line, digest):
    kept = contents.found(line.event, digest, line.said, None)
    return [one for one in kept if sha256(one).hexdigest() == line.payload[digest]]


def published(person, body, content=b"Words of Ysoline Kerguelen", title=f"Letter of {NAME}"):
    file = ContentFile(content, name="kerguelen.txt")
    document = commands.upload_document(by=person, body=body, file=file, title=Multilingual({"en": title}))
    return commands.publish_document(document, by=person)


# A source


def test_nothing_of_it_is_left_in_tables_or_files(cited, person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(cited, person)
    stored = everything_stored().casefold()
    assert ("kerguelen" in stored, cited.salt in stored) == (False, False)


def test_no_line_of_the_register_changes(cited, person):
    before = lines(cited)
    erase(cited, person)
    assert lines(cited)[1:] == before


def test_its_line_has_the_reason_and_what_was_hashed_is_handed_out_no_more(cited, person):
    recorded = register.latest(cited.urn)
    erase(cited, person)
    line = register.latest(cited.urn)
    assert (line.event, len(handed_out(line, "reason_sha256"))) == ("evidence.source_erased", 1)
    assert handed_out(recorded, "source_sha256") == []


def test_what_was_said_before_corrections_goes_with_it(cited, person):
    commands.describe_source(cited, by=person, title=Multilingual({"en": "A letter"}))
    erase(cited, person)
    cited.refresh_from_db()
    assert (cited.said_before, cited.titles_before, str(cited)) == ([], [], "a source, erased")


def test_it_leaves_every_bibliography(cited, person):
    erase(cited, person)
    found = queries.bibliography(MEMBER)
    assert (found.entry_count, found.use_count, BibliographyEntry.objects.count()) == (0, 0, 0)


def test_a_source_that_others_cite_too_stands_there_as_they_name_it(cited, person, body):
    other = CitationFactory(url=cited.url, title=Multilingual({"en": "A letter"}), body=body)
    commands.list_uses([MEMBER], [Use(other.pk, OTHER)], by=PLATFORM)
    erase(cited, person)
    [entry] = BibliographyEntry.objects.all()
    assert (entry.citation, entry.use_count, entry.title_key) == (other, 1, "0a letter")
    counted = Bibliography.objects.get(owner=MEMBER)
    assert (counted.entry_count, counted.use_count, counted.counts["web_page"]) == (1, 1, {"on_the_web": 1})


def test_the_nightly_job_does_not_list_it_again(cited, person):
    erase(cited, person)
    assert commands.list_uses([MEMBER], [Use(cited.pk, ABOUT)], by=PLATFORM) == 0


def test_its_file_goes_with_it(person, body, django_capture_on_commit_callbacks):
    document = published(person, body)
    source = Source(kind="public_document", title=Multilingual({"en": "A letter"}), document=document)
    citation = commands.cite_source(source, by=person, body=body, about=ABOUT)
    with django_capture_on_commit_callbacks(execute=True):
        erase(citation, person)
    stored = everything_stored().casefold()
    assert ("kerguelen" in stored, document.sha256 in lines(document)[1]) == (False, True)


def test_a_file_that_another_source_has_too_stays(person, body, django_capture_on_commit_callbacks):
    document = published(person, body)
    source = Source(kind="public_document", title=Multilingual({"en": "A letter"}), document=document)
    first, second = (commands.cite_source(source, by=person, body=body, about=ABOUT) for _n in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        erase(first, person)
    second.document.refresh_from_db()
    assert default_storage.exists(second.document.file.name)


def test_copies_of_its_page_go_with_it(cite, web, work, person):
    citation = cite(web.url)
    work()
    citation.refresh_from_db()
    copy = citation.copy
    erase(citation, person)
    work()
    stored = everything_stored()
    assert (web.url in stored, copy.text_sha256 in stored, default_storage.exists(copy.file)) == (False, False, False)
    assert register.latest(copy.urn).event == "evidence.capture_removed"


def test_a_page_that_another_source_cites_keeps_its_copies(cite, web, work, person):
    first, second = cite(web.url), cite(f"{web.url}#part", title={"fr": "Encore"})
    work()
    erase(first, person)
    second.refresh_from_db()
    assert (second.page.url, second.copy.is_held) == (web.url, True)


def test_a_copy_that_is_waited_for_is_not_made(cite, web, work, person):
    citation = cite(web.url)
    erase(citation, person)
    work()
    assert (web.here.asked, CitedPage.objects.get().captures.count()) == ([], 0)


def test_a_copy_that_comes_while_its_source_is_erased_is_not_kept(cite, web, work, person, monkeypatch):
    citation = cite(web.url)
    keep = keeping.keep

    def keeps_while_someone_erases(path, digest):
        erase(citation, person)
        return keep(path, digest)

    monkeypatch.setattr(keeping, "keep", keeps_while_someone_erases)
    work()
    assert list(Path(default_storage.location).rglob("*.wacz")) == []


def test_a_look_that_comes_after_its_source_was_erased_sees_nothing(cite, web, person):
    page = cite(web.url).page
    erase(page.citations.get(), person)
    commands.note_look(page, Look(CitedPage.Seen.GONE, "404"), by=PLATFORM)
    page.refresh_from_db()
    assert (page.seen, page.visit_at, list(queries.cited_pages())) == (CitedPage.Seen.NEVER, None, [])


def test_who_cites_the_page_afterwards_has_a_page_of_their_own(cite, web, work, person):
    erase(cite(web.url), person)
    again = cite(web.url)
    work()
    again.refresh_from_db()
    assert (again.copy.is_held, CitedPage.objects.count()) == (True, 2)


def test_it_is_erased_once_with_a_reason(cited, person):
    with pytest.raises(ReasonMissing):
        commands.erase_source(cited, by=person, reason=Multilingual())
    erase(cited, person)
    with pytest.raises(AlreadyErased):
        erase(cited, person)


def test_nobody_describes_or_copies_what_was_erased(cited, person):
    erase(cited, person)
    with pytest.raises(AlreadyErased):
        commands.describe_source(cited, by=person, title=Multilingual({"en": "A letter"}))


def test_the_table_holds_the_rule(cited, person):
    erase(cited, person)
    with pytest.raises(Exception, match="citation_erased_keeps_nothing"), connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_citation SET publisher = 'Someone'")


# What was said before


def test_what_it_said_before_is_gone_and_what_it_says_is_hashed_anew(cited, person):
    recorded = register.latest(cited.urn)
    commands.describe_source(cited, by=person, title=Multilingual({"en": "A letter"}))
    described = register.latest(cited.urn)
    done = commands.erase_past_wording(cited, by=person)
    line = register.latest(cited.urn)
    assert (line.event, done.said_before, done.salt == cited.salt) == ("evidence.past_wording_erased", [], False)
    assert [len(handed_out(one, "source_sha256")) for one in (recorded, described, line)] == [0, 0, 1]


def test_where_nothing_was_corrected_there_is_nothing_to_erase(cited, person):
    with pytest.raises(NothingToErase):
        commands.erase_past_wording(cited, by=person)


# A document


def test_of_a_document_its_hash_and_the_reason_stay(person, body, django_capture_on_commit_callbacks):
    document = published(person, body)
    with django_capture_on_commit_callbacks(execute=True):
        done = commands.erase_document(document, by=person, reason=REASON)
    assert "kerguelen" not in everything_stored().casefold()
    assert (done.sha256, done.erased_because, done.is_held) == (document.sha256, REASON, False)
    assert len(handed_out(register.latest(document.urn), "reason_sha256")) == 1


def test_the_same_bytes_kept_for_someone_else_stay(person, body, django_capture_on_commit_callbacks):
    first, second = published(person, body), published(person, body, title="Another")
    with django_capture_on_commit_callbacks(execute=True):
        commands.erase_document(first, by=person, reason=REASON)
    second.refresh_from_db()
    assert default_storage.exists(second.file.name)


def test_an_upload_that_waits_is_discarded_and_not_erased(person, body):
    upload = commands.upload_document(by=person, body=body, file=ContentFile(b"Words", name="words.txt"))
    with pytest.raises(DocumentNotPublished):
        commands.erase_document(upload, by=person, reason=REASON)


def test_the_same_file_can_be_published_again(person, body):
    commands.erase_document(published(person, body), by=person, reason=REASON)
    again = commands.record_past_document(
        by=IMPORT,
        body=body,
        sha256=Document.objects.get().sha256,
        file_name="letter.txt",
        media_type="text/plain",
        size=26,
        title=Multilingual({"en": "A letter"}),
        language="en",
    )
    assert again.erased_at is None


# Who


@pytest.mark.parametrize("role", [Role.POINT_OF_CONTACT, Role.COMMITMENT_LEAD, Role.EVALUATOR, Role.FORUM_MEMBER])
def test_only_administrators_erase_what_others_brought(cited, membership, person, body, role):
    document = published(person, body)
    someone = MembershipFactory(member=membership.member, role=role).person
    for act, thing in (("erase_source", cited), ("erase_past_wording", cited), ("erase_document", document)):
        facts = {} if act == "erase_past_wording" else {"reason": REASON}
        with pytest.raises(NotPermitted):
            getattr(commands, act)(thing, by=someone, **facts)


def test_an_administrator_of_another_member_erases_nothing(cited):
    with pytest.raises(NotPermitted):
        erase(cited, MembershipFactory(role=Role.ADMINISTRATOR).person)


def test_an_evaluator_erases_what_they_cited_themselves(about, evaluator, colleague, source):
    citation = commands.record_source(about, by=evaluator, source=source)
    with pytest.raises(NotPermitted):
        erase(citation, colleague)
    assert erase(citation, evaluator).erased_at


def test_what_an_evaluator_keeps_for_nobody_else_goes_with_its_description(
    about, evaluator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        item = consulted(about, evaluator)
    commands.disclose_consulted(item, by=evaluator)
    salt = item.salt
    with django_capture_on_commit_callbacks(execute=True):
        erase(item.citation, evaluator)
    item.refresh_from_db()
    stored = everything_stored()
    assert (bool(item.erased_at), item.salt, "A memo" in stored, SECRET in stored) == (True, "", False, False)
    assert stored.count(salt) == 1  # in the line that disclosed it


def test_an_administrator_erases_the_description_only_once_nothing_confidential_is_kept(plan, about, evaluator):
    administrator = MembershipFactory(member=plan.member, role=Role.ADMINISTRATOR).person
    item = consulted(about, evaluator)
    with pytest.raises(NotPermitted):
        erase(item.citation, administrator)
    commands.erase_consulted(item, by=evaluator)
    assert erase(item.citation, administrator).erased_at


# Pages


@pytest.fixture
def signed_in(client, person, monkeypatch):
    monkeypatch.setattr("parvis.kernel.access.DenyByDefault.process_view", lambda *args: None)
    client.force_login(person)
    return client


def confirmed(client, address, **typed):
    looked_at = client.post(address, typed)
    return client.post(address, {**typed, "confirmed": looked_at.context["fingerprint"]}, follow=True)


def test_the_page_of_a_source_that_was_erased_says_why(signed_in, cited):
    answer = confirmed(signed_in, reverse("evidence:erase_source", args=[cited.uid]), reason_en="It names someone.")
    said = answer.content.decode()
    assert ("This source was erased" in said, "It names someone." in said, NAME in said) == (True, True, False)
    assert f'href="{reverse("evidence:erase_source", args=[cited.uid])}"' not in said


def test_a_look_at_the_act_erases_nothing(signed_in, cited):
    signed_in.post(reverse("evidence:erase_source", args=[cited.uid]), {"reason_en": "It names someone."})
    cited.refresh_from_db()
    assert cited.erased_at is None


def test_erasing_what_was_said_before_shows_what_goes(signed_in, cited, person):
    commands.describe_source(cited, by=person, title=Multilingual({"en": "A letter"}))
    address = reverse("evidence:erase_past_wording", args=[cited.uid])
    assert f"Letter of {NAME}" in signed_in.get(address).content.decode()
    confirmed(signed_in, address)
    cited.refresh_from_db()
    assert cited.said_before == []


def test_a_document_that_was_erased_answers_gone_with_the_reason(signed_in, person, body, membership):
    document = published(person, body)
    address = reverse("evidence:erase_document", args=[membership.member.slug, document.uid])
    listed = confirmed(signed_in, address, reason_en="It names someone.").content.decode()
    assert ("It names someone." in listed, NAME in listed) == (True, False)
    answer = signed_in.get(document.get_absolute_url())
    assert (answer.status_code, "It names someone." in answer.content.decode()) == (410, True)


def test_a_copy_of_a_page_that_was_erased_says_so(signed_in, cite, web, work, person):
    citation = cite(web.url)
    work()
    citation.refresh_from_db()
    copy = citation.copy
    erase(citation, person)
    answer = signed_in.get(copy.get_absolute_url())
    assert (answer.status_code, "Copy of a page that was erased" in answer.content.decode()) == (410, True)
    assert web.url not in str(answer.headers) + answer.content.decode()


def test_every_erasure_has_its_sentence():
    named = {events.SourceErased, events.PastWordingErased, events.DocumentErased}
    assert all("%(object)s" in str(event.sentence) for event in named)
