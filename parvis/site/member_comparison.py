"""How a member compares, as a table to take away: `docs/member-comparison.md` says what its columns hold."""

from collections.abc import Iterator

from parvis.accounts.types import Member
from parvis.assessments.facets import Facet, completion_values, value_label
from parvis.assessments.queries import Comparison, Ended

from . import endings


def columns() -> list[str]:
    counted = [*completion_values(), "rated", "not_rated", "substantial_or_complete", "share"]
    return ["by", "value", "label", "whose", *counted]


def rows(found: Comparison, member: Member) -> Iterator[dict[str, object]]:
    for by, value, whose, ended in found.rows():
        yield {
            "by": by,
            "value": value,
            "label": _label(by, value),
            "whose": member.slug if whose == "member" else "all",
            **_numbers(ended),
        }


def _label(by: str, value: str) -> str:
    if by == "year":
        return endings.year_label(value)
    return str(value_label(Facet.POLICY_AREA, value, {})) if by == "policy_area" else ""


def _numbers(ended: Ended) -> dict[str, object]:
    return {
        **{value: ended.by_completion.get(value, 0) for value in completion_values()},
        "rated": ended.rated,
        "not_rated": ended.not_rated,
        "substantial_or_complete": ended.delivered,
        "share": round(ended.delivered / ended.rated, 4) if ended.rated else None,
    }
