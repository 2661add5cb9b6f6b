from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.accounts.types import Organisation
from parvis.evidence.forms import CitationForm, SourceForm
from parvis.kernel import measures
from parvis.kernel.forms import MultilingualInput, PartialDateInput

from ..models import Milestone
from ..types import MilestoneStatus
from .plans import DayForm, ReasonedForm

REPORTABLE = [choice for choice in MilestoneStatus.choices if choice[0] in ("not_started", "in_progress")]


class MilestoneForm(ReasonedForm):
    title = MultilingualInput(label=_("Milestone"), help_text=_("One step that anyone can check."))
    description = MultilingualInput(long=True, required=False, label=_("What exactly will exist or happen"))
    starts_on = PartialDateInput(required=False, label=_("Starts"))
    due_on = PartialDateInput(required=False, label=_("Due"))
    responsible = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Responsible"),
    )
    responsible_note = MultilingualInput(
        required=False, label=_("About who is responsible"), help_text=_("Where a body has not been named yet.")
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = organisations

    @staticmethod
    def initial_of(milestone: Milestone) -> dict[str, Any]:
        names = ("title", "description", "starts_on", "due_on", "responsible_note")
        return {name: getattr(milestone, name) for name in names} | {"responsible": milestone.responsible.all()}


class MeasureForm(ReasonedForm):
    measure = forms.ChoiceField(label=_("Measure"), help_text=_("What this platform counts by itself."))
    target = forms.IntegerField(min_value=1, label=_("Target"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [(one.name, one.label) for one in measures.measures()]


class ProgressForm(ReasonedForm, CitationForm):
    """Evidence is optional, and makes the update worth more."""

    evidence_is_optional = True

    words = MultilingualInput(long=True, label=_("What has happened"))
    status = forms.ChoiceField(choices=REPORTABLE, widget=forms.RadioSelect, label=_("Where it stands"))
    on = PartialDateInput(label=_("As of"))


class CompletionForm(DayForm, SourceForm):
    """A milestone is complete only with a day and evidence that anyone can open."""
