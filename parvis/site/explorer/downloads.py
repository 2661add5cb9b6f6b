"""A selection as CSV and as JSON, written while it is read: `docs/commitments.md` says what the columns hold.

Names of columns and codes of values never change with the language of the page.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation

from parvis.assessments import queries
from parvis.assessments.facets import rating_codes
from parvis.assessments.queries import Explored
from parvis.kernel.languages import Multilingual
from parvis.kernel.tables import plain

Value = str | list[str] | None
Lots = Iterable[Sequence[str]]


def as_csv(selected: Lots, language: str) -> Iterator[bytes]:
    """`selected`: URNs, some at a time, each lot read when the one before is written."""
    yield _lines([list(_columns())])
    for lot in selected:
        yield _lines([_cell(value) for value in row.values()] for row in _rows(lot, language))


def as_json(selected: Lots, language: str) -> Iterator[bytes]:
    """An array. What is absent is null."""
    before = "[\n"
    for lot in selected:
        for row in _rows(lot, language):
            yield (before + json.dumps(row, ensure_ascii=False)).encode()
            before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _rows(lot: Sequence[str], language: str) -> Iterator[Mapping[str, Value]]:
    for one in queries.explored_in_full(lot):
        # Nothing is handed on meanwhile: whoever takes it would speak the language too.
        with translation.override(language):
            row = {name: of(one) or None for name, of in _columns().items()}
        yield row


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\r\n").writerows(rows)
    return held.getvalue().encode()


def _cell(value: Value) -> str:
    text = "; ".join(value) if isinstance(value, list) else value or ""
    return plain(text)


@cache
def _columns() -> Mapping[str, Callable[[Explored], Any]]:
    return {
        "urn": lambda one: one.commitment.urn,
        "identifier": lambda one: one.commitment.identifier,
        "member": lambda one: _english(one.commitment.plan.member.name),
        "member_code": lambda one: one.commitment.plan.member.code,
        "region": lambda one: one.commitment.plan.member.region,
        "plan": lambda one: _english(one.commitment.plan.title),
        "plan_number": lambda one: one.written["plan_number"],
        "year": lambda one: one.year,
        "number": lambda one: one.commitment.shown_number,
        "title": lambda one: one.commitment.title.get(one.title_language),
        "title_language": lambda one: one.title_language,
        "starts_written": lambda one: one.written["starts"],
        "starts": lambda one: one.commitment.starts_on and one.commitment.starts_on.text,
        "ends_written": lambda one: one.written["ends"],
        "ends": lambda one: one.commitment.ends_on and one.commitment.ends_on.text,
        "lead": lambda one: [_english(name) for name in one.lead],
        "supporting": lambda one: [_english(name) for name in one.supporting],
        "policy_areas": lambda one: one.policy_areas,
        "values": lambda one: one.values,
        "completion": lambda one: one.rated.completion,
        "completion_stage": lambda one: one.rated.completion_stage.removeprefix("completion_"),
        "verifiable": lambda one: one.rated.verifiable,
        **{f"rating_{code}": _rating(code) for code in rating_codes()},
        "url": lambda one: one.commitment.url,
        "page": lambda one: settings.PARVIS_ORIGIN + one.commitment.get_absolute_url(),
    }


def _rating(code: str) -> Callable[[Explored], str | None]:
    return lambda one: one.rated.ratings.get(code)


def _english(name: Multilingual) -> str:
    """Where there is English; else in the first language that there is."""
    return name.get("en") or next(iter(name.values()), "")
