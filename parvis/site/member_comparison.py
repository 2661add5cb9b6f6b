"""How a member compares, as a table to take away: `docs/member-comparison.md` says what its columns hold."""

from collections.abc import Iterator

from parvis.accounts.types import Member
from parvis.assessments.facets import Facet, completion_values, value_label
from parvis.assessments.queries import Comparison, Ended
from parvis.plans.queries import ActionPlan


def columns() -> list[str]:
    counted = [*completion_values(), "rated", "not_rated", "substantial_or_complete", "share"]
    return ["by", "value", "label", "whose", *counted]


def rows(found: Comparison, member: Member) -> Iterator[dict[str, object]]:
    for by, of, whose, ended in found.rows():
        yield {
            "by": by,
            "value": of if isinstance(of, str) else of.slug,
            "label": _label(by, of),
            "whose": member.slug if whose == "member" else "all",
            **_numbers(ended),
        }


def _label(by: str, of: ActionPlan | str) -> str:
    return str(value_label(Facet.POLICY_AREA, of, {})) if by == "policy_area" and isinstance(of, str) else str(of)


def _numbers(ended: Ended) -> dict[str, object]:
    return {
        **{value: ended.by_completion.get(value, 0) for value in completion_values()},
        "rated": ended.rated,
        "not_rated": ended.not_rated,
        "substantial_or_complete": ended.delivered,
        "share": round(ended.delivered / ended.rated, 4) if ended.rated else None,
    }
