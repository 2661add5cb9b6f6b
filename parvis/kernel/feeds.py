"""Atom feeds (RFC 4287), of words that are plain."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class FeedItem:
    """`id` (an IRI) is the item's for ever, in whatever feed and language it stands. `words` are no markup."""

    id: str
    title: str
    words: str
    path: str
    updated_at: datetime
    published_at: datetime | None = None


def atom(request: HttpRequest, items: Iterable[FeedItem], *, title: str, about: str, path: str, author: str) -> str:
    """The feed at the address that was asked, which with its filters is its identity. `path` leads to its page."""
    address = settings.PARVIS_ORIGIN + request.get_full_path()
    feed = Atom1Feed(
        title=_kept(title),
        subtitle=_kept(about),
        description="",
        link=settings.PARVIS_ORIGIN + path,
        feed_url=address,
        feed_guid=address,
        author_name=_kept(author),
        language=get_language() or settings.LANGUAGE_CODE,
    )
    for item in items:
        feed.add_item(
            title=_kept(item.title),
            description=escape(_kept(item.words)),  # Django says of it that it is HTML
            link=settings.PARVIS_ORIGIN + item.path,
            unique_id=item.id,
            updateddate=item.updated_at,
            pubdate=item.published_at,
        )
    return feed.writeString("utf-8")


def _kept(text: str) -> str:
    """Without what XML cannot say."""
    return _NO_XML.sub("", text)
