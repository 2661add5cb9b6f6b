from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kernel.feeds import FeedItem, atom

from .telling import Told, told_plainly


def journal_feed(request: HttpRequest, lines: Iterable[Told], *, chosen: Sequence[str], asked: str, author: str) -> str:
    """`chosen` is what was chosen, in words, and `asked` the same in an address; `author` is whose acts these are."""
    register = _("The public register")
    return atom(
        request,
        map(_item, lines),
        title=f"{register} – {', '.join(chosen)}" if chosen else register,
        about=_("Every official act, as it was recorded."),
        path=reverse("register:journal") + asked,
        author=author,
    )


def _item(told: Told) -> FeedItem:
    """Each act keeps its own id, whatever page or language it is read in."""
    return FeedItem(
        id=f"urn:uuid:{told.line.act}",
        title=told.plain_sentence,
        words=told_plainly(told.body),
        path=told.get_absolute_url(),
        updated_at=told.line.recorded_at,
        published_at=told.line.recorded_at,
    )
