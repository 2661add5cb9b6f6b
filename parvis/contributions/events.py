from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parvis.register.types import Event


@dataclass(frozen=True)
class ContributionSubmitted(Event):
    """With a salted commitment to the text, named `text`."""

    subject: str
    language: str

    sentence = _("%(actor)s commented on %(subject)s.")
    begins = "object"


@dataclass(frozen=True)
class ContributionHidden(Event):
    subject: str
    ground: str

    sentence = _("%(actor)s hid a comment on %(subject)s.")


@dataclass(frozen=True)
class ContributionRestored(Event):
    subject: str

    sentence = _("%(actor)s restored a comment on %(subject)s.")


@dataclass(frozen=True)
class ContributionWithdrawn(Event):
    subject: str

    sentence = _("%(actor)s withdrew a comment on %(subject)s.")
