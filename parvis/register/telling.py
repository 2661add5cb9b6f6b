"""Lines of the register as sentences for people: who, in which role, did what to which object."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from html import unescape
from typing import Any, get_args, get_type_hints

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.kernel import urns
from parvis.kernel.dates import PartialDate
from parvis.kernel.urns import Named

from .models import Entry, Outbox
from .tree import leaf_hash
from .types import event_class, role_label

SYSTEM_ACTORS = {
    "urn:parvis:system:import": gettext_lazy("Import of published sources"),
    "urn:parvis:system:platform": gettext_lazy("The platform"),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_LAST = re.compile(r"%\((\w+)\)s\.$")
_UNTOLD = gettext_lazy("%(actor)s acted on %(object)s.")


@dataclass(frozen=True)
class Told:
    """A line, told. What the viewer may not see is named by its kind only."""

    line: Entry | Outbox
    sentence: SafeString
    actor: str
    object: SafeString
    body: SafeString

    @property
    def plain_sentence(self) -> str:
        return told_plainly(self.sentence)

    @property
    def hash(self) -> str:
        return leaf_hash(self.line.leaf.encode()).hex()

    def get_absolute_url(self) -> str:
        """By its place in the log; by its own id while it waits for one."""
        if isinstance(self.line, Outbox):
            return reverse("register:act", args=[self.line.act])
        return reverse("register:entry", args=[self.line.pk])


def told(
    lines: Sequence[Entry | Outbox], viewer: Any, *, also: Iterable[str] = (), most_queries: int | None = None
) -> tuple[list[Told], dict[str, Named]]:
    """The lines as people read them, and the names of the URNs in `also`: one query for all that their own rows name,
    one or two for each other kind of thing.

    Beyond `most_queries`, if said, things are called by their kind and lead to their history.
    """
    found = [(line, line.payload) for line in lines]
    wanted = dict.fromkeys([*also, *_urns_to_name(found)])
    asked = wanted if most_queries is None else urns.affordable(wanted, most_queries)
    names = urns.resolve(asked, viewer) | {
        urn: Named(label, history_url(urn))
        for urn in wanted.keys() - dict.fromkeys(asked)
        if (label := urns.label_of(urn))
    }
    return [_told(line, payload, names) for line, payload in found], names


def told_plainly(markup: str) -> str:
    """Without links, for a cell or a title that is not read as markup."""
    return unescape(strip_tags(markup))


def history_url(urn: str) -> str:
    return reverse("register:history", args=urns.parse(urn))


def sentence_of(name: str) -> str | Promise:
    """The sentence of a kind of act, with its placeholders; a plain one for an act that no room does any more."""
    event = event_class(name)
    return event.sentence if event else _UNTOLD


def act_label(name: str) -> str:
    """A kind of act in a list of kinds: its sentence with the particulars left out."""
    return capfirst(re.sub(r"^[\s…,]+|[\s.]+$", "", _PLACEHOLDER.sub("…", str(sentence_of(name)))))


def named(urn: str, names: Mapping[str, Named]) -> SafeString:
    """An object's title, as a link where it has a page."""
    if found := names.get(urn):
        if found.url:
            return format_html('<a href="{}">{}</a>', found.url, found.title)
        return format_html("{}", found.title)
    return format_html("{} {}", urns.label_of(urn) or _("Something"), _("(not public)"))


def _told(line: Entry | Outbox, payload: Mapping[str, Any], names: Mapping[str, Named]) -> Told:
    template = str(sentence_of(line.event))
    actor, object_ = _actor(line, names), named(line.object, names)
    words = {
        "actor": capfirst(actor) if template.startswith("%(actor)s") else actor,
        "object": object_,
        **_shown(line.event, payload, names),
    }
    return Told(line, _filled(template, words), actor, object_, named(line.body, names))


def _actor(line: Entry | Outbox, names: Mapping[str, Named]) -> str:
    """`Ada Lovelace (point of contact)`; a person who is unknown or was erased is a person."""
    if line.actor in SYSTEM_ACTORS:
        return str(SYSTEM_ACTORS[line.actor])
    found = names.get(line.actor)
    who = found.title if found else _("a person")
    return f"{who} ({role_label(line.role)})"


def _filled(template: str, words: Mapping[str, object]) -> SafeString:
    if (last := _LAST.search(template)) and told_plainly(str(words.get(last[1], ""))).endswith((".", "!", "?", "…")):
        template = template[:-1]  # a title that ends a sentence itself
    braced = template.replace("{", "{{").replace("}", "}}")
    absent = dict.fromkeys(_PLACEHOLDER.findall(template), "…")
    return format_html(_PLACEHOLDER.sub(r"{\1}", braced), **{**absent, **words})


def _shown(event: str, payload: Mapping[str, Any], names: Mapping[str, Named]) -> dict[str, object]:
    hints = _hints(event)
    return {name: _value(value, hints.get(name), names) for name, value in payload.items()}


@cache
def _hints(event: str) -> Mapping[str, Any]:
    """The type of each field. Reading them takes as long as the rest of telling a line."""
    known = event_class(event)
    return get_type_hints(known) if known else {}


def _value(value: Any, hint: Any, names: Mapping[str, Named]) -> object:
    if value is None:
        return _("not stated")
    if isinstance(value, int):
        return number_format(value, force_grouping=True)
    if isinstance(value, list):
        return format_html_join(", ", "{}", ((_value(part, None, names),) for part in value))
    if _is_urn(value):
        return named(value, names)
    kinds = {hint, *get_args(hint)}
    if datetime in kinds:
        return date_format(datetime.fromisoformat(value), "DATETIME_FORMAT")
    if kinds & {date, PartialDate}:
        return str(PartialDate.parse(value))
    return value


def _urns_to_name(lines: Sequence[tuple[Entry | Outbox, Mapping[str, Any]]]) -> Iterator[str]:
    """Those that the sentences show: the rest would cost queries for nothing. What every line has comes first."""
    for line, _payload in lines:
        yield from (line.body, line.actor)
    for line, _payload in lines:
        yield line.object
    for line, payload in lines:
        shown = set(_PLACEHOLDER.findall(str(sentence_of(line.event))))
        for name in sorted(shown & payload.keys()):
            yield from filter(_is_urn, payload[name] if isinstance(payload[name], list) else [payload[name]])


def _is_urn(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("urn:parvis:")
