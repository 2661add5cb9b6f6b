"""A selection of the journal as CSV and as JSON, written while it is read: `docs/register.md` says what columns hold.

Names of columns never change with the language of the page; sentences and titles are in it.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from parvis.kernel.tables import plain

from .telling import Told, told_plainly

Lots = Iterator[Sequence[Told]]
COLUMNS = (
    "entry",
    "act",
    "recorded_at",
    "kind",
    "sentence",
    "role",
    "actor",
    "organisation",
    "object",
    "object_title",
    "member",
    "member_title",
    "payload",
    "commitments",
    "leaf_hash",
    "page",
)


def as_csv(lots: Lots, language: str) -> Iterator[bytes]:
    yield _lines([COLUMNS])
    for lot in _in(language, lots):
        yield _lines([_cell(row[name]) for name in COLUMNS] for row in lot)


def as_json(lots: Lots, language: str) -> Iterator[bytes]:
    """An array. What is absent is null."""
    before = "[\n"
    for lot in _in(language, lots):
        for row in lot:
            yield (before + json.dumps(row, ensure_ascii=False)).encode()
            before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _in(language: str, lots: Lots) -> Iterator[list[dict[str, Any]]]:
    """Nothing is handed on while the language is spoken: whoever takes it would speak it too."""
    while True:
        with translation.override(language):
            lot = next(lots, None)
            rows = None if lot is None else [_row(told) for told in lot]
        if rows is None:
            return
        yield rows


def _row(told: Told) -> dict[str, Any]:
    line, said = told.line, told.line.said
    return {
        "entry": line.pk,
        "act": str(line.act),
        "recorded_at": said["at"],
        "kind": line.event,
        "sentence": told.plain_sentence,
        "role": line.role,
        "actor": line.actor,
        "organisation": said.get("organisation"),
        "object": line.object,
        "object_title": told_plainly(told.object),
        "member": line.body,
        "member_title": told_plainly(told.body),
        "payload": said["payload"],
        "commitments": said.get("commitments"),
        "leaf_hash": told.hash,
        "page": settings.PARVIS_ORIGIN + told.get_absolute_url(),
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return plain(_compact(value) if isinstance(value, Mapping) else str(value))


def _compact(value: Mapping) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\r\n").writerows(rows)
    return held.getvalue().encode()
