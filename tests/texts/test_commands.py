import pytest

from parvis.kernel.errors import NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.register import queries as register
from parvis.texts import commands, queries
from parvis.texts.errors import (
    NothingChanged,
    ReasonMissing,
    TextAlreadyPublished,
    TextChangedMeanwhile,
    TextEmpty,
    TextNotPublished,
)
from tests.accounts.factories import MembershipFactory
from tests.texts.conftest import OWNER
from tests.texts.factories import PASSAGES, REASON, passages, text_of

FIRST = passages(PASSAGES)
SECOND = passages({**PASSAGES, "action": {"en": "Make the portal far easier to use."}})

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(body, author):
    return commands.begin_text(owner=OWNER, body=body, passages=FIRST, by=author)


@pytest.fixture
def published(body):
    return text_of(OWNER, body)


def test_a_draft_is_not_on_the_register(draft):
    assert register.latest(OWNER) is None


def test_a_draft_is_saved_in_place(draft, author):
    commands.draft_text(draft, SECOND, by=author)
    assert [version.number for version in queries.versions(draft)] == [1]


def test_a_saved_draft_has_the_hash_of_its_new_words(draft, author):
    before = draft.current.sha256
    assert commands.draft_text(draft, SECOND, by=author).sha256 != before


def test_a_draft_that_someone_else_saved_is_not_overwritten(draft, author):
    read = draft.current.sha256
    commands.draft_text(draft, SECOND, by=author)
    with pytest.raises(TextChangedMeanwhile):
        commands.draft_text(draft, FIRST, by=author, expected_sha256=read)


def test_a_discarded_draft_leaves_nothing(draft, author):
    commands.discard_text(draft, by=author)
    assert queries.text_of(OWNER) is None


def test_a_published_text_is_not_discarded(published, author):
    with pytest.raises(TextAlreadyPublished):
        commands.discard_text(published, by=author)


def test_publishing_a_text_goes_on_the_register_with_its_hash(draft, author):
    version = commands.publish_text(draft, by=author)
    assert register.latest(OWNER).payload == {"version": 1, "sha256": version.sha256}


def test_a_text_is_published_once(draft, author):
    commands.publish_text(draft, by=author)
    with pytest.raises(TextAlreadyPublished):
        commands.publish_text(draft, by=author)


def test_nothing_is_no_text_to_publish(draft, author):
    commands.draft_text(draft, [], by=author)
    with pytest.raises(TextEmpty):
        commands.publish_text(draft, by=author)


def test_a_published_text_is_not_drafted(published, author):
    with pytest.raises(TextAlreadyPublished):
        commands.draft_text(published, SECOND, by=author)


def test_a_draft_is_not_revised(draft, author):
    with pytest.raises(TextNotPublished):
        commands.revise_text(draft, SECOND, reason=REASON, by=author)


def test_a_revision_is_the_next_version(published, author):
    assert commands.revise_text(published, SECOND, reason=REASON, by=author).number == 2


def test_a_revision_leaves_the_version_before_as_it_was(published, author):
    before = queries.version(published, 1).sha256
    commands.revise_text(published, SECOND, reason=REASON, by=author)
    assert queries.version(published, 1).sha256 == before


def test_a_revision_goes_on_the_register(published, author):
    version = commands.revise_text(published, SECOND, reason=REASON, by=author)
    line = register.latest(OWNER)
    assert (line.event, line.payload) == (
        "texts.text_revised",
        {"version": 2, "sha256": version.sha256, "changes": 1},
    )


def test_a_revision_names_the_clauses_that_changed(published, author):
    version = commands.revise_text(published, SECOND, reason=REASON, by=author)
    assert [(change.kind, change.heading) for change in version.changes.all()] == [("reworded", "action")]


@pytest.mark.parametrize("reason", [Multilingual(), Multilingual({"en": ""})])
def test_a_published_text_changes_only_with_a_reason(published, author, reason):
    with pytest.raises(ReasonMissing) as refused:
        commands.revise_text(published, SECOND, reason=reason, by=author)
    assert refused.value.field == "reason"


def test_the_same_words_are_no_revision(published, author):
    with pytest.raises(NothingChanged):
        commands.revise_text(published, FIRST, reason=REASON, by=author)


def test_a_published_text_is_not_emptied(published, author):
    with pytest.raises(TextEmpty):
        commands.revise_text(published, [], reason=REASON, by=author)


def test_a_revision_of_an_old_version_is_refused_with_the_number_of_the_new_one(published, author):
    commands.revise_text(published, SECOND, reason=REASON, by=author, expected_version=1)
    with pytest.raises(TextChangedMeanwhile) as refused:
        commands.revise_text(published, FIRST, reason=REASON, by=author, expected_version=1)
    assert refused.value.version == 2


def test_a_refused_revision_stores_nothing(published, author):
    with pytest.raises(ReasonMissing):
        commands.revise_text(published, SECOND, reason=Multilingual(), by=author)
    assert queries.versions(published).count() == 1


def test_who_may_write_is_for_the_owner_to_say(published):
    stranger = MembershipFactory().person
    with pytest.raises(NotPermitted):
        commands.revise_text(published, SECOND, reason=REASON, by=stranger)


def test_a_kind_that_owns_no_texts_cannot_begin_one(body, author):
    with pytest.raises(LookupError):
        commands.begin_text(
            owner="urn:parvis:bicycle:00000000-0000-4000-8000-000000000001", body=body, passages=FIRST, by=author
        )


def test_history_is_public_at_once_and_leaves_its_line_to_the_import(published):
    version = commands.record_past_version(published, SECOND, by=IMPORT, happened_on="2022-04")
    assert (version.is_published, str(version.since), register.latest(OWNER)) == (True, "April 2022", None)


def test_the_day_of_a_past_version_is_not_made_up(published):
    assert published.current.since is None


def test_a_version_made_here_dates_from_its_publication(published, author):
    version = commands.revise_text(published, SECOND, reason=REASON, by=author)
    assert version.since == version.published_at


def test_history_is_for_an_import_alone(published, author):
    with pytest.raises(NotPermitted):
        commands.record_past_version(published, SECOND, by=author)
