"""How commitments ended, as charts: by specificity, over years or the plans of a member, and beside all members."""

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.translation import gettext as _

from parvis.accounts.types import Member
from parvis.assessments.facets import NOT_STATED, Facet, completion_label, value_label
from parvis.assessments.queries import Comparison, DesignAndDelivery, Ended, Level
from parvis.ui import charts

# A picture of more is read by nobody; the download has them all.
PLANS_DRAWN = 12
# What is no step between "not started" and "complete" is drawn as one; the download tells it apart.
_TONES = {"complete": "done", "substantial": "progress", "limited": "late", "not_started": "neutral"}


def tone(completion: str) -> str:
    """Of a tag that says how far a commitment was completed."""
    return {**_TONES, "": "missing"}.get(completion, "alert")


def by_specificity(found: DesignAndDelivery) -> charts.Chart:
    bars = [charts.Bar(_steps(level.ended), _level(level)) for level in found.levels]
    return charts.stacked_bars(design_title(found), bars, first_column=_("Specificity"))


def design_title(found: DesignAndDelivery) -> str:
    titles = {
        ("older", "completion_progress_report"): _("OGP’s older data, at the progress report"),
        ("older", "completion_end_of_term"): _("OGP’s older data, at the end of the term"),
        ("current", "completion_progress_report"): _("OGP’s current data, at the progress report"),
        ("current", "completion_end_of_term"): _("OGP’s current data, at the end of the term"),
    }
    return titles[found.layout, found.stage]


def specificity_label(level: Level) -> str:
    return {"low": _("Low specificity"), "medium": _("Medium specificity"), "high": _("High specificity")}[
        level.specificity
    ]


def _level(level: Level) -> str:
    words = {"what": specificity_label(level), "delivered": level.delivered, "rated": level.rated}
    if level.share is None:
        return _("%(what)s: too few to say (%(delivered)s of %(rated)s)") % words
    return _("%(what)s: %(share)s%% substantial or complete (%(delivered)s of %(rated)s)") % {
        **words,
        "share": level.share,
    }


def over_plans(found: Comparison) -> charts.Chart:
    bars = [charts.Bar(shares(ended), plan.title, plan.get_absolute_url()) for plan, ended in found.by_plan]
    return charts.stacked_bars(_("Completion over the plans"), bars, first_column=_("Plan"))


def beside_everyone(found: Comparison, member: Member) -> charts.Chart:
    bars = [
        charts.Bar(shares(ended), format_html(_("{who}: {what}"), who=who, what=share_words(ended)))
        for who, ended in ((member.name, found.own), (_("All members"), found.everyone))
    ]
    return charts.stacked_bars(_("Completion beside all members"), bars, first_column=_("Whose"))


def by_area(found: Comparison, member: Member) -> charts.Chart:
    rows = [
        charts.Pair(
            value_label(Facet.POLICY_AREA, area, {}),
            charts.Part(own.delivered, own.rated),
            charts.Part(everyone.delivered, everyone.rated),
        )
        for area, own, everyone in found.by_area
    ]
    return charts.pairs(
        _("Substantial or complete, by policy area"),
        rows,
        whose=(member.name, _("All members")),
        counted=_("Substantial or complete"),
        first_column=Facet.POLICY_AREA.label,
    )


def share_words(ended: Ended) -> str:
    words = {"delivered": ended.delivered, "rated": ended.rated, "share": ended.share}
    if ended.share is None:
        return _("none rated")
    return _("%(share)s%% substantial or complete (%(delivered)s of %(rated)s rated)") % words


def year_label(year: str) -> str:
    return _("Year not stated") if year == NOT_STATED else year


def shares(ended: Ended) -> list[charts.Share]:
    others = ended.rated - sum(ended.by_completion.get(value, 0) for value in _TONES)
    return [
        *_steps(ended.by_completion),
        charts.Share(_("Unclear, withdrawn or no evidence"), others, "alert"),
        charts.Share(_("Not rated"), ended.not_rated, "missing"),
    ]


def _steps(ended: Mapping[str, int]) -> list[charts.Share]:
    return [charts.Share(completion_label(value), ended.get(value, 0), tone) for value, tone in _TONES.items()]
