"""What a schema cannot say of single values: that a day exists, that an address is one, that a language is spoken."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

from parvis.kernel import measures
from parvis.kernel.dates import PartialDate

from .nodes import Node
from .problems import Path, Problem, say
from .shape import parts, shown

_is_url = URLValidator(schemes=["http", "https"])
# Fields that say what has happened, by the part of the file they are in; the others may lie ahead.
_PAST = {
    ("member", "joined"),
    ("succession", "date"),
    ("source", "published"),
    ("source", "accessed"),
    ("plan", "opened"),
    ("plan", "submitted"),
    ("plan", "launched"),
    ("plan", "ended"),
    ("version", "date"),
    ("completion", "date"),
    ("report", "date"),
    ("observation", "date"),
    ("update", "date"),
    ("progress", "date"),
}


def value_problems(root: Node, *, today: date) -> Iterator[Problem]:
    member = root["member"] or root
    languages = [node.value for _number, node in member.each("languages")]
    for part, path, node in parts(root):
        if part in ("date", "day") and _has_shape(node):
            yield from _date_problems(node, path)
        elif part == "url" and isinstance(node.value, str) and node.value.startswith("http"):
            yield from _address_problems(node, path, _is_url, "url")
        elif part == "email" and isinstance(node.value, str) and "@" in node.value:
            yield from _address_problems(node, path, validate_email, "email")
        elif part == "text" and isinstance(node.value, dict):
            yield from _language_problems(node, path, languages)
        elif part == "member":
            yield from _member_problems(node, path)
        elif part == "amount" and isinstance(node.value, Decimal):
            yield from _amount_problems(node, path)
        elif part == "measure name":
            yield from _measure_problems(node, path)
        yield from _future_problems(part, node, path, today)


def partial_date(node: Node | None) -> PartialDate | None:
    """The date that a node holds, None where it holds none that exists."""
    try:
        return PartialDate.parse(str(node.value)) if node is not None and _has_shape(node) else None
    except ValueError:
        return None


def _has_shape(node: Node) -> bool:
    return isinstance(node.value, str | int) and not isinstance(node.value, bool) and len(str(node.value)) in (4, 7, 10)


def _date_problems(node: Node, path: Path) -> Iterator[Problem]:
    if partial_date(node) is None and str(node.value).replace("-", "").isdecimal():
        yield Problem(
            "impossible_date",
            say(_("There is no such date: {value}."), value=shown(node.value)),
            _("Check the month and the day; leave out what is not known."),
            path,
            node.place,
        )


def _future_problems(part: str, node: Node, path: Path, today: date) -> Iterator[Problem]:
    for owner, name in _PAST:
        when = partial_date(node[name]) if owner == part else None
        if when is not None and when.first_day > today:
            yield Problem(
                "in_the_future",
                say(_("{value} is after today, and this field says what has happened."), value=shown(when.text)),
                _("Correct the date, or leave the field out until it has happened."),
                (*path, name),
                node.place_of((name,)),
            )


def _address_problems(node: Node, path: Path, check: Callable[[str], None], kind: str) -> Iterator[Problem]:
    try:
        check(node.value)
    except ValidationError:
        advice = {
            "url": _("Write the whole address, beginning with https://."),
            "email": _("Write it as name@example.org."),
        }
        what = {"url": _("{value} is not a web address."), "email": _("{value} is not an e-mail address.")}
        yield Problem(f"not_a_{kind}", say(what[kind], value=shown(node.value)), advice[kind], path, node.place)


def _language_problems(node: Node, path: Path, languages: list) -> Iterator[Problem]:
    said = [code for code in node.value if code != "machine"]
    for code in said:
        if languages and code not in languages and len(code) == 2:
            yield Problem(
                "not_a_language_of_the_member",
                say(_("{code} is not among the languages of the member."), code=shown(code)),
                say(
                    _("Use one of: {names}; or add it to the member’s languages."), names=", ".join(map(str, languages))
                ),
                (*path, code),
                node.keys[code],
            )
    if not said and "machine" in node.value:
        yield Problem(
            "empty_value",
            _("There is no text here, only a mark."),
            _("Write the text under the code of its language, such as en or fr."),
            path,
            node.place,
        )
    for number, marked in node.each("machine"):
        if said and marked.value not in said:
            yield Problem(
                "machine_without_text",
                say(
                    _("{code} is marked as translated by a machine, and there is no such text."),
                    code=shown(marked.value),
                ),
                _("Add the text, or take the mark out."),
                (*path, "machine", number),
                marked.place,
            )


def _member_problems(member: Node, path: Path) -> Iterator[Problem]:
    offered = [code for code, _name in settings.LANGUAGES]
    for number, node in member.each("languages"):
        if isinstance(node.value, str) and node.value not in offered:
            yield Problem(
                "not_a_language_of_parvis",
                say(_("Parvis does not speak {code}."), code=shown(node.value)),
                say(_("Write one of: {names}."), names=", ".join(offered)),
                (*path, "languages", number),
                node.place,
            )
    zone = member.text("time_zone")
    if zone is not None and zone not in available_timezones():
        yield Problem(
            "not_a_time_zone",
            say(_("{value} is not a time zone."), value=shown(zone)),
            _("Write its name, for example America/Toronto."),
            (*path, "time_zone"),
            member.place_of(("time_zone",)),
        )


def _amount_problems(node: Node, path: Path) -> Iterator[Problem]:
    if node.value != round(node.value, 2):
        what, advice = _("The amount has more than two decimals."), _("Round it to two decimals.")
        yield Problem("out_of_bounds", what, advice, path, node.place)


def _measure_problems(node: Node, path: Path) -> Iterator[Problem]:
    names = [measure.name for measure in measures.measures()]
    if isinstance(node.value, str) and node.value not in names:
        yield Problem(
            "unknown_measure",
            say(_("Nothing here counts {value}."), value=shown(node.value)),
            say(_("The measures here are: {names}."), names=", ".join(names) or "–"),
            path,
            node.place,
        )
