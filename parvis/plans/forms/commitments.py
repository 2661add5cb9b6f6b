from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from parvis.accounts.types import Organisation, Person
from parvis.kernel.forms import MultilingualInput, PartialDateInput
from parvis.texts.types import Passage, Version

from ..models import Challenge, Commitment
from ..types import Heading, Part, Reading, Value
from .plans import ReasonedForm

CURRENCIES = ["CAD", "USD", "EUR", "GBP", "AUD", "NZD", "CHF", "MXN", "BRL", "KES", "GHS", "GEL", "PHP", "INR"]


class Lines(forms.CharField):
    """A list typed one to a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class CommitmentForm(ReasonedForm):
    title = MultilingualInput(label=_("Title"))
    challenge = forms.ModelChoiceField(
        Challenge.objects.none(), required=False, label=_("Challenge"), empty_label=_("None")
    )
    identifier = forms.RegexField(
        r"^[A-Z]{2,5}\d{4}$",
        required=False,
        label=_("Identifier"),
        help_text=_("OGP’s, such as CAQUE0003, if there is one."),
        error_messages={"invalid": _("Two to five capital letters and four digits, such as CAQUE0003.")},
    )
    starts_on = PartialDateInput(required=False, label=_("Starts"))
    ends_on = PartialDateInput(required=False, label=_("Ends"))
    values = forms.MultipleChoiceField(
        choices=Value, required=False, widget=forms.CheckboxSelectMultiple, label=_("Open government values it serves")
    )
    policy_areas = Lines(required=False, label=_("Policy areas"), help_text=_("One to a line."))
    sectors = Lines(required=False, label=_("Sectors"), help_text=_("One to a line."))
    resources = MultilingualInput(long=True, required=False, label=_("Resources"))
    staff = MultilingualInput(required=False, label=_("Staff"), help_text=_("How many people, for how long."))
    budget = forms.DecimalField(
        max_digits=15, decimal_places=2, min_value=0, required=False, label=_("Budget"), localize=True
    )
    currency = forms.ChoiceField(
        choices=[("", "—"), *((code, code) for code in CURRENCIES)], required=False, label=_("Currency")
    )
    budget_note = MultilingualInput(required=False, label=_("About the budget"))

    def __init__(self, *args: Any, challenges: Iterable[Challenge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["challenge"].queryset = challenges

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("budget") is not None and not cleaned.get("currency"):
            self.add_error("currency", _("Choose the currency of the budget."))
        return cleaned

    @staticmethod
    def initial_of(commitment: Commitment) -> dict[str, Any]:
        return {name: getattr(commitment, name) for name in CommitmentForm.base_fields}


class TextForm(ReasonedForm):
    """The passages of a commitment, by heading. `version` and `fingerprint` say which wording was read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    fingerprint = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, languages=languages, **kwargs)
        reason = self.fields.pop("reason", None)
        for heading in Heading:
            self.fields[heading.value] = MultilingualInput(
                long=True, required=False, languages=languages, label=heading.label
            )
        if reason:
            self.fields["reason"] = reason

    @property
    def read(self) -> Reading | None:
        """The wording that was on the page when the person began; none when there was none."""
        version, fingerprint = self.cleaned_data["version"], self.cleaned_data["fingerprint"]
        return Reading(version, fingerprint) if version else None

    @property
    def passages(self) -> list[Passage]:
        """What was typed, in the order of the form."""
        typed = ((heading.value, self.cleaned_data[heading.value]) for heading in Heading)
        return [Passage(heading, words) for heading, words in typed if words]

    def catch_up(self, version: Version) -> None:
        """Someone else was faster: from now on this is the wording that has been read, so that it can be saved next."""
        typed = cast(QueryDict, self.data).copy()
        typed["version"], typed["fingerprint"] = str(version.number), version.sha256
        self.data = typed

    @staticmethod
    def initial_of(passages: Iterable[Passage]) -> dict[str, Any]:
        return {passage.heading: passage.words for passage in passages}


class LeadForm(forms.Form):
    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_uid = {str(person.uid): person for person in people}
        self.fields["lead"] = forms.TypedChoiceField(
            choices=[("", "—"), *((uid, person.name) for uid, person in by_uid.items())],
            coerce=by_uid.__getitem__,
            label=_("Who answers for this commitment?"),
        )


class InvolvementForm(ReasonedForm):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), empty_label="—", label=_("Organisation"))
    part = forms.ChoiceField(choices=Part, label=_("Its part"))
    started_on = PartialDateInput(required=False, label=_("Since"))
    note = MultilingualInput(required=False, label=_("Note"))

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations


class EndInvolvementForm(forms.Form):
    on = PartialDateInput(label=_("Until when?"))


class ContactForm(ReasonedForm):
    role = MultilingualInput(label=_("Role"), help_text=_("Such as “Open government team”: a role, not a name."))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, empty_label="—", label=_("Organisation")
    )
    email = forms.EmailField(
        required=False, label=_("E-mail address"), help_text=_("A shared mailbox rather than a person’s own address.")
    )
    phone = forms.CharField(max_length=40, required=False, label=_("Telephone"))

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
