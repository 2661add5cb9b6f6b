"""One request at a time to a host and one a second, whoever asks."""

import threading
import time

import pytest
from django.core.cache import cache
from django.db import connections

from parvis.kernel.fetching import pace
from parvis.kernel.fetching.errors import HostBusy
from parvis.kernel.fetching.pace import paced

pytestmark = pytest.mark.django_db


def test_the_second_request_waits_its_second():
    began = time.monotonic()
    for _each in range(2):
        with paced("site.example"):
            pass
    assert 0.9 < time.monotonic() - began < 3


def test_another_host_does_not_wait():
    with paced("one.example"):
        began = time.monotonic()
        with paced("two.example"):
            assert time.monotonic() - began < 0.5


def test_a_host_that_is_asked_already_is_busy(monkeypatch):
    monkeypatch.setattr(pace, "_PATIENCE", 0.2)
    with paced("site.example"), pytest.raises(HostBusy), paced("site.example"):
        pass


def test_a_slot_is_given_back_after_a_failure(monkeypatch):
    monkeypatch.setattr(pace, "_PATIENCE", 0.2)
    with pytest.raises(ZeroDivisionError), paced("site.example"):
        _ = 1 / 0
    with paced("site.example"):
        pass


def test_a_slot_that_expired_and_has_another_holder_stays_theirs():
    with paced("site.example"):
        cache.set("fetching:slot:site.example", "someone else's")
    assert cache.get("fetching:slot:site.example") == "someone else's"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_after_the_other():
    inside, most = [], []

    def ask():
        with paced("site.example"):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.2)
            inside.pop()
        connections.close_all()

    asking = [threading.Thread(target=ask) for _each in range(3)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert most == [1, 1, 1]
