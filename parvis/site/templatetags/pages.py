import json
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# As in Django's `json_script`: nothing in the data can end the script element or open a comment.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


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
