"""Commitments like one, or like the draft of one, and how each of them ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from parvis.kernel import urns
from parvis.kernel.languages import Multilingual
from parvis.plans.queries import Commitment, words_of
from parvis.search import queries as index
from parvis.search.types import Near

from ..facets import END_OF_COMMITMENT, KIND, Facet, Rated, completion_values, policy_areas_of, values_of, year_of
from .commitment_data import matches_of, record_of, text_of
from .design import COUNTED_BY, STAGES, DesignAndDelivery, design_and_delivery

SIZE = 6


@dataclass(frozen=True)
class Similar:
    """`score` is from 0 to 1; `shared` the values that both have, by facet."""

    commitment: Commitment
    score: float
    shared: Mapping[str, Sequence[str]]
    rated: Rated

    @property
    def year(self) -> str:
        return year_of(self.commitment)


@dataclass(frozen=True)
class Around:
    """What other commitments tell beside one: those like it; the likely same in the other layout of OGP's data, with
    the score in thousandths; and how commitments ended by how specific they were."""

    similar: Sequence[Similar]
    matches: Sequence[tuple[Commitment, int]]
    design: Sequence[DesignAndDelivery]


def around(commitment: Commitment, rated: Rated, *, viewer: Any) -> Around:
    """Of a commitment that was read with its record and matches (see `with_record`). Three queries."""
    record = record_of(commitment)
    body = Multilingual({record.language: text_of(record)}) if record else words_of(commitment)
    facets: dict[str, list[str]] = {
        Facet.POLICY_AREA: policy_areas_of(commitment.policy_areas),
        Facet.VALUE: values_of(commitment.values, rated),
    }
    return _around(
        commitment.title, body, facets, viewer, leave_out=commitment.urn, matches=matches_of(record) if record else {}
    )


def around_draft(title: Multilingual, text: Multilingual, *, policy_areas: Sequence[str] = (), viewer: Any) -> Around:
    """Of words that are not a commitment yet. Three queries."""
    return _around(title, text, {Facet.POLICY_AREA: policy_areas_of(policy_areas)}, viewer)


def _around(
    title: Multilingual,
    body: Multilingual,
    facets: Mapping[str, Sequence[str]],
    viewer: Any,
    *,
    leave_out: str = "",
    matches: Mapping[int, int] | None = None,
) -> Around:
    """`matches`: the score by the key of a record."""
    scores = matches or {}
    near, counts = index.nearest_with_counts(
        KIND,
        title=title,
        body=body,
        facets=facets,
        read_along=_read_along(),
        leave_out=[leave_out],
        size=SIZE + len(scores),
    )
    found = _commitments(near, scores, viewer)
    by_uid = {str(one.uid): one for one in found}
    alike = [(by_uid.get(urns.parse(one.urn)[1]), one) for one in near]
    similar = [
        Similar(one, its.score, its.shared, _rated(its.has))
        for one, its in alike
        if one and one.record_key not in scores
    ]
    pairs = [(one, scores[one.record_key]) for one in found if one.record_key in scores]
    pairs.sort(key=lambda pair: -pair[1])
    return Around(similar[:SIZE], pairs, design_and_delivery(counts))


def _read_along() -> dict[str, list[str]]:
    """What the finding counts, and how each ended, at which stage."""
    ended = completion_values()
    of_stages = [f"{stage}.{value}" for stage in STAGES for value in ended]
    scale = list(dict.fromkeys([*COUNTED_BY[Facet.SCALE], *of_stages]))
    return {**COUNTED_BY, Facet.SCALE: scale, Facet.COMPLETION: ended}


def _commitments(near: Sequence[Near], scores: Mapping[int, int], viewer: Any) -> list[Commitment]:
    """One query, for those that are alike and those that are probably the same."""
    wanted = Q(uid__in=[urns.parse(one.urn)[1] for one in near])
    if scores:
        wanted |= Q(record__in=list(scores))
    rows = Commitment.objects.visible_to(viewer).filter(wanted).select_related("plan__member")
    return list(rows.annotate(record_key=F("record__pk")))


def _rated(has: Mapping[str, Sequence[str]]) -> Rated:
    """As the index knows it: the completion that counts, and where OGP's data gives it, its stage."""
    rated = dict(value.split(".", 1) for value in has[Facet.SCALE])
    stages = {stage: rated[stage] for stage in STAGES if stage in rated}
    told = next(iter(has[Facet.COMPLETION]), "")
    if told and Rated(stages).completion != told:
        return Rated({END_OF_COMMITMENT: told})
    return Rated(stages)
