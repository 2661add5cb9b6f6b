"""On one machine, the signer's clock and the database's are one: only others can tell that it is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from parvis.kernel.clock import now, today
from parvis.register import queries, sequencer
from parvis.register.errors import ClockAstray
from parvis.register.last_signed import last_signed
from parvis.register.models import Checkpoint, Timestamp

from . import audit
from .factories import paint

pytestmark = pytest.mark.django_db


def acts(count):
    for _ in range(count):
        paint()
    sequencer.sequence_once()


def started_again():
    """Without its own memory of the time."""
    memory = last_signed()
    memory.renew(memory.read().note, datetime(2020, 1, 1, tzinfo=UTC))


@pytest.fixture
def three(witnesses, clock):
    """Witnesses with clocks of their own: seconds that each is ahead of this machine."""
    ahead = {"w1": 0, "w2": 0, "w3": 0}
    for name in ahead:
        one = witnesses(name)
        one.clock = lambda name=name: now() + timedelta(seconds=ahead[name])
    return ahead


def test_a_clock_behind_a_cosignature_signs_nothing(witnesses, clock, folder):
    witnesses("w1")
    acts(1)
    started_again()
    clock.shift(timedelta(seconds=-62))
    paint()

    with pytest.raises(ClockAstray, match=r"the witness w1 .* said 2026-11-20 10:00:00"):
        sequencer.sequence_once()
    assert audit.read(folder).size == 1


def test_a_minute_behind_is_close_enough(witnesses, clock, folder):
    witnesses("w1")
    acts(1)
    started_again()
    clock.shift(timedelta(seconds=-60))
    acts(1)

    assert audit.read(folder).size == 2


def test_one_witness_of_three_whose_clock_is_wrong_stops_nothing(three, folder):
    three["w2"] = 3600
    acts(1)
    acts(1)

    assert audit.read(folder).size == 2


def test_two_of_three_that_agree_are_believed(three):
    three["w1"] = three["w2"] = 3600
    acts(1)
    paint()

    with pytest.raises(ClockAstray, match="the witness w"):
        sequencer.sequence_once()


def test_a_witness_taken_out_of_the_settings_says_nothing(witnesses, clock, settings, folder):
    witnesses("w1").clock = lambda: now() + timedelta(hours=1)
    acts(1)
    settings.REGISTER_WITNESSES = []
    acts(1)

    assert audit.read(folder).size == 2
    assert queries.troubles() == []


def stamp(at):
    Timestamp.objects.create(
        day=today(),
        size=1,
        note="n",
        authority="tsa.example",
        asked_at=at,
        response=b"r",
        stamped_at=at,
    )


def test_a_clock_behind_a_timestamp_signs_nothing(clock, settings):
    settings.TIMESTAMP_URL = "https://tsa.example/"
    acts(1)
    stamp(now() + timedelta(seconds=61))
    paint()

    with pytest.raises(ClockAstray, match="the timestamp authority tsa.example"):
        sequencer.sequence_once()


def test_an_authority_taken_out_of_the_settings_says_nothing(clock, folder):
    acts(1)
    stamp(now() + timedelta(hours=1))
    acts(1)

    assert audit.read(folder).size == 2


@pytest.mark.parametrize("apart", [-300, 300])
def test_a_cosignature_just_given_with_another_time_is_told(witnesses, clock, client, apart):
    """A clock that is ahead cannot be told from time having passed, but by who signs now."""
    witnesses("w1").clock = lambda: now() - timedelta(seconds=apart)
    acts(1)

    [trouble] = queries.troubles()
    assert "300 s apart" in trouble
    assert "Plus d’une minute sépare son horloge" in client.get("/fr/register/").content.decode()


def test_it_is_told_no_more_once_the_clocks_agree(witnesses, clock):
    ours = witnesses("w1")
    ours.clock = lambda: now() - timedelta(seconds=300)
    acts(1)
    ours.clock = now
    acts(1)

    assert queries.troubles() == []


def test_a_memory_is_not_renewed_by_a_clock_that_others_contradict(witnesses, clock):
    witnesses("w1")
    acts(1)
    clock.shift(timedelta(days=-1))

    with pytest.raises(CommandError, match="the witness w1"):
        call_command("renew_signer_memory", "--yes")


def test_what_was_signed_in_days_to_come_is_signed_again(clock):
    clock.shift(timedelta(days=400))
    acts(1)
    clock.shift(timedelta(days=-400))
    call_command("renew_signer_memory", "--yes")
    sequencer.sequence_once()

    assert Checkpoint.objects.order_by("pk").last().signed_at == now()


def test_a_memory_that_goes_while_a_process_runs_is_missed(folder):
    acts(1)
    publish = sequencer.publisher()
    last_signed().path.unlink()
    paint()
    sequencer.sequence_batch()

    with pytest.raises(sequencer.RegisterRefusal, match="not there any more"):
        publish.publish()
