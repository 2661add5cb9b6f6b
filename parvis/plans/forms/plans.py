from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.kernel.forms import DayInput, MultilingualInput, PartialDateInput

from ..models import ActionPlan, Challenge


class ReasonedForm(forms.Form):
    """A form about something of a plan: written in the member's languages, with a reason once the plan is public."""

    def __init__(self, *args: Any, languages: Sequence[str] = (), needs_reason: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, MultilingualInput):
                self.fields[name] = field.in_languages(languages)
        if needs_reason:
            self.fields["reason"] = MultilingualInput(
                long=True,
                languages=languages,
                label=_("Why this changes"),
                help_text=_("This has been published, so the reason is published too."),
            )


class PlanForm(ReasonedForm):
    title = MultilingualInput(label=_("Title"))
    summary = MultilingualInput(
        long=True, required=False, label=_("Summary"), help_text=_("What the plan is for, in a few sentences.")
    )
    starts_on = PartialDateInput(required=False, label=_("Starts"))
    ends_on = PartialDateInput(required=False, label=_("Ends"))
    identifier = forms.CharField(
        max_length=20, required=False, label=_("Identifier"), help_text=_("OGP’s, such as AP_KGZ01, if there is one.")
    )
    url = forms.URLField(
        max_length=500, required=False, assume_scheme="https", label=_("Address of the plan elsewhere")
    )

    @staticmethod
    def initial_of(plan: ActionPlan) -> dict[str, Any]:
        return {name: getattr(plan, name) for name in PlanForm.base_fields}


class NewPlanForm(PlanForm):
    slug = forms.SlugField(
        max_length=120,
        label=_("Page address"),
        help_text=_("Small letters, digits and hyphens, such as quebec-canada-2024-2026. It does not change later."),
        error_messages={"invalid": _("Use only letters without accents, digits and hyphens.")},
    )


class OpeningForm(forms.Form):
    until = DayInput(
        required=False,
        label=_("Comments close on"),
        help_text=_("The first day on which comments are no longer taken. Leave empty to close them by the next step."),
    )


class DayForm(forms.Form):
    on = DayInput(label=_("On which day?"), help_text=_("For example 2022-04-30."))


class ConfirmationForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class ReasonForm(forms.Form):
    def __init__(self, *args: Any, languages: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = MultilingualInput(long=True, languages=languages, label=_("Why?"))


class ChallengeForm(ReasonedForm):
    title = MultilingualInput(label=_("Challenge"), help_text=_("The objective under which commitments will stand."))
    pillar = MultilingualInput(
        required=False, label=_("Pillar"), help_text=_("The member’s own heading for it, such as transparency.")
    )

    @staticmethod
    def initial_of(challenge: Challenge) -> dict[str, Any]:
        return {"title": challenge.title, "pillar": challenge.pillar}
