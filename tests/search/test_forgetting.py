"""Words that were taken out of the index are in none of the bytes of the database: on SQLite, of its files."""

from pathlib import Path

import pytest
from django.db import connection

from parvis.assessments import commands as reports
from parvis.jobs import commands as jobs
from parvis.jobs.worker import Worker
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.kernel.urns import urn
from parvis.search import commands
from parvis.search.engines import Words, put, sqlite
from parvis.search.models import Entry
from parvis.search.types import Indexed
from parvis.search.words import words
from tests.assessments.readings import recorded

# PostgreSQL overwrites rows when it vacuums.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

SECRET = "qzkvistgatan"
# In the index's blocks a word stands without the beginning that it shares with the one before.
TRACE = SECRET[2:].encode()


def thing(number, said):
    uid = f"00000000-0000-4000-8000-{number:012}"
    return Indexed(urn("plan", uid), Multilingual({"en": f"Number {number}"}), Multilingual({"en": said}))


def is_in_the_files():
    jobs.empty_journal()
    name = Path(connection.settings_dict["NAME"])
    return any(TRACE in path.read_bytes() for path in name.parent.glob(f"{name.name}*") if path.is_file())


def found(word):
    with connection.cursor() as cursor:
        return len(sqlite.matching(cursor, [words(word, "en")]))


@pytest.fixture
def indexed():
    things = [thing(n, f"floods {SECRET} each April" if n == 7 else f"dries word{n} each May") for n in range(300)]
    for start in range(0, 300, 30):
        commands.index(things[start : start + 30])
    return things


def test_words_are_there_until_they_are_forgotten(indexed):
    """That the search for traces finds something; and that removing alone leaves them to be read."""
    assert (found(SECRET), is_in_the_files()) == (1, True)
    commands.remove(indexed[7].urn)
    assert (found(SECRET), is_in_the_files()) == (0, True)


def test_what_was_removed_leaves_nothing_behind(indexed):
    commands.remove(indexed[7].urn)
    commands.forget_words()
    assert (found(SECRET), is_in_the_files()) == (0, False)


def test_words_that_were_replaced_leave_nothing_behind(indexed):
    commands.index([thing(7, "nothing at all")])
    commands.forget_words()
    assert (found(SECRET), is_in_the_files()) == (0, False)


def test_the_rest_is_still_found(indexed):
    commands.remove(indexed[7].urn)
    commands.forget_words()
    assert [found(word) for word in ("word6", "word299", "dries", "floods")] == [1, 1, 299, 0]


def test_it_is_done_in_steps_between_which_others_write(indexed, monkeypatch):
    monkeypatch.setattr(sqlite, "BLOCKS_AT_ONCE", 1)
    commands.remove(indexed[7].urn)
    commands.forget_words()
    assert not is_in_the_files()


def test_an_empty_index_has_nothing_to_forget():
    commands.forget_words()
    assert Entry.objects.count() == 0


def test_a_withdrawn_report_is_forgotten_by_a_job(indexed):
    report = recorded().report
    put({Entry.objects.get(urn=report.urn).pk: Words([SECRET + "2"], [])})
    commands.remove(indexed[7].urn)
    assert is_in_the_files()
    reports.withdraw_report(report, by=IMPORT, reason=Multilingual({"en": "It names someone."}))
    Worker("here").run_all()
    assert not is_in_the_files()
