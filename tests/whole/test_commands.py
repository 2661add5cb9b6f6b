"""Every write is one transaction, by someone who may, and leaves a line on the register or says why not."""

import pytest

from parvis.kernel.permissions import declared
from tools import docs, house

COMMANDS = house.commands()
# They serve the commands of higher rooms, in whose transaction and by whose permission they act: anyone may call them,
# and each says why. What is one statement, or speaks to a mail server, opens no transaction of its own.
SERVANTS = {"register", "search", "jobs", "mail"}
ACTS = [command for command in COMMANDS if not command.asked_already]

every_act = pytest.mark.parametrize("command", ACTS, ids=str)


@every_act
def test_it_is_one_transaction(command):
    assert command.is_atomic


@every_act
def test_it_says_who_acts(command):
    assert "by" in command.keyword_only


@every_act
def test_it_requires_a_declared_permission_of_its_own_name(command):
    assert f"{command.room}.{command.name}" in command.permissions
    assert set(command.permissions) <= declared().keys()


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.asked_already], ids=str)
def test_only_a_servant_asks_no_permission_and_says_why(command):
    assert command.room in SERVANTS


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_it_records_an_event_or_says_why_it_is_no_act(command):
    assert command.records != bool(command.not_an_act)


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_it_takes_no_booleans(command):
    """A boolean makes two commands of one, and hides one of them."""
    assert command.booleans == []


def test_each_permission_is_required_by_a_command():
    required = {name for command in COMMANDS for name in command.permissions}
    assert {name for name in declared() if name.partition(".")[0] in house.rooms()} - required == set()


def test_what_is_no_act_is_listed():
    assert docs.ACTS.read_text() == docs.acts(), "run `make docs`"
