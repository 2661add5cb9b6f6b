"""Every object's history, and the page of each act."""

import re
import uuid
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from parvis.kernel import urns
from parvis.kernel.urns import Named
from parvis.register import journal, queries, sequencer
from parvis.register.errors import NoHistory
from parvis.register.models import Entry
from parvis.register.standing import Standing, standing_of

from .factories import bench, mix, move, paint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named")]

ANYONE = AnonymousUser()


def page(client, name, *args, **query):
    with override("en"):
        return client.get(reverse(f"register:{name}", args=args), query)


def history_page(client, urn, **query):
    return page(client, "history", *urns.parse(urn), **query)


def test_a_history_comes_in_pages():
    for _number in range(5):
        move(bench(3))
        move(bench(5))
    sequencer.sequence_once()
    move(bench(3))
    first = queries.history(bench(3), ANYONE, size=2)
    second = queries.history(bench(3), ANYONE, size=2, after=first.page.after)

    assert [told.line.is_pending for told in first.acts] == [True, False, False]
    assert [told.line.index for told in first.page] == [8, 6]
    assert [told.line.index for told in second.acts] == [4, 2]


def test_what_nobody_knows_has_no_history():
    move(bench(3))

    with pytest.raises(NoHistory):
        queries.history(bench(4), ANYONE)


def test_what_is_there_and_never_acted_on_has_an_empty_one(client):
    assert "No act yet" in history_page(client, bench(3)).content.decode()


@pytest.mark.parametrize("urn", [bench(4), urns.urn("shoe", uuid.UUID(int=3))])
def test_the_page_of_no_history_is_not_found(client, urn):
    assert history_page(client, urn).status_code == 404


def test_a_made_up_page_of_a_history_is_not_found(client):
    assert history_page(client, bench(3), after="abc").status_code == 404


def test_the_history_of_what_is_not_public_names_its_kind_only(client):
    move(bench(4))

    assert "History of something that is not public" in history_page(client, bench(4)).content.decode()


@pytest.fixture
def twenty_kinds(monkeypatch):
    """Each costs a query, and one of them two."""

    def resolve(uids, viewer):
        Entry.objects.exists()
        return {uid: Named("a name", "/there/") for uid in uids}

    def resolve_twice(uids, viewer):
        return resolve(uids, viewer) and resolve(uids, viewer)

    kinds = {f"kind-{number}": urns.Kind(f"kind-{number}", f"Kind {number}", resolve) for number in range(20)}
    kinds["kind-1"] = urns.Kind("kind-1", "Kind 1", resolve_twice, 2)
    monkeypatch.setattr(urns, "_kinds", urns._kinds | kinds)
    return [urns.urn(f"kind-{number}", uuid.UUID(int=number)) for number in range(20)]


@pytest.mark.parametrize("times", [1, 3])
def test_a_history_takes_eight_queries_at_most(client, twenty_kinds, times):
    for _number in range(times):
        for urn in twenty_kinds:
            paint(bench(3), paint=urn)
    sequencer.sequence_once()
    with CaptureQueriesContext(connection) as asked:
        answer = history_page(client, bench(3))

    assert len(asked) <= 8
    assert len(answer.context["history"].acts) == min(20 * times, journal.PAGE_SIZE)


@pytest.mark.parametrize("times", [1, 3])
def test_the_journal_takes_eight_queries_at_most(client, twenty_kinds, times):
    for _number in range(times):
        for urn in twenty_kinds:
            paint(urn, paint=twenty_kinds[0])
    sequencer.sequence_once()
    with CaptureQueriesContext(connection) as asked:
        answer = page(client, "journal")

    assert len(asked) <= 8
    assert len(answer.context["journal"].page.rows) == min(20 * times, journal.PAGE_SIZE)


def test_an_act_that_names_twenty_kinds_takes_eight_queries_at_most(client, twenty_kinds):
    mix(bench(3), twenty_kinds)
    sequencer.sequence_once()
    with CaptureQueriesContext(connection) as asked:
        answer = page(client, "entry", 0)

    assert len(asked) <= 8
    assert "Kind 19" in answer.content.decode()


def test_what_would_cost_too_much_is_called_by_its_kind_and_leads_to_its_history(twenty_kinds):
    for urn in twenty_kinds:
        paint(bench(3), paint=urn)
    told = " ".join(told.sentence for told in queries.history(bench(3), ANYONE).acts)

    assert f'<a href="/en/register/objects/kind-0/{uuid.UUID(int=0)}/">Kind 0</a>' in told
    assert '<a href="/there/">a name</a>' in told
    assert "(not public)" not in told


# An act's page


@pytest.fixture
def three_acts():
    for number in (3, 5, 7):
        paint(bench(number), paint="0" * 64)
    sequencer.sequence_once()


def test_an_act_begins_with_how_it_stands(client, three_acts):
    html = page(client, "entry", 1).content.decode()

    assert "This act has its place in the register. It has not been changed since it was signed, on" in html


def test_its_page_has_the_receipt_and_the_command(client, three_acts, folder):
    html = unescape(re.sub(r"<[^>]+>", "", page(client, "entry", 1).content.decode()))
    key = (folder / "vkey").read_text().strip()

    assert f"parvis verify parvis-1.tlog-proof --key {key}" in html
    assert f"python3 verify.py parvis-1.tlog-proof --key {key}" in html


def test_it_leads_to_the_acts_beside_it(client, three_acts):
    placed = [queries.entry(index, ANYONE) for index in range(3)]

    assert [(one.before, one.after) for one in placed] == [(None, 1), (0, 2), (1, None)]
    assert 'href="/en/register/2/" rel="next"' in page(client, "entry", 1).content.decode()


def test_an_act_takes_eight_queries_at_most(client, three_acts, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page(client, "entry", 1)


def test_an_act_that_was_changed_in_the_database_is_seen(client, three_acts):
    entry = Entry.objects.get(pk=1)
    Entry.objects.filter(pk=1).update(leaf=entry.leaf.replace("0" * 64, "1" + "0" * 63))

    assert "does not lead to the signed root" in page(client, "entry", 1).content.decode()
    assert standing_of(Entry.objects.get(pk=2)) is Standing.UNCHANGED


def test_files_that_are_not_whole_are_seen(three_acts, folder):
    (folder / "tile/0/000.p/3").unlink()

    assert standing_of(Entry.objects.get(pk=1)) is Standing.ALTERED


def test_a_checkpoint_that_another_key_signed_is_seen(three_acts, folder):
    note = (folder / "checkpoint").read_text()
    (folder / "checkpoint").write_text(note.replace("parvis.test/register\n3\n", "parvis.test/register\n4\n"))

    assert standing_of(Entry.objects.get(pk=1)) is Standing.ALTERED


def test_an_act_that_no_checkpoint_covers_waits(client, three_acts):
    move(bench(3))
    sequencer.sequence_batch()

    html = page(client, "entry", 3).content.decode()
    assert "waits for the next signature" in html
    assert "Download the receipt" not in html


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 300])
def test_standing_is_found_in_logs_of_many_sizes(size):
    for number in range(size):
        move(bench(number))
    sequencer.sequence_once()

    assert {standing_of(entry) for entry in Entry.objects.all()[:: max(1, size // 8)]} == {Standing.UNCHANGED}


def test_an_act_has_a_page_before_it_has_a_place(client):
    line = move(bench(3))
    html = page(client, "act", line.act).content.decode()

    assert "waits for its place in the register" in html
    assert str(line.act) in html


def test_its_page_leads_on_once_it_has_one(client):
    line = move(bench(3))
    sequencer.sequence_once()

    assert page(client, "act", line.act).headers["Location"] == "/en/register/0/"


def test_no_such_act_is_not_found(client):
    assert page(client, "act", uuid.uuid4()).status_code == 404


# What the register is


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 300])
def test_the_picture_shows_the_logs_own_hashes(client, size):
    for number in range(size):
        move(bench(number))
    sequencer.sequence_once()
    html = page(client, "about").content.decode()

    for entry in Entry.objects.order_by("index")[:4]:
        assert entry.hash.hex() in html
    assert html.count("tree-box--line") == min(size, 4)


def test_the_page_about_the_register_asks_few_questions(client, three_acts, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page(client, "about")


def test_it_says_plainly_that_nobody_witnesses(client, three_acts):
    assert "No witness yet." in page(client, "about").content.decode()


def test_the_program_that_verifies_has_its_hash_there(client, three_acts):
    from hashlib import sha256

    hash_ = sha256(page(client, "verifier").content).hexdigest()

    assert f'data-copy="{hash_}"' in page(client, "about").content.decode()


def test_a_sentence_that_ends_with_a_title_has_one_full_stop(monkeypatch):
    """Titles of reports end with one of their own."""
    monkeypatch.setitem(
        urns._kinds, "bench", urns.Kind("bench", "Bench", lambda uids, viewer: {uid: Named("Sit.") for uid in uids})
    )
    move(bench(3))

    assert queries.history(bench(3), ANYONE).acts[0].plain_sentence == "The platform moved Sit."
