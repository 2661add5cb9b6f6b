"""What people read of an act: each kind has a sentence of its own, complete in both languages."""

import dataclasses
import importlib
import re

import pytest
from django.utils.translation import override

from parvis.register.telling import act_label
from parvis.register.types import Event
from tools import house

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def _events() -> list[type[Event]]:
    modules = [f"parvis.{room}.events" for room in house.rooms() if (house.PACKAGE / room / "events.py").exists()]
    found = [vars(importlib.import_module(module)).values() for module in modules]
    classes = {one for values in found for one in values if isinstance(one, type) and issubclass(one, Event)}
    return sorted(classes - {Event}, key=lambda one: one.name)


EVENTS = _events()
every_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)


def test_there_are_events():
    assert len(EVENTS) >= 40


@every_event
def test_its_sentence_says_who_did_it_to_what(event):
    places = set(PLACEHOLDER.findall(str(event.sentence)))
    fields = {field.name for field in dataclasses.fields(event)}

    assert "actor" in places
    assert places - {"actor"}, "a sentence names what the act was about"
    assert places <= fields | {"actor"}


@every_event
def test_its_sentence_is_its_own_in_each_language(event):
    said = {}
    for language in ("en", "fr"):
        with override(language):
            said[language] = str(event.sentence)

    assert said["en"] != said["fr"]
    assert sorted(PLACEHOLDER.findall(said["en"])) == sorted(PLACEHOLDER.findall(said["fr"]))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_two_kinds_read_the_same_in_the_list_of_kinds(language):
    with override(language):
        labels = [act_label(event.name) for event in EVENTS]

    assert [label for label in labels if labels.count(label) > 1] == []
