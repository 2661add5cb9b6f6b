"""By what commitments are selected and counted, and what each of them has of it. What nobody stated has a value too."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.types import Member
from parvis.kernel.dates import PartialDate
from parvis.kernel.folding import fold
from parvis.kernel.languages import Multilingual
from parvis.plans.queries import ActionPlan, Commitment
from parvis.plans.types import CompletionLevel, Value

from .standards.commitment_data.policy_areas import policy_areas
from .standards.commitment_data.scales import completion, ratings
from .standards.report_forms import scale

KIND = "commitment"
# In which a commitment can be written, and searched for.
LANGUAGES = ("en", "fr", "es")
NOT_STATED = "not-stated"
# What a title begins with before its first word: "5.2. ", "1) ".
_NUMBERING = re.compile(r"^[^a-z]+(?=[a-z])")
LATIN = "latin-america"
_LATIN_AMERICA = Multilingual({"en": "Latin America and the Caribbean", "fr": "Amérique latine et Caraïbes"})
# No facets that are offered: rows of the two layouts, and plans, are counted apart; and what is compared is counted
# once, so that older rows that are likely in the current layout too do not have COMPARED.
LAYOUT, PLAN, COMPARED = "layout", "plan", "compared"
ONCE = "once"
END_OF_COMMITMENT = "completion_end_of_commitment"
VERIFIABLE_IN_REPORT = "verifiable_in_report"
# Each is a scale of its own, and a facet's value names both: "potential_impact.moderate".
SCALES = (
    "specificity",
    "potential_impact",
    "potential_for_results",
    "completion_progress_report",
    "completion_end_of_term",
    "early_results",
    "opened_overall",
)


class Facet(models.TextChoices):
    """The facets of a commitment, in the order in which they are offered."""

    MEMBER = "member", gettext_lazy("Member")
    REGION = "region", gettext_lazy("Region")
    YEAR = "year", gettext_lazy("Year of the plan")
    POLICY_AREA = "policy-area", gettext_lazy("Policy area")
    VALUE = "value", gettext_lazy("Open government value")
    COMPLETION = "completion", gettext_lazy("Completion")
    VERIFIABILITY = "verifiability", gettext_lazy("Verifiability")
    SCALE = "scale", gettext_lazy("Rating in its own scale")


class Order(models.TextChoices):
    """How commitments can be sorted; what has no date comes last."""

    NEWEST = "-year", gettext_lazy("Newest plan first")
    OLDEST = "year", gettext_lazy("Oldest plan first")
    ENDS_LATEST = "-ends", gettext_lazy("Ends latest first")
    ENDS_EARLIEST = "ends", gettext_lazy("Ends earliest first")
    TITLE = "title", gettext_lazy("By title")
    BEST = "best", gettext_lazy("Best match first")


@dataclass(frozen=True)
class Rated:
    """What is known of how a commitment was rated: codes of values by the code of what was rated.

    `layout` is that of OGP's data which it came in, if it did.
    """

    ratings: Mapping[str, str] = field(default_factory=dict)
    layout: str = ""

    @property
    def completion(self) -> str:
        """At the end of the commitment or of the term, else at the progress report; empty where nobody rated it."""
        return self.ratings.get(END_OF_COMMITMENT) or completion(self.ratings)[0]

    @property
    def completion_stage(self) -> str:
        """The code of the rating that `completion` is of."""
        if END_OF_COMMITMENT in self.ratings:
            return END_OF_COMMITMENT
        stage = completion(self.ratings)[1]
        return f"completion_{stage}" if stage else ""

    @property
    def verifiable(self) -> str:
        return self.ratings.get(VERIFIABLE_IN_REPORT) or self.ratings.get("verifiable", "")


_VALUE_RATINGS = {
    "access_to_information": Value.TRANSPARENCY,
    "civic_participation": Value.PARTICIPATION,
    "public_accountability": Value.ACCOUNTABILITY,
    "technology": Value.TECHNOLOGY,
}


def facets_of(commitment: Commitment, rated: Rated) -> dict[str, list[str]]:
    """Of a commitment with its plan and member."""
    member = commitment.plan.member
    return {
        Facet.MEMBER: [member.slug],
        Facet.REGION: regions_of(member),
        Facet.YEAR: [year_of(commitment) or NOT_STATED],
        Facet.POLICY_AREA: policy_areas_of(commitment.policy_areas) or [NOT_STATED],
        Facet.VALUE: values_of(commitment.values, rated) or [NOT_STATED],
        Facet.COMPLETION: [rated.completion or NOT_STATED],
        Facet.VERIFIABILITY: [rated.verifiable or NOT_STATED],
        Facet.SCALE: [f"{code}.{value}" for code in SCALES if (value := rated.ratings.get(code))] or [NOT_STATED],
        LAYOUT: [rated.layout] if rated.layout else [],
        PLAN: [commitment.plan.slug],
    }


def orders_of(commitment: Commitment) -> dict[str, str]:
    ends = commitment.ends_on
    return {
        "year": year_of(commitment),
        "ends": ends.last_day.isoformat() if ends else "",
        "title": _NUMBERING.sub("", fold(next(iter(commitment.title.values()), "")))[:200],
    }


def regions_of(member: Member) -> list[str]:
    if not member.region:
        return [NOT_STATED]
    return [member.region, LATIN] if member.is_in_latin_america else [member.region]


def year_of(commitment: Commitment) -> str:
    """In which its plan was submitted, else launched, else begun."""
    day = begun_on(commitment.plan)
    return day.text[:4] if day else ""


def begun_on(plan: ActionPlan) -> PartialDate | None:
    """When it was submitted, else launched, else when it begins."""
    day: PartialDate | None = plan.submitted_on or plan.launched_on or plan.starts_on
    return day


def policy_areas_of(written: Sequence[str]) -> list[str]:
    """Codes where the words are those of a known area, in any language; else the words themselves."""
    known = _codes_by_words()
    return list(dict.fromkeys(known.get(fold(words), words[:100]) for words in written))


def values_of(stated: Sequence[str], rated: Rated) -> list[str]:
    """Those that an evaluator coded, else those that the plan states."""
    coded = [str(value) for code, value in _VALUE_RATINGS.items() if rated.ratings.get(code) == "yes"]
    return coded or ([] if rated.ratings.keys() & _VALUE_RATINGS.keys() else list(stated))


def value_label(facet: str, value: str, members: Mapping[str, Any]) -> object:
    """In words. `members` are names by slug."""
    if value == NOT_STATED:
        return _("Not rated") if facet in {Facet.COMPLETION, Facet.VERIFIABILITY, Facet.SCALE} else _("Not stated")
    match facet:
        case Facet.MEMBER:
            return members.get(value, value)
        case Facet.REGION:
            return _LATIN_AMERICA if value == LATIN else dict(Member.Region.choices).get(value, value)
        case Facet.POLICY_AREA:
            return policy_areas().get(value, value)
        case Facet.VALUE:
            return dict(Value.choices).get(value, value)
        case Facet.COMPLETION:
            return completion_label(value)
        case Facet.VERIFIABILITY:
            return {"yes": _("Verifiable"), "no": _("Not verifiable")}.get(value, value)
        case Facet.SCALE:
            return scale_value_label(value)
    return value


def completion_label(value: str) -> object:
    """Of the scale of OGP's data, or of the reports' own, which has one value more."""
    known = ratings()["completion_end_of_term"].scale.value(value)
    if known:
        return known.name
    found = scale("completion").value(value)
    return found.text if found else dict(CompletionLevel.choices).get(value, value)


def completion_values() -> list[str]:
    """All there can be, of OGP's scale and of the reports' own. The best first, and last what is no step on the way."""
    of_ogp = reversed(values_of_scale("completion_end_of_term"))
    return list(dict.fromkeys([*of_ogp, *(value.code for value in scale("completion").values)]))


def scale_value_label(value: str) -> object:
    """Of "potential_impact.moderate": the value alone; its rating heads the group it stands in."""
    code, _dot, of_scale = value.partition(".")
    rating = ratings().get(code)
    found = rating.scale.value(of_scale) if rating else None
    return found.name if found else value


def rating_codes() -> list[str]:
    """Of all that is rated, in OGP's data or in reports, in the order in which people read them."""
    return [*ratings(), END_OF_COMMITMENT, VERIFIABLE_IN_REPORT]


def rating_value_label(code: str, value: str) -> object:
    """Of what one rating says, in the words of its own scale."""
    if code == END_OF_COMMITMENT:
        return completion_label(value)
    if code == VERIFIABLE_IN_REPORT:
        return value_label(Facet.VERIFIABILITY, value, {})
    return scale_value_label(f"{code}.{value}")


def values_of_scale(code: str) -> list[str]:
    """Of what is rated: from worst to best, where they have an order."""
    return [value.code for value in ratings()[code].scale.values]


def rating_label(code: str) -> object:
    """What is rated."""
    if code == END_OF_COMMITMENT:
        return _("Completion in the End of Commitment Report")
    if code == VERIFIABLE_IN_REPORT:
        return _("Verifiable, in the Inception Report")
    return ratings()[code].label if code in ratings() else code


@cache
def _codes_by_words() -> dict[str, str]:
    return {fold(words): code for code, names in policy_areas().items() for words in (code, *names.values())}
