"""Timestamps of the day's last checkpoint, from an authority on this machine."""

import time
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from parvis.jobs.tasks import periodic
from parvis.register import commands, queries, sequencer, tasks, timestamping
from parvis.register.choices import NotStamped
from parvis.register.models import Checkpoint, Timestamp
from parvis.register.timestamping import NoTimestamp, stamped

from .authority import Authority
from .factories import move

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority") / "a")


@pytest.fixture
def asked(authority, settings):
    """The authority, in the settings."""
    authority.answers = authority.stamp
    with authority.serving() as url:
        settings.TIMESTAMP_URL, settings.TIMESTAMP_CERTIFICATES = url, str(authority.ca)
        yield authority


@pytest.fixture
def log(clock):
    """Two checkpoints on the day, one on the day after."""
    for moment in ("2026-11-20 09:00", "2026-11-20 23:59:59", "2026-11-21 00:00:00"):
        clock.move_to(moment, tick=False)
        move()
        sequencer.sequence_once()
    clock.move_to("2026-11-21 00:10", tick=True)


def test_the_days_last_checkpoint_is_stamped(asked, log):
    stamp = commands.timestamp_day(DAY)

    assert (stamp.size, stamp.note) == (2, Checkpoint.objects.get(size=2).note)
    assert asked.confirms(stamp.note.encode(), bytes(stamp.response))
    assert stamp.stamped_at.tzinfo is not None


def test_a_day_without_a_checkpoint_of_its_own_has_the_one_before(asked, log):
    assert commands.timestamp_day(date(2026, 11, 25)).size == 3


def test_before_the_first_checkpoint_there_is_nothing_to_stamp(asked, log):
    assert commands.timestamp_day(date(2026, 11, 19)) is None
    assert not Timestamp.objects.exists()


def test_a_day_is_stamped_once(asked, log):
    first = commands.timestamp_day(DAY)
    asked.answers = lambda _query: (500, b"")

    assert commands.timestamp_day(DAY).response == first.response


def test_a_failure_is_kept_with_its_reason_and_tried_again(asked, log):
    asked.answers = lambda _query: (503, b"")
    assert commands.timestamp_day(DAY).failure == "it answers 503"

    asked.answers = asked.stamp
    assert commands.timestamp_day(DAY).is_stamped
    assert Timestamp.objects.count() == 1


def test_whatever_an_authority_says_can_be_kept(asked, log, monkeypatch):
    def odd(*_args, **_kwargs):
        raise NoTimestamp(NotStamped.REFUSED, "zero \0 and\nlines " + "x" * 1000)

    monkeypatch.setattr(commands, "stamped", odd)

    assert commands.timestamp_day(DAY).failure.startswith("zero  andlines xxx")


@pytest.mark.parametrize("url", ["nonsense", "ftp://a.test/", "http://é.test/", "http://127.0.0.1:1/"])
def test_an_address_that_leads_nowhere_is_a_failure_with_a_reason(asked, log, settings, url):
    settings.TIMESTAMP_URL = url

    assert commands.timestamp_day(DAY).failure


# What the job does


def test_the_job_stamps_yesterday(asked, log, time_machine):
    time_machine.move_to("2026-11-21 01:00")
    tasks.timestamp_yesterday.call()

    assert Timestamp.objects.get().day == DAY


def test_without_an_authority_the_job_does_nothing(log):
    tasks.timestamp_yesterday.call()

    assert not Timestamp.objects.exists()


def test_the_job_is_on_the_schedule():
    assert "parvis.register.tasks.timestamp_yesterday" in [one.name for one in periodic()]


# What is no timestamp


def stamp(authority, url, text=b"text"):
    return stamped(text, authority=url, certificates=authority.ca)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, b""), "answers 404"),
        ((200, b"<html>"), "does not hold"),
        ((200, b""), "does not hold"),
        ((200, b"x" * 100_000), "more than"),
    ],
)
def test_what_is_no_answer_is_refused(authority, asked, settings, answer, said):
    asked.answers = lambda _query: answer

    with pytest.raises(NoTimestamp, match=said):
        stamp(authority, settings.TIMESTAMP_URL)


def test_a_refusal_says_why(authority, asked, settings):
    """OpenSSL refuses what it cannot read, in an answer that is whole."""
    asked.answers = lambda _query: asked.stamp(b"nonsense")

    with pytest.raises(NoTimestamp, match=r"refuses \(REJECTION\)"):
        stamp(authority, settings.TIMESTAMP_URL)


def test_an_old_answer_is_refused(authority, asked, settings):
    old = []

    def replay(query):
        old.append(old[0] if old else asked.stamp(query))
        return old[0]

    asked.answers = replay
    stamp(authority, settings.TIMESTAMP_URL)

    with pytest.raises(NoTimestamp, match="Nonce"):
        stamp(authority, settings.TIMESTAMP_URL)


def test_a_stamp_of_another_text_is_refused(authority, asked, settings, monkeypatch):
    class Other(timestamping.TimestampRequestBuilder):
        def data(self, _text):
            return super().data(b"another text")

    monkeypatch.setattr(timestamping, "TimestampRequestBuilder", Other)

    with pytest.raises(NoTimestamp, match="Mismatch between messages"):
        stamp(authority, settings.TIMESTAMP_URL)


def test_a_changed_stamp_is_refused(authority, asked, settings):
    def changed(query):
        status, body = asked.stamp(query)
        return status, body[:-5] + bytes([body[-5] ^ 1]) + body[-4:]

    asked.answers = changed

    with pytest.raises(NoTimestamp, match="does not hold"):
        stamp(authority, settings.TIMESTAMP_URL)


def test_an_authority_that_the_certificates_do_not_vouch_for_is_refused(asked, settings, tmp_path):
    with pytest.raises(NoTimestamp, match="does not hold"):
        stamp(Authority(tmp_path / "other"), settings.TIMESTAMP_URL)


def test_without_certificates_the_public_ones_decide(asked, settings):
    with pytest.raises(NoTimestamp, match="does not hold"):
        stamped(b"text", authority=settings.TIMESTAMP_URL, certificates=None)


def test_certificates_that_cannot_be_read_are_named(asked, settings, tmp_path):
    with pytest.raises(NoTimestamp, match=r"missing\.pem cannot be read"):
        stamped(b"text", authority=settings.TIMESTAMP_URL, certificates=Path(tmp_path / "missing.pem"))


# The query and the pages


def test_where_nobody_is_asked_the_query_says_so():
    assert queries.timestamped() == queries.Timestamped("", None, None, False)


def test_the_query_tells_of_the_last_stamp(asked, log, time_machine):
    commands.timestamp_day(DAY)
    time_machine.move_to("2026-11-21 12:00")
    told = queries.timestamped()

    assert (told.authority, told.latest.day, told.failed, told.is_current) == ("127.0.0.1", DAY, None, True)


def test_a_stamp_of_long_ago_is_not_current(asked, log, time_machine):
    commands.timestamp_day(DAY)
    time_machine.move_to("2026-11-23 00:01")

    assert not queries.timestamped().is_current


def test_the_query_tells_of_a_later_failure(asked, log):
    commands.timestamp_day(DAY)
    asked.answers = lambda _query: (500, b"")
    commands.timestamp_day(date(2026, 11, 21))
    told = queries.timestamped()

    assert (told.latest.day, told.failed.day) == (DAY, date(2026, 11, 21))


def test_stamp_and_checkpoint_are_there_to_download(client, asked, log):
    commands.timestamp_day(DAY)
    files = [
        client.get(reverse(f"register:{name}", args=["2026-11-20"])) for name in ("timestamp", "timestamped_checkpoint")
    ]

    assert [file["Content-Type"] for file in files] == ["application/timestamp-reply", "text/plain; charset=utf-8"]
    assert asked.confirms(files[1].content, files[0].content)


@pytest.mark.parametrize("day", ["2026-11-19", "2026-13-01", "yesterday", "20261120"])
@pytest.mark.parametrize("name", ["timestamp", "timestamped_checkpoint"])
def test_a_day_without_a_stamp_is_not_found(client, asked, log, name, day):
    commands.timestamp_day(date(2026, 11, 21))

    assert client.get(reverse(f"register:{name}", args=[day])).status_code == 404


def test_a_day_that_failed_is_not_found(client, asked, log):
    asked.answers = lambda _query: (500, b"")
    commands.timestamp_day(DAY)

    assert client.get(reverse("register:timestamp", args=["2026-11-20"])).status_code == 404


def test_the_page_lists_days_and_what_failed(client, asked, log):
    commands.timestamp_day(DAY)
    asked.answers = lambda _query: (500, b"")
    commands.timestamp_day(date(2026, 11, 21))
    page = client.get("/en/register/timestamps/").content.decode()

    assert reverse("register:timestamp", args=["2026-11-20"]) in page
    assert page.count("It answered with an error.") == 2


def unreached(_asked, settings):
    settings.TIMESTAMP_URL = "http://127.0.0.1:1/"


def without_roots(_asked, settings):
    settings.TIMESTAMP_CERTIFICATES = "/nowhere/missing.pem"


def too_late(asked, _settings):
    asked.answers = lambda _query: time.sleep(1) or (200, b"")


@pytest.mark.parametrize(
    ("goes_wrong", "reason"),
    [
        (unreached, NotStamped.UNREACHED),
        (too_late, NotStamped.TOO_LATE),
        (lambda asked, _settings: setattr(asked, "answers", lambda _q: (200, b"x" * 100_000)), NotStamped.TOO_LONG),
        (lambda asked, _settings: setattr(asked, "answers", lambda _q: (503, b"")), NotStamped.ERROR),
        (lambda asked, _settings: setattr(asked, "answers", lambda _q: asked.stamp(b"nonsense")), NotStamped.REFUSED),
        (lambda asked, _settings: setattr(asked, "answers", lambda _q: (200, b"<html>")), NotStamped.INVALID),
        (without_roots, NotStamped.NO_ROOTS),
    ],
)
def test_why_a_day_failed_is_said_in_the_language_of_the_page(
    client, asked, log, settings, monkeypatch, goes_wrong, reason
):
    monkeypatch.setattr(timestamping, "SECONDS", 0.5)
    goes_wrong(asked, settings)
    failed = commands.timestamp_day(DAY)
    page = unescape(client.get("/fr/register/timestamps/").content.decode())
    with override("fr"):
        said = str(reason.label)
    with override("en"):
        assert [one in page for one in (str(reason.label), failed.failure)] == [False, False]
    assert (failed.reason, page.count(said)) == (reason, 2)


def test_a_day_that_failed_before_there_were_sentences_says_what_was_kept(client, asked, log):
    asked.answers = lambda _query: (503, b"")
    commands.timestamp_day(DAY)
    Timestamp.objects.update(reason="")
    assert '<code lang="en">it answers 503</code>' in client.get("/fr/register/timestamps/").content.decode()


def test_a_day_that_is_stamped_after_all_has_no_reason(asked, log):
    asked.answers = lambda _query: (503, b"")
    commands.timestamp_day(DAY)
    asked.answers = asked.stamp
    assert commands.timestamp_day(DAY).reason == ""


def rows(count):
    Timestamp.objects.bulk_create(
        Timestamp(
            day=date.fromordinal(DAY.toordinal() - number), size=1, note="n", authority="a", asked_at=datetime.now(UTC),
            response=b"r", stamped_at=datetime.now(UTC),
        )
        for number in range(count)
    )  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 120])
def test_the_page_costs_the_same_however_many_days_there_are(client, django_assert_max_num_queries, count):
    rows(count)
    with django_assert_max_num_queries(4):
        assert client.get("/fr/register/timestamps/").status_code == 200


def test_older_days_are_on_further_pages(client):
    rows(120)
    first = client.get("/en/register/timestamps/").context["page"]
    second = client.get(f"/en/register/timestamps/?after={first.after}").context["page"]

    assert [len(first), len(second)] == [50, 50]
    assert first.rows[-1].day > second.rows[0].day


def test_a_page_address_that_was_not_made_here_is_not_found(client):
    assert client.get("/en/register/timestamps/?after=nonsense").status_code == 404


# What the register's front says of it


def front(client):
    return client.get("/en/register/").content.decode()


def test_the_front_says_that_nobody_is_asked(client, log):
    assert "Days are not timestamped: no authority is configured." in front(client)


def test_the_front_says_who_timestamps_and_leads_to_the_list(client, asked, log):
    commands.timestamp_day(DAY)
    page = front(client)

    assert "127.0.0.1 timestamps each day" in page
    assert reverse("register:timestamps") in page


def test_the_front_says_that_it_was_not_done_lately(client, asked, log, clock):
    commands.timestamp_day(DAY)
    clock.move_to("2026-11-23 00:01")

    assert "the last one timestamped is" in front(client)


def test_the_front_says_that_it_was_not_done_yet(client, asked, log):
    assert "none is timestamped yet" in front(client)


@pytest.mark.parametrize("count", [0, 120])
def test_the_query_costs_one(django_assert_num_queries, count):
    rows(count)
    with django_assert_num_queries(1):
        queries.timestamped()


def test_whoever_runs_the_server_learns_that_an_authority_fails(asked, log):
    asked.answers = lambda _query: (500, b"")
    commands.timestamp_day(DAY)

    assert any("127.0.0.1: it answers 500" in trouble for trouble in queries.troubles())
