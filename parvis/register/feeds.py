from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .telling import Told, told_plainly


def journal_feed(request: HttpRequest, lines: Iterable[Told]) -> str:
    """Atom. Each act keeps its own id, whatever page or language it is read in."""
    feed = Atom1Feed(
        title=_("The public register"),
        description=_("Every official act, as it was recorded."),
        link=settings.PARVIS_ORIGIN + reverse("register:journal"),
        feed_url=settings.PARVIS_ORIGIN + request.get_full_path(),
        language=get_language() or settings.LANGUAGE_CODE,
    )
    for told in lines:
        feed.add_item(
            title=told.plain_sentence,
            description=told_plainly(told.body),
            link=settings.PARVIS_ORIGIN + told.get_absolute_url(),
            unique_id=f"urn:uuid:{told.line.act}",
            pubdate=told.line.recorded_at,
            updateddate=told.line.recorded_at,
        )
    return feed.writeString("utf-8")
