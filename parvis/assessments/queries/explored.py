"""Commitments as they are explored, compared and handed out: how each was rated, and what OGP's data wrote of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Prefetch, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform

from parvis.kernel import urns
from parvis.kernel.languages import Multilingual
from parvis.plans.queries import Commitment, Involvement, public_commitments, words_of
from parvis.plans.types import Part

from ..facets import Rated, policy_areas_of, values_of, year_of
from ..standards.commitment_data.dates import ImpossibleDate, written
from ..standards.commitment_data.layouts import NAMES, layout
from ..standards.commitment_data.texts import readable
from .rated import rated

IN_WORDS = "in_words"
_LISTED = ("starts", "ends")
_IN_FULL = (*_LISTED, "text", "plan_number")
# Whole rows of commitments, plans and members would be ten times as much to read.
_PLAN = ("slug", "title", "submitted_on", "launched_on", "starts_on")
_MEMBER = ("slug", "name", "is_reference", "code", "region")
_NEEDED = (
    *("uid", "number", "printed_number", "identifier", "title", "url"),
    *("starts_on", "ends_on", "policy_areas", "values", "text"),
    *(f"plan__{name}" for name in _PLAN),
    *(f"plan__member__{name}" for name in _MEMBER),
)


@dataclass(frozen=True)
class Explored:
    """A commitment with its plan and member. `written`: cells of OGP's data by role, empty without a row."""

    commitment: Commitment
    rated: Rated
    written: Mapping[str, str]

    @property
    def year(self) -> str:
        return year_of(self.commitment)

    @property
    def policy_areas(self) -> list[str]:
        return policy_areas_of(self.commitment.policy_areas)

    @property
    def values(self) -> list[str]:
        return values_of(self.commitment.values, self.rated)

    @property
    def title_language(self) -> str:
        return next(iter(self.commitment.title), "")

    @property
    def lead(self) -> list[Multilingual]:
        return self._names(Part.LEAD)

    @property
    def supporting(self) -> list[Multilingual]:
        return self._names(Part.SUPPORTING)

    @property
    def text(self) -> Multilingual:
        """Its own, else that of the row it came from."""
        own = words_of(self.commitment)
        return own or Multilingual({self.title_language or "en": readable(self.written["text"])})

    def unread(self, role: str) -> str:
        """The words in place of a date: "Underway". Empty where there is a date, or where nothing is said of it."""
        cell = self.written[role].strip()
        try:
            return cell if cell and written(cell).note == IN_WORDS else ""
        except ImpossibleDate:
            return cell

    def _names(self, part: Part) -> list[Multilingual]:
        """Of those that have the part now."""
        return [one.organisation.name for one in self.commitment.involvements.all() if one.part == part]


def explored(selected: Sequence[str]) -> list[Explored]:
    """Those that everyone may see of these URNs, in their order. Four queries."""
    rows = public_commitments().prefetch_related(None).select_related(None).select_related("plan__member")
    return _explored(selected, rows.only(*_NEEDED), _LISTED)


def explored_in_full(selected: Sequence[str]) -> list[Explored]:
    """The same with who is involved, and their words. Six queries."""
    involved = Involvement.objects.filter(ended_on=None).select_related("organisation")
    involved = involved.only("commitment", "part", "organisation__name")
    rows = public_commitments().prefetch_related(Prefetch("involvements", involved))
    return _explored(selected, rows.only(*_NEEDED, "text__current__text"), _IN_FULL)


def _explored(selected: Sequence[str], rows: QuerySet[Commitment], roles: Sequence[str]) -> list[Explored]:
    rows = rows.filter(uid__in=[urns.parse(one)[1] for one in selected])
    found = {one.urn: one for one in rows.annotate(**{f"written_{role}": _written(role) for role in roles})}
    commitments = [found[one] for one in selected if one in found]
    known = rated(commitments)
    return [
        Explored(one, known[one.pk], {role: getattr(one, f"written_{role}") or "" for role in roles})
        for one in commitments
    ]


def _written(role: str) -> Case:
    """Out of the row's many cells, one: the rest stays in the database."""
    cells = [
        When(record__layout=name, then=KeyTextTransform(str(place), F("record__cells")))
        for name in NAMES
        if (place := layout(name).place(role)) is not None
    ]
    return Case(*cells, default=Value(""), output_field=TextField())
