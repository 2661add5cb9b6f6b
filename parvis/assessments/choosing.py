"""What a person may choose for each thing that a report names, and what they chose: from the top down, since what is
chosen above decides what there is to choose from below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parvis.accounts.types import Person
from parvis.kernel.permissions import may
from parvis.plans import queries as plans

from .matching import Match

NEW, LEFT = "new", "left"


@dataclass(frozen=True)
class Offer:
    """`rows` are those here that may be chosen; `made` what else: `NEW`, or `LEFT` as a quotation."""

    rows: Sequence[Any]
    made: Sequence[str]


class Choosing:
    """Settles matches (`matching.Settle`) as a person chose, by key: a row's number, `NEW` or `LEFT`.

    Where nothing was chosen, or what was chosen no longer goes with what is chosen above, what says the same is taken,
    else `otherwise`. `values` is then the choice for each key, empty where none is made.
    """

    def __init__(self, viewer: Person, chosen: Mapping[str, str], *, otherwise: str = "") -> None:
        self.viewer, self.chosen, self.otherwise = viewer, chosen, otherwise
        self.offers: dict[str, Offer] = {}
        self.values: dict[str, str] = {}
        self._settled: dict[str, Match] = {}
        self._contents: plans.Contents | None = None

    def __call__(self, key: str, found: Match) -> Match:
        offer = self.offers[key] = self._offer(key)
        value = self.chosen.get(key, "")
        by_value = {str(row.pk): row for row in offer.rows}
        if value not in by_value and value not in offer.made:
            value = str(found.found.pk) if found.found in offer.rows else self._otherwise(offer)
        self.values[key] = value
        if value in by_value:
            settled = found.as_found(by_value[value])
        else:
            settled = found.as_left() if value == LEFT else found.as_new()
        self._settled[key] = settled
        return settled

    def is_open(self, key: str) -> bool:
        """Whether it can be chosen yet: what it stands below is."""
        above = _above(key)
        return not above or bool(self.values[above])

    def _otherwise(self, offer: Offer) -> str:
        return self.otherwise if self.otherwise in offer.made else ""

    def _offer(self, key: str) -> Offer:
        kind = key.partition("-")[0]
        if kind == "member":
            return Offer(*self._members())
        if kind == "plan":
            return Offer(self._plans(), [NEW])
        if kind == "commitment":
            return Offer(self._in_plan.commitments if self._in_plan else [], [NEW])
        commitment = self._settled[_above(key)].found
        here = self._in_plan.milestones if self._in_plan and commitment else []
        return Offer([one for one in here if one.commitment == commitment], [NEW, LEFT])

    def _members(self) -> tuple[Sequence[Any], Sequence[str]]:
        """Those on which this person may record a report; to add another, they must administer one."""
        held = {membership.member_id: membership.member for membership in self.viewer.current_memberships}
        rows = [member for member in held.values() if may(self.viewer, "assessments.record_past_report", member)]
        return rows, [NEW] if may(self.viewer, "assessments.record_past_report", None) else []

    def _plans(self) -> Sequence[Any]:
        member = self._settled["member"].found
        return plans.plans(viewer=self.viewer, member=member, size=200).rows if member else []

    @property
    def _in_plan(self) -> plans.Contents | None:
        """Read once for all that stands below the plan."""
        plan = self._settled["plan"].found
        if self._contents is None and plan:
            self._contents = plans.contents(plan)
        return self._contents


def _above(key: str) -> str:
    """The key of what it stands below; empty for the member."""
    kind, _dash, place = key.partition("-")
    return {
        "member": "",
        "plan": "member",
        "commitment": "plan",
        "milestone": f"commitment-{place.partition('-')[0]}",
    }[kind]
