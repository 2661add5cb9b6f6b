"""From the cells of a row to what they say. What depends on the file alone is looked up once, not for every row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from parvis.kernel.folding import fold

from .dates import Context, DateWritten, ImpossibleDate, order_shown, written
from .header import Header
from .institutions import institutions
from .languages import language_of
from .layouts import Layout, matched
from .members import LOCAL, NATIONAL
from .rows import CommitmentRow, LeftOut, Notice, called
from .scales import UNKNOWN, Rated, readings
from .texts import UNSAID, stated, title_of

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
# As long as a commitment's address may be: what is longer is kept in its cell alone, and no link.
_LONGEST_URL = 500
_YES, _NO = "1", "0"
_TELLING = ("identifier", "title")


class _Impossible(Exception):
    """A row that is left out, from the depth of its reading."""

    def __init__(self, left_out: LeftOut) -> None:
        super().__init__(left_out.code)
        self.left_out = left_out


@dataclass(frozen=True)
class _RatingColumn:
    place: int
    code: str
    known: Mapping[str, Rated]


class Entries:
    """Reads the rows below one header."""

    def __init__(self, header: Header) -> None:
        self._header, self._layout = header, header.layout
        self._source_places = [place if place is not None else header.width for place in header.places]
        self._place = {role: self._layout.place(role) for role in self._layout.places_by_role}
        self._tags = [
            (place, self._layout.columns[place].tag)
            for place in self._layout.places_by_role["tag"]
            if header.places[place] is not None
        ]
        self._ratings = _rating_columns(self._layout, header)
        self._unnamed_seen: set[int] = set()

    def read(self, line: int, row: list[str]) -> CommitmentRow | LeftOut:
        """`row` is as wide as the header."""
        notices = [*self._unnamed(line, row)] if self._header.unnamed else []
        padded: list[str | None] = [*row, None]
        cells = tuple([padded[place] for place in self._source_places])
        for place in self._layout.required:
            if not (cells[place] or "").strip():
                return LeftOut(line, self._layout.columns[place].name, "nothing", self._called(cells))
        try:
            return self._row(line, cells, {name: row[place] for name, place in self._header.extra.items()}, notices)
        except _Impossible as error:
            left_out = error.left_out
            return replace(left_out, values={**left_out.values, **self._called(cells)})

    def _called(self, cells: Sequence[str | None]) -> dict[str, str]:
        said = (cells[place] if (place := self._place.get(role)) is not None else None for role in _TELLING)
        name = called(*((cell or "").strip() for cell in said))
        return {"called": name} if name else {}

    def _row(
        self, line: int, cells: tuple[str | None, ...], extra: Mapping[str, str], notices: list[Notice]
    ) -> CommitmentRow:
        said = {role: cells[place] or "" for role, place in self._place.items() if place is not None}
        get = said.get
        title, text = title_of(said["title"]), stated(get("text", ""))
        language = language_of(f"{title}\n{text}")
        starts, ends = self._dates(line, get("starts", ""), get("ends", ""))
        tags, tags_not_said = self._tags_of(line, cells, notices)
        ratings, not_rated = self._ratings_of(line, cells, notices)
        return CommitmentRow(
            line=line,
            layout=self._layout.name,
            key=_key(said),
            cells=cells,
            country=" ".join(said["country"].split()),
            code=get("code", "").strip(),
            kind=_kind(get("national_or_local", "")),
            region=get("region", "").strip(),
            plan_number=said["plan_number"].strip(),
            plan_identifier=get("plan_identifier", "").strip(),
            year=_year(get("year", "")),
            end_year=_year(get("end_year", "")),
            duration=_number(get("duration", "")),
            number=get("number", "").strip(),
            theme=" ".join(stated(get("theme", "")).split()),
            title=title,
            short_title=title_of(stated(get("short_title", ""))),
            text=text,
            language=language,
            title_language=language_of(title, otherwise=language),
            starts=starts,
            ends=ends,
            leads=institutions(get("lead", "")),
            supporting=institutions(get("supporting", "")),
            tags=tags,
            tags_not_said=tags_not_said,
            ratings=ratings,
            not_rated=not_rated,
            url=web_address(get("url", "")),
            extra=extra,
            notices=tuple(notices),
        )

    def _dates(self, line: int, starts: str, ends: str) -> tuple[DateWritten, DateWritten]:
        """Each helps to read the other."""
        name = self._layout.name
        return (
            self._date(line, "starts", starts, Context(name, order_shown(ends))),
            self._date(line, "ends", ends, Context(name, order_shown(starts), is_end=True)),
        )

    def _date(self, line: int, role: str, text: str, context: Context) -> DateWritten:
        try:
            return written(text, context=context)
        except ImpossibleDate:
            raise _Impossible(LeftOut(line, self._name(role), "impossible_date", {"written": text})) from None

    def _tags_of(
        self, line: int, cells: Sequence[str | None], notices: list[Notice]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        other = [(place, tag, cells[place] or "") for place, tag in self._tags if cells[place] not in (_YES, _NO)]
        yes = [tag for place, tag in self._tags if cells[place] == _YES]
        unsaid = []
        for place, tag, cell in other:
            plain = cell.strip()
            if plain == _YES:
                yes.append(tag)
            elif plain != _NO:
                unsaid.append(tag)
                if plain.upper() not in UNSAID:
                    notices.append(self._unknown(line, place, cell))
        return tuple(yes), tuple(unsaid)

    def _ratings_of(
        self, line: int, cells: Sequence[str | None], notices: list[Notice]
    ) -> tuple[dict[str, str], dict[str, str]]:
        rated, not_rated = {}, {}
        for column in self._ratings:
            cell = cells[column.place] or ""
            said = column.known.get(matched(cell), UNKNOWN)
            if said.value:
                rated[column.code] = said.value
                continue
            not_rated[column.code] = said.reason
            if said is UNKNOWN:
                notices.append(self._unknown(line, column.place, cell))
        return rated, not_rated

    def _unknown(self, line: int, place: int, cell: str) -> Notice:
        return Notice(line, self._layout.columns[place].name, "unknown_value", {"written": cell[:100]})

    def _unnamed(self, line: int, row: Sequence[str]) -> Iterator[Notice]:
        """Once for each column without a name, where it holds something after all."""
        for place in self._header.unnamed:
            if row[place].strip() and place not in self._unnamed_seen:
                self._unnamed_seen.add(place)
                yield Notice(line, "", "unnamed_column", {"number": place + 1})

    def _name(self, role: str) -> str:
        return self._layout.named(role)


def _rating_columns(layout: Layout, header: Header) -> list[_RatingColumn]:
    columns = []
    for place in layout.places_by_role["rating"]:
        column = layout.columns[place]
        if header.places[place] is not None:
            columns.append(_RatingColumn(place, column.rating, readings(layout.name, column.scale)))
    return columns


def _key(said: Mapping[str, str]) -> str:
    """The identifier; in the older layout, which has none, member, plan, number and title."""
    if "identifier" in said:
        return said["identifier"].strip()
    plain = (" ".join(said[role].split()) for role in ("country", "plan_number", "number", "title"))
    return "|".join(" ".join(fold(one).split()) for one in plain)


def _kind(written: str) -> str:
    """OGP writes "National", "Other" (Kosovo) and "Legacy Local"; where nothing is written, the name tells."""
    if not stated(written).strip():
        return ""
    return LOCAL if "local" in written.lower() else NATIONAL


def _year(written: str) -> int | None:
    plain = written.strip().removesuffix(".0")
    return int(plain) if _YEAR.fullmatch(plain) else None


def _number(written: str) -> int | None:
    plain = written.strip().removesuffix(".0")
    return int(plain) if _NUMBER.fullmatch(plain) else None


@lru_cache(maxsize=1024)
def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def web_address(written: str) -> str:
    """An address of the web, or nothing: a link on our pages leads nowhere else."""
    plain = written.strip()
    if len(plain) > _LONGEST_URL or not plain.lower().startswith(("http://", "https://")):
        return ""
    return plain if _host(plain) and not re.search(r"[\s<>\"\\\x00-\x1f]", plain) else ""
