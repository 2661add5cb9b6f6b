"""What people have erased is gone from the database and was never in the log, whose roots stay what they were."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from parvis.accounts import commands as accounts
from parvis.config import settings as defaults
from parvis.contributions import commands
from parvis.contributions.types import Ground
from parvis.jobs import commands as jobs
from parvis.jobs.worker import Worker
from parvis.kernel.types import PLATFORM
from parvis.mail import commands as mail
from parvis.register import sequencer
from parvis.register.models import Checkpoint
from parvis.register.stored import StoredTree
from parvis.register.types import commits_to
from tests.accounts.factories import MembershipFactory, PersonFactory
from tests.contributions.factories import leaf
from tests.register import audit

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Kvistgatan floods under the third bench each April"
NAME, ADDRESS = "Ingrid Quatorze-Saules", "ingrid.quatorze@example.org"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.REGISTER_FOLDER, settings.REGISTER_KEY = tmp_path / "register", tmp_path / "register.key"
    return settings.REGISTER_FOLDER


@pytest.fixture
def moderator():
    return MembershipFactory(role="point_of_contact")


@pytest.fixture
def said(moderator):
    """Published, hidden, shown again; its author got a message about each."""
    subject = leaf(moderator.member)
    contribution = commands.submit_contribution(subject, by=PersonFactory(), text=WORDS, language="en", signature=NAME)
    commands.hide_contribution(contribution, by=moderator.person, ground=Ground.ADVERTISING, note="Please be civil")
    commands.restore_contribution(contribution, by=moderator.person)
    publish()
    return contribution


def publish():
    Worker("test").run_all()
    sequencer.sequence_once()


def places_of(*needles):
    """Where any of them is found: tables, by their rows as text; on SQLite the bytes of its files; published files."""
    found = [table for table in tables() for needle in needles if rows_with(table, needle)]
    for path in [*database_files(), *published_files()]:
        content = path.read_bytes()
        found += [path.name for needle in needles if needle.encode() in content]
    return sorted(set(found))


def tables():
    return connection.introspection.table_names()


def rows_with(table, needle):
    if connection.vendor == "postgresql":
        sql = f'SELECT count(*) FROM "{table}" AS one WHERE one::text LIKE %s'  # noqa: S608 -- a table of ours
        with connection.cursor() as cursor:
            cursor.execute(sql, [f"%{needle}%"])
            return cursor.fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- a table of ours
        return sum(needle in str(row) for row in cursor.fetchall())


def database_files():
    if connection.vendor != "sqlite":
        return []
    name = Path(connection.settings_dict["NAME"])
    return [path for path in name.parent.glob(f"{name.name}*") if path.is_file()]


def published_files():
    from django.conf import settings

    return [path for path in Path(settings.REGISTER_FOLDER).rglob("*") if path.is_file()]


def roots():
    """Each signed checkpoint, beside the root that the database gives now for that size."""
    return [
        (bytes(checkpoint.root), StoredTree().frontier(checkpoint.size).root())
        for checkpoint in Checkpoint.objects.order_by("pk")
    ]


def test_words_are_found_until_they_are_erased(said):
    """That the search for traces finds something where there is something."""
    assert "contributions_contribution" in places_of(WORDS)
    assert "mail_message" in places_of(WORDS)
    assert "contributions_contribution" in places_of(said.salt)


def test_the_log_never_held_them(said, folder):
    assert not [path for path in published_files() if WORDS.encode() in path.read_bytes()]
    assert not [path for path in published_files() if said.salt.encode() in path.read_bytes()]


def test_the_log_commits_to_them(said, folder):
    submitted = next(entry for entry in audit.read(folder).entries if b"contribution_submitted" in entry)
    digest = submitted.split(b'"text":"')[1][:64].decode()

    assert commits_to(digest, said.salt, WORDS)


def test_withdrawing_leaves_nothing(said, folder):
    before, salt = audit.read(folder).entries, said.salt
    commands.withdraw_contribution(said, by=said.author)
    publish()
    jobs.empty_journal()

    assert places_of(WORDS, salt, NAME) == []
    assert audit.read(folder).entries[: len(before)] == before
    assert all(signed == now for signed, now in roots())


def test_erasing_a_person_leaves_nothing(folder):
    membership = MembershipFactory(person__name=NAME, person__email=ADDRESS)
    person, subject = membership.person, leaf(membership.member)
    contribution = commands.submit_contribution(subject, by=person, text=WORDS, language="en", signature=NAME)
    mail.remind(person, subject="Hello", text=f"Dear {NAME}", key="once")
    publish()
    before = audit.read(folder).entries
    accounts.erase_person(person, by=person)
    commands.forget_signatures(by=PLATFORM)
    mail.forget_messages()
    publish()
    jobs.empty_journal()

    assert places_of(NAME, ADDRESS) == []
    assert commands.Contribution.objects.get(pk=contribution.pk).text == WORDS
    assert audit.read(folder).entries[: len(before)] == before
    assert all(signed == now for signed, now in roots())


def test_what_people_say_is_in_no_index(said):
    indexes = [table for table in tables() if table.startswith("search_")]

    assert indexes
    assert [table for table in indexes if rows_with(table, "Kvistgatan") or rows_with(table, "kvistgatan")] == []


def test_sqlite_overwrites_what_is_deleted():
    """PostgreSQL does so when it vacuums."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete")
            assert cursor.fetchone()[0] == 1


def test_an_installation_on_sqlite_does_so_too():
    assert "PRAGMA secure_delete=ON" in Path(defaults.__file__).read_text()


def test_no_table_is_forgotten():
    """Models whose rows are looked through: all of them."""
    assert {model._meta.db_table for model in apps.get_models()} <= set(tables())
