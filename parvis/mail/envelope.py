"""A message as it goes out: plain text, with the way to stop more of its kind in the text and in the headers."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from .models import Message
from .types import kind_named

_signer = Signer(salt="parvis.mail.unsubscribe")


def envelope(message: Message) -> EmailMessage:
    """The Message-ID is the message's own: a mail program shows one message where a crash made us send it twice."""
    with override(message.language):
        unsubscribe = address("mail:unsubscribe", unsubscribe_token(str(message.person.uid), message.kind))
        return EmailMessage(
            subject=f"Parvis: {message.subject}",
            body=f"{message.text.strip()}\n\n-- \n{_footer(message, unsubscribe)}\n",
            to=[message.person.email],
            headers={
                "Message-ID": f"<{message.uid}@{_host()}>",
                "Auto-Submitted": "auto-generated",
                "Content-Language": message.language,
                "List-Unsubscribe": f"<{unsubscribe}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            },
        )


def unsubscribe_token(person: str, kind: str) -> str:
    """Whoever has the message may stop its kind, signed in or not, for as long as the message is kept."""
    return _signer.sign_object([person, kind])


def read_unsubscribe_token(token: str) -> tuple[str, str] | None:
    """The person's uid and the kind; None for a token that was not made here."""
    try:
        person, kind = _signer.unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return person, kind


def address(name: str, *arguments: str) -> str:
    """The full address of a page, in the language being spoken."""
    return settings.PARVIS_ORIGIN + reverse(name, args=arguments)


def _footer(message: Message, unsubscribe: str) -> str:
    chosen = _("You get this because you have an account on Parvis and chose to get: %(kind)s.") % {
        "kind": kind_named(message.kind).label
    }
    stop = _("To get no more of these, in one click: %(url)s") % {"url": unsubscribe}
    choose = _("To choose what you get: %(url)s") % {"url": address("mail:edit_preferences")}
    return f"{chosen}\n{stop}\n{choose}"


def _host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
