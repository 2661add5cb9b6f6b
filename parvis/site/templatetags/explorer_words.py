"""What the explorer says of a commitment, in words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.assessments.facets import value_label
from parvis.assessments.queries import Explored
from parvis.ui.counts import EXACT_UP_TO

register = template.Library()


@register.filter
def commitments_in_words(count: int) -> str:
    if count > EXACT_UP_TO:
        return _("More than 1,000 commitments")
    return ngettext("%(count)s commitment", "%(count)s commitments", count) % {"count": count}


@register.filter
def year_to_add(one: Explored) -> str:
    """That of its plan, unless the title of the plan says it."""
    return "" if one.year in str(one.commitment.plan.title) else one.year


@register.filter
def value_words(value: str, facet: str) -> object:
    return value_label(facet, value, {})


@register.simple_tag
def written_period(one: Explored) -> SafeString | str:
    """From when to when, where words stand in place of a date: they are quoted as they are. Else nothing."""
    starts, ends = one.unread("starts"), one.unread("ends")
    if not (starts or ends):
        return ""
    return format_html(
        _("{start} to {end}"),
        start=_day_or_words(one.commitment.starts_on, starts),
        end=_day_or_words(one.commitment.ends_on, ends),
    )


def _day_or_words(day: object, words: str) -> object:
    if words:
        return format_html("<q>{}</q>", words)
    return day or format_html('<span class="missing">{}</span>', _("not stated"))
