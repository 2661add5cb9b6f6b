"""What the reader can choose among, and has chosen, as `{% facet %}` and `{% chips %}` draw it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
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
    """A list of boxes. There are hundreds on a page, and a template for each would take longer than all the rest."""
    items = (_item(choice, facet, form, f"{form}-{facet}-{place}-{n}") for n, choice in enumerate(choices, 1))
    return format_html('<ul class="choices" role="list">{}</ul>', format_html_join("", "{}", ((one,) for one in items)))


def _item(choice: Choice, facet: str, form: str, id: str) -> SafeString:
    return format_html(
        '<li{}><span class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="{}"'
        ' name="{}" value="{}" form="{}"{}><label class="govuk-label govuk-checkboxes__label" for="{}">{} '
        '<span class="choices__count">{}</span></label></span></li>',
        SafeString(' class="choices__under"' if choice.is_under else ""),
        id,
        facet,
        choice.value,
        form,
        SafeString(" checked" if choice.is_chosen else ""),
        id,
        choice.label,
        choice.count,
    )


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
