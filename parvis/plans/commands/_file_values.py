"""From what a plan file says to the values of rows, and from a refusal to the part of the file that it concerns."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import Refusal
from parvis.kernel.languages import Multilingual
from parvis.texts.types import Passage

from ..standards.plan_file import Document, PlanFileRefused, Problem


@contextmanager
def refused_at(*path: str | int) -> Iterator[None]:
    """A refusal from within belongs to this part of the file."""
    try:
        yield
    except PlanFileRefused:
        raise
    except Refusal as refusal:
        advice = _("Correct this part of the file.")
        raise PlanFileRefused([Problem(refusal.code, str(refusal), advice, path)]) from refusal


def passages_in(version: Document) -> list[Passage]:
    return [Passage(heading, text_in(words)) for heading, words in version.get("passages", {}).items()]


def text_in(said: Document | None) -> Multilingual:
    texts = dict(said or {})
    machine = texts.pop("machine", ())
    return Multilingual(texts, machine=frozenset(machine))


def date_in(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def day_in(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
