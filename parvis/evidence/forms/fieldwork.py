"""What evaluators keep: sources that are not public, interviews, quotations."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.kernel.forms import PartialDateInput
from parvis.kernel.languages import Multilingual

from ..choices import Capacity, Keeping, QuotationUse
from .sources import UploadForm, refuse_day_to_come


class ConsultedForm(UploadForm):
    """A file that is not public, and what everyone may know of it."""

    field_order = ("source_file", "keeping", "title", "note", "publisher", "accessed_on", "language")

    keeping = forms.ChoiceField(
        label=_("What is kept here"),
        choices=Keeping.choices,
        widget=forms.RadioSelect,
        help_text=_("The register commits to the file as it is now. To check it later takes the same file, unchanged."),
        error_messages={"required": _("Choose what is kept.")},
    )
    title = forms.CharField(
        label=_("What to call it in public"),
        max_length=300,
        help_text=_("Everyone can read this. Name no private person."),
        error_messages={"required": _("Say what it is called in public.")},
    )
    note = forms.CharField(
        label=_("What it is, and why it is not public"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone can read this description. Name no private person."),
        error_messages={"required": _("Describe it, and say why it is not public.")},
    )
    publisher = forms.CharField(label=_("Whose it is"), required=False, max_length=200)
    accessed_on = PartialDateInput(label=_("Day you read it"), required=False)
    language = forms.ChoiceField(
        label=_("Language of this description"), choices=settings.LANGUAGES, initial=get_language
    )

    def clean(self) -> dict[str, Any]:
        refuse_day_to_come(self, "accessed_on")
        return self.cleaned_data

    @property
    def described(self) -> dict[str, Any]:
        said = self.cleaned_data
        spoken = {name: Multilingual({said["language"]: said[name]}) for name in ("title", "note")}
        plain = {name: said[name] for name in ("language", "publisher", "accessed_on")}
        return {"document": self.kept, "keeping": Keeping(said["keeping"]), **spoken, **plain}


class HappenedForm(forms.Form):
    """About a day (`happened`, a field) that has come where the member `body` (URN) is, for which `by` acts."""

    use_required_attribute = False
    happened = "on"

    def __init__(self, *args: Any, by: Any, body: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.body = by, body

    def clean(self) -> dict[str, Any]:
        refuse_day_to_come(self, self.happened)
        return self.cleaned_data


class InterviewForm(HappenedForm):
    happened = "held_on"

    capacity = forms.ChoiceField(
        label=_("In which kind of role they spoke"),
        choices=[("", _("Choose one")), *Capacity.choices],
        error_messages={"required": _("Choose a kind of role.")},
    )
    held_on = PartialDateInput(label=_("When"), error_messages={"required": _("Give the day, month or year.")})
    names = forms.CharField(
        label=_("With whom"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only you can read this."),
        error_messages={"required": _("Say with whom. Only you can read this.")},
    )
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Only you can read this."),
    )


class QuotationForm(forms.Form):
    use_required_attribute = False

    words = forms.CharField(
        label=_("Words, exactly as said"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only you can read this until it is published. Leave out what shows who speaks."),
        error_messages={"required": _("Write the words.")},
    )
    language = forms.ChoiceField(
        label=_("Language they were said in"), choices=settings.LANGUAGES, initial=get_language
    )


class ConsentForm(HappenedForm):
    use = forms.ChoiceField(
        label=_("To what the person consents"),
        choices=QuotationUse.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose to what the person consents.")},
    )
    on = PartialDateInput(
        label=_("When they consented"), error_messages={"required": _("Give the day on which they consented.")}
    )


class NothingTyped(forms.Form):
    """To confirm something about which nothing is typed."""
