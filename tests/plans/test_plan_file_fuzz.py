"""Whatever the bytes, a plan file is read or refused with reasons: nothing else comes out, and nothing runs away."""

import copy
import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from parvis.kernel.errors import Refusal
from parvis.kernel.types import IMPORT
from parvis.plans import commands
from parvis.plans.standards.plan_file import PlanFileRefused, read, written

from .plan_document_values import TRICKY
from .plan_documents import SMALL

TODAY = date(2026, 1, 1)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(TRICKY),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
yaml_marks = st.text(alphabet="\n\t -:#&*!|>'\"%@`{}[],?\\\x85\u2028\ufeffab01\0", max_size=60)


def readable_or_refused(raw: bytes) -> Any:
    """The file, or None; a refusal must give reasons in words."""
    try:
        return read(raw, today=TODAY)
    except PlanFileRefused as refused:
        problems = refused.problems
    assert json.dumps([problem.as_json() for problem in problems]) != "[]"
    return None


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"%YAML 9.9\n---\na")
@example(b'"\\U99999999"')
@example(b"? [a]: b")
@example(b"{" * 10_000)
@example(b"- " * 10_000)
@example(b"a: " + b"9" * 5_000)
@example(b"a: 1e999999999")
@example(b"&a [*a]")
def test_bytes(raw):
    readable_or_refused(raw)


@given(yaml_marks)
def test_marks_of_yaml(text):
    readable_or_refused(text.encode())
    readable_or_refused(f"plan_file: 1\nplan: {text}".encode())


def places(value: Any, path: tuple = ()) -> list[tuple]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, child in inner for place in places(child, (*path, step)))]


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """The small document with something else in a few of its places."""
    document = {"": copy.deepcopy(SMALL)}
    for _time in range(draw(st.integers(1, 3))):
        *before, last = ("", *draw(st.sampled_from(places(document[""]) if isinstance(document[""], dict) else [()])))
        holder: Any = document
        for step in before:
            holder = holder[step]
        holder[last] = draw(anything)
    return document[""]


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(spoilt())
def test_what_is_read_enters_or_is_refused(document):
    file = readable_or_refused(json.dumps(document).encode())
    if file is not None:
        with transaction.atomic():
            with suppress(Refusal):
                commands.record_past_plan(file.document, by=IMPORT, sha256=file.sha256)
            transaction.set_rollback(True)


@given(st.data())
def test_a_file_cut_off_or_overwritten_anywhere(data):
    raw = bytearray(written(SMALL, data.draw(st.sampled_from(["yaml", "json"]))))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=4))

    readable_or_refused(bytes(raw))
