"""Which row names the columns, in which layout, and where each column stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ...errors import CommitmentFileRefused
from .layouts import Layout, layouts, matched
from .rows import Notice

LOOKED_AT = 5
# Fewer known names are a coincidence: "Country" and "Region" stand in many tables.
_FEWEST = 3


@dataclass(frozen=True)
class Header:
    """`places`: for each column of the layout, where the file has it, or None. `extra`: by name, what it does not know.

    `unnamed` columns, with their place. `numbered`: a row of column numbers stood above.
    """

    layout: Layout
    line: int
    width: int
    places: tuple[int | None, ...]
    extra: Mapping[str, int]
    unnamed: tuple[int, ...]
    numbered: bool
    notices: tuple[Notice, ...]


def header_of(rows: Sequence[tuple[int, Sequence[str]]]) -> Header:
    """Of the first rows, each with its line. Raises `CommitmentFileRefused` where none names what is needed."""
    line, row, layout = _best(rows)
    names = [matched(name) for name in row]
    _require_once(row, names, line)
    _require_all(layout, names, line)
    place_of = {name: place for place, name in enumerate(names) if name}
    extra = {" ".join(row[p].split()): p for name, p in place_of.items() if name not in layout.place_by_name}
    return Header(
        layout=layout,
        line=line,
        width=len(row),
        places=tuple(place_of.get(name) for name in layout.place_by_name),
        extra=extra,
        unnamed=tuple(place for place, name in enumerate(names) if not name),
        numbered=any(_is_numbers(above) for at, above in rows if at < line),
        notices=tuple(Notice(line, name, "unknown_column") for name in extra),
    )


def _best(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, Sequence[str], Layout]:
    """The row and layout that miss the fewest required names, and then share the most."""
    found = [
        (-len(_missing(layout, names)), shared, -line, line, row, layout)
        for line, row in rows
        for names in ({matched(name) for name in row},)
        for layout in layouts().values()
        if (shared := len(names & layout.place_by_name.keys())) >= _FEWEST
    ]
    if not found:
        raise CommitmentFileRefused(
            _("None of the first %s rows names the columns of OGP’s commitment data, in either layout.") % LOOKED_AT
        )
    *_rank, line, row, layout = max(found, key=lambda one: one[:3])
    return line, row, layout


def _missing(layout: Layout, names: set[str] | Sequence[str]) -> list[str]:
    columns = (layout.columns[place] for place in layout.required)
    return [column.name for column in columns if matched(column.name) not in names]


def _require_all(layout: Layout, names: Sequence[str], line: int) -> None:
    if missing := _missing(layout, names):
        columns = ", ".join(f"“{name}”" for name in missing)
        raise CommitmentFileRefused(_("The header lacks the required column: %s.") % columns, line=line)


def _require_once(row: Sequence[str], names: Sequence[str], line: int) -> None:
    seen: set[str] = set()
    for written, name in zip(row, names, strict=True):
        if name and name in seen:
            twice = " ".join(written.split())
            raise CommitmentFileRefused(_("The header names the column “%s” twice.") % twice, line=line)
        seen.add(name)


def _is_numbers(row: Sequence[str]) -> bool:
    return len(row) > 1 and [cell.strip() for cell in row] == [str(number) for number in range(len(row))]
