import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from parvis.jobs.worker import Worker
from tests.jobs.samples import append, fail

pytestmark = pytest.mark.django_db


def report(capsys, *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        call_command("jobs", *arguments)
    return ended.value.code, capsys.readouterr().out


def give_up_a_job() -> None:
    fail.enqueue("boom")
    for minutes in (0, 1):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            Worker("w").run_all()


def test_what_was_given_up_is_told_with_its_error(capsys):
    give_up_a_job()
    code, words = report(capsys)
    assert (code, "Given up: tests.jobs.samples.fail, 2 tries: ValueError: boom" in words) == (1, True)


def test_nothing_given_up_is_no_failure(capsys, tmp_path):
    append.enqueue(str(tmp_path / "log"), "one")
    assert report(capsys, "--json")[0] == 0


def test_machines_can_read_it(capsys):
    fail.enqueue("boom")
    Worker("w").run_all()
    told = json.loads(report(capsys, "--json")[1])
    assert (told["counts"]["ready"], told["troubled"][0]["error"]) == (1, "ValueError: boom")


def test_what_was_given_up_can_be_tried_again(capsys):
    give_up_a_job()
    assert report(capsys, "--retry")[0] == 0
