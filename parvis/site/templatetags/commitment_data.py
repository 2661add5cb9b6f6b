"""What OGP's data says of a commitment, in words."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from parvis.assessments.facets import (
    END_OF_COMMITMENT,
    NOT_STATED,
    Facet,
    Rated,
    completion_label,
    policy_areas_of,
    value_label,
)
from parvis.assessments.queries import DateWritten, DesignAndDelivery
from parvis.kernel.dates import PartialDate, in_words

from .. import endings

register = template.Library()


@register.filter
def completion_tone(rated: Rated) -> str:
    return endings.tone(rated.completion)


@register.filter
def completion_words(rated: Rated) -> object:
    return completion_label(rated.completion) if rated.completion else _("Not rated")


@register.filter
def stage_words(rated: Rated) -> str:
    """When, or by what, completion was rated; nothing where it was not."""
    return {
        "completion_end_of_term": _("at the end of the term"),
        "completion_progress_report": _("at the progress report"),
        END_OF_COMMITMENT: _("in the End of Commitment Report"),
    }.get(rated.completion_stage, "")


@register.filter
def verifiability_words(rated: Rated) -> object:
    return value_label(Facet.VERIFIABILITY, rated.verifiable or NOT_STATED, {})


@register.filter
def area_links(written: Sequence[str]) -> SafeString | str:
    """Policy areas, each a link to the commitments that share it, where there is a page of them."""
    links = [_linked(code, words) for code, words in zip(policy_areas_of(written), written, strict=False)]
    return SafeString(", ".join(links))


def _linked(code: str, words: str) -> str:
    label = value_label(Facet.POLICY_AREA, code, {})
    try:
        address = reverse("site:commitments")
    except NoReverseMatch:
        return format_html("{}", label)
    return format_html('<a href="{}?{}">{}</a>', address, urlencode({Facet.POLICY_AREA.value: code}), label)


@register.filter
def shared_words(shared: Mapping[str, Sequence[str]]) -> str:
    """What two commitments share: policy areas and values."""
    values = [(facet, value) for facet in (Facet.POLICY_AREA, Facet.VALUE) for value in shared.get(facet, ())]
    return ", ".join(str(value_label(facet, value, {})) for facet, value in values if value != NOT_STATED)


@register.filter
def taken_for(read: DateWritten) -> str:
    """What a date as written was taken for, in words."""
    if read.date is None:
        return _("holds no date")
    year = read.date.text[:4]
    match read.precision:
        case "quarter":
            return _("taken for quarter %(quarter)s of %(year)s") % {"quarter": read.note, "year": year}
        case "season":
            return _("taken for a season of %(year)s; which months depends on where it is said") % {"year": year}
        case "part":
            return _("taken for a part of %(year)s") % {"year": year}
        case "range":
            first, last = (in_words(PartialDate(day).first_day) for day in (read.first_day, read.last_day))
            return _("taken for the time from %(first)s to %(last)s") % {"first": first, "last": last}
    return _noted(_how_exact(read.precision), read.note)


def _how_exact(precision: str) -> str:
    """Of a date that is shown as it was taken."""
    return {"day": _("exact to the day"), "month": _("exact to the month"), "year": _("exact to the year")}[precision]


def _noted(words: str, note: str) -> str:
    why = {
        "ambiguous": _("which number is the month cannot be told"),
        "concluded": _("concluded from how the other dates are written"),
        "serial": _("a spreadsheet’s number for a day"),
    }.get(note)
    return f"{words} ({why})" if why else words


@register.filter
def per_cent(thousandths: int) -> int:
    return round(thousandths / 10)


@register.filter
def design_sentence(found: DesignAndDelivery) -> str:
    """The finding in one sentence, with its numbers."""
    levels = [
        _("%(share)s%% (%(delivered)s of %(rated)s) where specificity was rated %(level)s")
        % {
            "share": level.share,
            "delivered": level.delivered,
            "rated": level.rated,
            "level": {"low": _("low"), "medium": _("medium"), "high": _("high")}[level.specificity],
        }
        for level in found.levels
    ]
    return _("%(data)s, substantial or complete: %(levels)s.") % {
        "data": endings.design_title(found),
        "levels": get_text_list(levels, _("and")),
    }


@register.filter
def design_chart(found: DesignAndDelivery) -> object:
    return endings.by_specificity(found)


@register.filter
def design_title(found: DesignAndDelivery) -> str:
    return endings.design_title(found)


@register.filter
def layout_words(name: str) -> str:
    return {"current": _("OGP’s current layout"), "older": _("OGP’s older layout")}[name]
