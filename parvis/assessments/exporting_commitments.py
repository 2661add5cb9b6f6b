"""Commitments in OGP's layout of 171 columns, of any member: what came from OGP goes out cell by cell as it came,
except where someone has changed it here."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from parvis.kernel.dates import PartialDate
from parvis.kernel.folding import fold
from parvis.plans.queries import Commitment, words_of
from parvis.plans.types import Part

from .facets import END_OF_COMMITMENT, VERIFIABLE_IN_REPORT, Rated, policy_areas_of
from .models import CommitmentRecord
from .standards.commitment_data.dates import CURRENT, Context, order_shown, written
from .standards.commitment_data.entries import web_address
from .standards.commitment_data.institutions import institutions
from .standards.commitment_data.layouts import Layout, layout
from .standards.commitment_data.members import REGIONS
from .standards.commitment_data.scales import ratings
from .standards.commitment_data.texts import title_of

# As the layout itself says that there is nothing: no fact, no review, no data.
NO_FACT, NOT_REVIEWED, NO_DATA = "NA", "NR", "ND"
# What a report here says of a rating of the layout.
_SAID_IN_REPORTS = {END_OF_COMMITMENT: "completion_end_of_term", VERIFIABLE_IN_REPORT: "verifiable"}


def rows_of(commitments: Iterable[tuple[Commitment, Rated]], *, amended: Collection[int]) -> Iterator[dict[str, str]]:
    """Each by the names of the columns. Commitments come with plan, member, involvements, record and current text.

    `amended` are the plans, by primary key, whose end someone has changed here: rows of one plan do not always agree on
    it, so that a cell which differs from the plan's tells nothing.
    """
    for commitment, rated in commitments:
        record: CommitmentRecord | None = getattr(commitment, "record", None)
        if record is not None and record.layout == CURRENT:
            changed = _changed(commitment, record)
            if commitment.plan_id in amended:
                changed[_column("end_year")] = _end_year(commitment)
            yield {**_as_it_came(record), **changed}
        else:
            yield _composed(commitment, rated, record)


def _as_it_came(record: CommitmentRecord) -> dict[str, str]:
    return {name: cell or "" for name, cell in zip(layout(CURRENT).names, record.cells, strict=True)}


def _changed(commitment: Commitment, record: CommitmentRecord) -> dict[str, str]:
    """The cells of what is now otherwise here than the row said."""
    cells, dates = _by_role(record), _dates_written(record)
    then = {
        "title": title_of(cells["title"]),
        "url": web_address(cells["url"]),
        "starts": dates["starts"],
        "ends": dates["ends"],
        "lead": _folded(set(institutions(cells["lead"]))),
        "supporting": _folded(set(institutions(cells["supporting"]))) - _folded(set(institutions(cells["lead"]))),
        "text": None,
    }
    now = {
        "title": commitment.title.get(record.language) or commitment.title.in_english,
        "url": commitment.url,
        "starts": commitment.starts_on,
        "ends": commitment.ends_on,
        "lead": _names(commitment, Part.LEAD, record.language),
        "supporting": _names(commitment, Part.SUPPORTING, record.language),
        "text": _spoken(commitment, record.language) if commitment.text_id else None,
    }
    differing = {role: _cell(now[role]) for role in now if _compared(now[role]) != then[role]}
    return {_column(role): cell for role, cell in differing.items()} | _changed_tags(commitment, record)


def _changed_tags(commitment: Commitment, record: CommitmentRecord) -> dict[str, str]:
    now = set(policy_areas_of(commitment.policy_areas))
    return {
        column.name: "1" if column.tag in now else "0"
        for column, cell in zip(layout(CURRENT).columns, record.cells, strict=True)
        if column.role == "tag" and (column.tag in now) != ((cell or "").strip() == "1")
    }


def _composed(commitment: Commitment, rated: Rated, record: CommitmentRecord | None) -> dict[str, str]:
    """Of a commitment that the layout's own data does not have. A fact that nobody stated is "NA", never "0"."""
    plan, member = commitment.plan, commitment.plan.member
    language = next((code for code in ("en", *member.languages) if code in commitment.title), "")
    tags = set(policy_areas_of(commitment.policy_areas))
    said = {
        "identifier": commitment.identifier or NO_FACT,
        "country": member.name.in_english,
        "plan_number": _by_role(record)["plan_number"] if record else NO_FACT,
        "number": commitment.printed_number or str(commitment.number),
        "code": member.code or NO_FACT,
        "region": next((written for written, code in REGIONS.items() if code == member.region), NO_FACT),
        "national_or_local": "National" if member.kind == member.Kind.NATIONAL else "Local",
        "year": plan.submitted_on.text[:4] if plan.submitted_on else NO_FACT,
        "end_year": _end_year(commitment),
        "title": commitment.title.get(language, ""),
        "short_title": commitment.title.get(language, ""),
        "text": _text(commitment, record, language),
        "starts": _date(commitment.starts_on, record, "starts"),
        "ends": _date(commitment.ends_on, record, "ends"),
        "lead": "; ".join(sorted(_names(commitment, Part.LEAD, "en"))) or NO_FACT,
        "supporting": "; ".join(sorted(_names(commitment, Part.SUPPORTING, "en"))) or NO_FACT,
        "url": commitment.url or NO_FACT,
        "plan_identifier": plan.identifier or NO_FACT,
        "duration": NO_FACT,
        "theme": NO_FACT,
    }
    known = {_SAID_IN_REPORTS.get(code, code): value for code, value in rated.ratings.items()}
    absent = NO_DATA if rated.ratings else NOT_REVIEWED
    found = {}
    for column in layout(CURRENT).columns:
        if column.role == "tag":
            found[column.name] = ("1" if column.tag in tags else "0") if tags else NO_DATA
        elif column.role == "rating":
            found[column.name] = _written_value(column.rating, known.get(column.rating, "")) or absent
        else:
            found[column.name] = said.get(column.role, NO_DATA)
    return found


def _written_value(rating: str, value: str) -> str:
    """In the layout's own English; yes and no of some ratings are figures in it."""
    known = ratings()[rating]
    if known.scale.code == "yes_no":
        return {"yes": "1", "no": "0"}.get(value, "")
    found = known.scale.value(value)
    return found.name["en"] if found else ""


def _text(commitment: Commitment, record: CommitmentRecord | None, language: str) -> str:
    if record is not None and not commitment.text_id:
        return _by_role(record)["text"] or NO_FACT
    return _spoken(commitment, language) or NO_FACT


def _date(day: PartialDate | None, record: CommitmentRecord | None, role: str) -> str:
    """As its row wrote it, while nobody has changed it."""
    if record is not None and day == _dates_written(record)[role]:
        return _by_role(record)[role] or NO_FACT
    return _cell(day)


def _dates_written(record: CommitmentRecord) -> dict[str, PartialDate | None]:
    starts, ends = (_by_role(record)[role] for role in ("starts", "ends"))
    return {
        "starts": written(starts, context=Context(record.layout, order_shown(ends))).date,
        "ends": written(ends, context=Context(record.layout, order_shown(starts), is_end=True)).date,
    }


def _end_year(commitment: Commitment) -> str:
    ends = commitment.plan.ends_on
    return ends.text[:4] if ends else NO_FACT


def _spoken(commitment: Commitment, language: str) -> str:
    words = words_of(commitment)
    return words.get(language) or words.in_english


def _names(commitment: Commitment, part: Part, language: str) -> set[str]:
    """As its row would say them, whichever language the reader speaks."""
    names = (one.organisation.name for one in commitment.involvements.all() if one.part == part and not one.ended_on)
    return {name.get(language) or name.in_english for name in names}


def _cell(value: object) -> str:
    """As the layout writes it: a day as month/day/year, a month as "July 2014"."""
    if value is None:
        return NO_FACT
    if isinstance(value, PartialDate):
        first = value.first_day
        if value.precision == "day":
            return f"{first.month}/{first.day}/{first.year}"
        return f"{_MONTHS[first.month - 1]} {first.year}" if value.precision == "month" else value.text
    if isinstance(value, set):
        return "; ".join(sorted(value)) or NO_FACT
    return str(value) or NO_FACT


_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def _compared(value: object) -> object:
    return _folded(value) if isinstance(value, set) else value


def _folded(names: set[str]) -> set[str]:
    """Names that differ in capitals or accents alone were taken for one."""
    return {fold(name) for name in names}


def _by_role(record: CommitmentRecord) -> Mapping[str, str]:
    found = zip(_roles(record.layout), record.cells, strict=True)
    return {role: cell or "" for role, cell in found if role}


@cache
def _roles(name: str) -> tuple[str, ...]:
    """The role of each column that alone has it."""
    known: Layout = layout(name)
    return tuple(column.role if len(known.places_by_role[column.role]) == 1 else "" for column in known.columns)


@cache
def _column(role: str) -> str:
    return layout(CURRENT).named(role)
