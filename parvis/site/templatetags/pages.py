import json
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# As in Django's `json_script`: nothing in the data can end the script element or open a comment.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


# As a list item begins in plain text; a number is kept, for others refer to it.
_BULLET = re.compile(r"\s*[-–—•*·]\s+")


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Structured data for search engines: a data block, which browsers do not run. The only one of its kind."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.simple_tag
def origin(path: str) -> str:
    """The public address of a path of this site."""
    return settings.PARVIS_ORIGIN + path


@register.filter
def host(url: str) -> str:
    """`quebec.ca` of a long address: enough to know where a link leads."""
    return urlsplit(url).netloc.removeprefix("www.")


@register.filter
def prose(text: str) -> SafeString:
    """Plain text as paragraphs and lists: each line one of them, with nothing added or left out but the dashes."""
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = groupby(lines, key=lambda line: bool(_BULLET.match(line)))
    return format_html_join("\n", "{}", ((_listed(block) if is_list else _set(block),) for is_list, block in blocks))


def _listed(lines: Iterable[str]) -> SafeString:
    items = ((_BULLET.sub("", line, count=1).strip(),) for line in lines)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items))


def _set(lines: Iterable[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line.strip(),) for line in lines))
