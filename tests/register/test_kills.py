import pytest

from bench.kill_acts import Load, kill_acts


@pytest.mark.kill
def test_each_acknowledged_act_is_in_the_log_exactly_once(tmp_path):
    """The short form of `make bench-kill`."""
    outcome = kill_acts(tmp_path, Load(acts=15, kills=2, work=2.0, rest=0.5))

    assert outcome.faults == []
    assert outcome.acknowledged >= 15
    assert (outcome.server_kills, outcome.sequencer_kills) == (2, 2)
