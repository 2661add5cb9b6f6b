"""What the reader can choose among, and has chosen, as `{% facet %}` and `{% chips %}` draw it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Choice:
    """A value and how many have it; `is_under` where it is part of the one above it."""

    value: str
    label: object
    count: str
    is_chosen: bool = False
    is_under: bool = False


@dataclass(frozen=True)
class Choices:
    """Those that are shown, and behind "more" the others; with a label where a facet has several such groups."""

    shown: Sequence[Choice]
    more: Sequence[Choice] = ()
    label: object = ""


def boxes(choices: Iterable[Choice], *, facet: str, form: str, place: str) -> SafeString:
    """A list of boxes. There are hundreds on a page: a template for each would take longer than all the rest, and so
    would escaping again what is the same in all of them."""
    item = format_html(_ITEM, facet=facet, form=form, place=place)
    items = "".join(
        item.format(
            under=_UNDER if choice.is_under else "",
            checked=_CHECKED if choice.is_chosen else "",
            number=number,
            value=escape(choice.value),
            label=conditional_escape(str(choice.label)),
            count=escape(choice.count),
        )
        for number, choice in enumerate(choices, 1)
    )
    return SafeString(f'<ul class="choices" role="list">{items}</ul>')


# Filled twice: with what is the same in a list, then, where braces are doubled, with each choice.
_ITEM = (
    '<li{{under}}><span class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox"'
    ' id="{form}-{facet}-{place}-{{number}}" name="{facet}" value="{{value}}" form="{form}"{{checked}}>'
    '<label class="govuk-label govuk-checkboxes__label" for="{form}-{facet}-{place}-{{number}}">{{label}} '
    '<span class="choices__count">{{count}}</span></label></span></li>'
)
_UNDER, _CHECKED = ' class="choices__under"', " checked"


@dataclass(frozen=True)
class Facet:
    """One facet of a selection. Its boxes belong to the form with the id `form`, wherever they stand on the page."""

    name: str
    label: object
    groups: Sequence[Choices]
    more: Sequence[Choices] = ()
    chosen: int = 0
    is_open: bool = False


@dataclass(frozen=True)
class Chip:
    """Something that was chosen; `url` is the page without it."""

    facet: object
    label: object
    url: str
