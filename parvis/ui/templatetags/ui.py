"""The components as template tags, built in to every template. Each draws one file of `components/`, see `/design/`."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm
from django.http import QueryDict
from django.template.loader import get_template
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from parvis.kernel import permissions
from parvis.kernel.dates import PartialDate, in_words
from parvis.kernel.languages import Multilingual
from parvis.kernel.pages import Page
from parvis.ui import choosing, counts
from parvis.ui.charts import Chart
from parvis.ui.choosing import Chip, Choice, Facet
from parvis.ui.context import person

register = template.Library()


def _component(name: str, /, **context: Any) -> SafeString:
    return SafeString(get_template(f"components/{name}.html").render(context).strip())


# Reading


@register.simple_block_tag
def card(content: str, title: object, url: str = "", kicker: object = "", level: int = 3) -> SafeString:
    """One thing in a list of things; the whole of it leads to `url`."""
    return _component("card", content=content, title=title, url=url, kicker=kicker, level=level)


@register.simple_tag
def tag(label: object, tone: str = "neutral") -> SafeString:
    """A status. Tones as in `ui.charts`: neutral, progress, done, reported, late, alert, missing. The word says it."""
    return _component("tag", label=label, tone=tone)


@register.simple_tag
def scale(value: object, place: int = 0, steps: int = 0) -> SafeString:
    """A value of a scale in words, with its place from the worst (1) to the best; without a place, the words alone."""
    marks = [step <= place for step in range(1, steps + 1)] if place else []
    return _component("scale", value=value, place=place, steps=steps, marks=marks)


@register.simple_block_tag
def summary_list(content: str) -> SafeString:
    """Facts about one thing; holds `row`s."""
    return _component("summary_list", content=content)


@register.simple_block_tag
def row(content: str, label: object, url: str = "", act: object = "") -> SafeString:
    """One fact of a `summary_list`: what it is, and the fact. `url` and `act` lead to changing it."""
    return _component("row", content=content, label=label, url=url, act=act)


@register.simple_block_tag
def details(content: str, summary: object, open: str = "") -> SafeString:
    """What only some readers need, behind a line that says what it is."""
    return _component("details", content=content, summary=summary, open=open)


@register.simple_block_tag
def notification(content: str, tone: str = "important", title: object = "") -> SafeString:
    """News about what just happened (`success`) or what to know before going on (`important`)."""
    return _component("notification", content=content, tone=tone, title=title)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """A consequence that must not be missed."""
    return _component("warning", content=content)


@register.simple_block_tag
def empty_state(content: str, title: object) -> SafeString:
    """In place of a list without rows: says so, and what would fill it."""
    return _component("empty_state", content=content, title=title)


@register.simple_block_tag
def table(content: str, caption: object, quiet: str = "", id: str = "") -> SafeString:
    """Rows and columns under a caption; scrolls inside itself on a narrow screen. A `quiet` caption is only heard."""
    return _component(
        "table", content=content, caption=caption, quiet=quiet, id=id or f"table-{slugify(str(caption))[:40]}"
    )


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """Dated entries in order; holds `entry`s."""
    return _component("timeline", content=content)


@register.simple_block_tag
def entry(content: str, on: Any = None, title: object = "", url: str = "") -> SafeString:
    """What happened on a day; `on` is a date, an instant, a partial date, or nothing where the source is silent."""
    return _component("entry", content=content, on=when(on), title=title, url=url)


@register.simple_block_tag
def voice(content: str, whose: str, name: object = "") -> SafeString:
    """What one of the three says: `government`, `evaluator` or `public`. Their words are never mixed in one block."""
    return _component("voice", content=content, whose=whose, name=name or _whose(whose))


def _whose(whose: str) -> str:
    return {
        "government": _("What the government says"),
        "evaluator": _("What the evaluator says"),
        "public": _("What the public says"),
    }[whose]


@register.simple_tag
def contents(links: Iterable[tuple[object, str]], title: object = "") -> SafeString:
    """Links to the parts of a page, or to its neighbours: pairs of a label and an address."""
    return _component("contents", links=list(links), title=title or _("On this page"))


@register.simple_tag
def pairs(*labels_and_urls: object) -> list[tuple[object, object]]:
    """For a template that has no list at hand: `{% pairs "One" one_url "Two" two_url as links %}`."""
    return list(zip(labels_and_urls[::2], labels_and_urls[1::2], strict=True))


@register.simple_tag
def breadcrumbs(*labels_and_urls: object) -> SafeString:
    """`{% breadcrumbs "Members" members_url member.name member_url %}`: the way here, without the page itself."""
    return _component("breadcrumbs", crumbs=pairs(*labels_and_urls))


@register.simple_tag(takes_context=True)
def pager(context: template.Context, page: Page) -> SafeString:
    """To the pages before and after, keeping what else the address says."""
    return _component(
        "pager",
        before=_query(context["request"].GET, before=page.before),
        after=_query(context["request"].GET, after=page.after),
    )


def _query(given: QueryDict, **cursor: str | None) -> str:
    [(name, value)] = cursor.items()
    if not value:
        return ""
    query = given.copy()
    for other in ("before", "after"):
        query.pop(other, None)
    query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def progress(done: int, of: int, label: object = "") -> SafeString:
    """How many of how many, in words first."""
    share = round(100 * min(done, of) / of) if of else 0
    return _component("progress", done=done, of=of, label=label, share=share)


@register.simple_tag
def text_diff(segments: Iterable[Any], lang: str = "") -> SafeString:
    """What changed in a passage: each segment has a `text` and a `kind`, which is `equal`, `insert` or `delete`."""
    return _component("text_diff", segments=segments, lang=lang)


@register.simple_tag
def figure(chart: Chart) -> SafeString:
    """A chart of `ui.charts` with the table behind it."""
    return _component("figure", chart=chart)


@register.simple_tag
def term(label: object, url: str, meaning: object = "") -> SafeString:
    """A word that the glossary explains; `url` leads there."""
    return _component("term", label=label, url=url, meaning=meaning)


@register.simple_tag
def source_note(title: object, url: str = "", publisher: object = "", accessed_on: Any = None) -> SafeString:
    """Where a statement comes from."""
    return _component("source_note", title=title, url=url, publisher=publisher, accessed_on=accessed_on)


@register.simple_tag
def missing(words: object = "") -> SafeString:
    """What a source does not say. Never left blank, never taken for No."""
    return _component("missing", words=words or _("Not stated"))


@register.simple_tag
def when(moment: date | datetime | PartialDate | None) -> SafeString:
    """A day, a month, a year or an instant, as people read it and as machines do."""
    if not moment:
        return missing()
    return _component("when", iso=_iso(moment), words=_words(moment))


def _iso(moment: date | datetime | PartialDate) -> str:
    return moment.text if isinstance(moment, PartialDate) else moment.isoformat()


def _words(moment: date | datetime | PartialDate) -> str:
    if isinstance(moment, datetime):
        here = localtime(moment)  # where the member of the page is
        return f"{in_words(here)}, {time_format(here, 'TIME_FORMAT')}"
    return str(moment) if isinstance(moment, PartialDate) else in_words(moment)


@register.simple_tag
def fingerprint(sha256: str, copy: str = "") -> SafeString:
    """A hash that people can compare: in groups of four. With `copy`, a button takes it whole."""
    groups = [sha256[start : start + 4] for start in range(0, len(sha256), 4)]
    return _component("fingerprint", groups=groups, copy=sha256 if copy else "")


@register.simple_tag
def command(line: object) -> SafeString:
    """What to type in a terminal: one line that wraps on the screen, and is copied as one."""
    return _component("command", line=line, words=str(line).split(" "))


# Acting


@register.simple_tag
def button(label: object, tone: str = "primary", name: str = "", value: object = "") -> SafeString:
    """Submits the form around it. Tones: primary, secondary, warning."""
    return _component("button", label=label, tone=tone, name=name, value=value)


@register.simple_tag
def button_link(label: object, url: str, tone: str = "primary") -> SafeString:
    """A link that starts something."""
    return _component("button_link", label=label, url=url, tone=tone)


@register.simple_tag
def facet(facet: Facet, form: str) -> SafeString:
    """One facet of a selection: boxes with how many would remain. They belong to the form with this id."""
    return _component("facet", facet=facet, form=form)


@register.simple_tag
def chips(chips: Iterable[Chip], clear: str) -> SafeString:
    """What is chosen, each a link to the page without it; `clear` leads to the page without any."""
    return _component("chips", chips=list(chips), clear=clear)


@register.simple_tag
def error_summary(*forms: BaseForm, focus: str = "here") -> SafeString:
    """What was refused in the page's forms, each with a link to where it is put right. Stands first on the page.

    Focus moves to it, unless `focus` is "" because the page has more to say first.
    """
    shown = [form for form in forms if form]
    fields = [
        (field.id_for_label or f"{field.auto_id}_0", _named(field.label, error))
        for form in shown
        for field in form
        for error in field.errors
    ]
    others = [error for form in shown for error in form.non_field_errors()]
    return _component("error_summary", fields=fields, others=others, focus=focus)


def _named(label: object, error: object) -> str:
    """An error with the name of its field; after a question a colon would be one mark too many."""
    if str(label).endswith(("?", "!", ".", ":")):
        return f"{label} {error}"
    return _("%(label)s: %(error)s") % {"label": label, "error": error}


@register.simple_tag(takes_context=True)
def boxes(context: template.Context, choices: Iterable[Choice], *place: object) -> SafeString:
    """Inside the component `facet`."""
    where = "-".join(map(str, place))
    return choosing.boxes(choices, facet=context["facet"].name, form=context["form"], place=where)


# Text and permission


@register.filter
def counted(count: int) -> str:
    """How many, exactly to a thousand; then "more than 1,000"."""
    return counts.counted(count)


@register.simple_tag(takes_context=True)
def may(context: template.Context, name: str, subject: object = None) -> bool:
    """`{% may "plans.complete_milestone" milestone as allowed %}`: asks the permission table, opens no session."""
    return permissions.may(person(context["request"]), name, subject)


@register.filter
def plain(text: object) -> str:
    """A text in several languages without its marks: for titles and attributes."""
    return "" if text is None else "".join(str(text))


@register.simple_tag
def in_language(text: Multilingual, code: str) -> SafeString:
    """A text in one language, named to the browser; nothing where it does not exist in it."""
    return format_html('<span lang="{}">{}</span>', code, text[code]) if code in text else SafeString("")
