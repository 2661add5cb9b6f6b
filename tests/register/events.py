from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate
from parvis.register.types import Event


@dataclass(frozen=True)
class BenchPainted(Event):
    """An act of a town that exists only in these tests."""

    sentence = _("%(actor)s painted %(object)s on %(on)s, with %(paint)s.")
    on: date | PartialDate | None = None
    paint: str | None = None


@dataclass(frozen=True)
class BenchMoved(Event):
    sentence = _("%(actor)s moved %(object)s.")
    metres: int = 1


@dataclass(frozen=True)
class PaintsMixed(Event):
    sentence = _("%(actor)s mixed %(paints)s on %(object)s.")
    paints: tuple[str, ...] = ()
