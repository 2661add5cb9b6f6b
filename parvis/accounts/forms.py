from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parvis.kernel.forms import MultilingualInput, PartialDateInput

from . import queries
from .models import Member, Organisation, Person, Role

ROLES_TO_GIVE = [(role.value, role.label) for role in Role if role != Role.PUBLIC]


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("Shown to you and to the staff you work with, not on public pages."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the letters we send you"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class MemberForm(forms.Form):
    name = MultilingualInput(label=_("Name"))
    colour = forms.ChoiceField(
        label=_("Colour"), choices=Member.Colour, help_text=_("Dresses the member’s pages. All are readable.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In which its texts are meant to exist. A missing translation is marked."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(name, name) for name in sorted(available_timezones())],
        help_text=_("Deadlines and times are shown in it."),
    )
    url = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    about = MultilingualInput(label=_("About"), long=True, required=False)

    @classmethod
    def facts(cls, member: Member) -> dict[str, Any]:
        return {name: getattr(member, name) for name in cls.base_fields}


class OrganisationForm(forms.Form):
    name = MultilingualInput(label=_("Name"))
    abbreviation = forms.CharField(label=_("Abbreviation"), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind, widget=forms.RadioSelect)
    url = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    @classmethod
    def facts(cls, organisation: Organisation) -> dict[str, Any]:
        return {name: getattr(organisation, name) for name in cls.base_fields}


class NewOrganisationForm(OrganisationForm):
    slug = forms.SlugField(
        label=_("Address"),
        max_length=120,
        help_text=_("Small letters, digits and hyphens, for example ministere-de-la-culture. It cannot be changed."),
        error_messages={"invalid": _("Use only letters without accents, digits and hyphens.")},
    )
    field_order = ["name", "slug", "abbreviation", "kind", "url"]


class SuccessionForm(forms.Form):
    successor: forms.ModelChoiceField = forms.ModelChoiceField(label=_("Who took over"), queryset=None, empty_label="—")
    happened_on = PartialDateInput(label=_("When"), required=False)
    note = MultilingualInput(
        label=_("What was taken over"), long=True, required=False, help_text=_("Leave empty when it was everything.")
    )

    def __init__(self, *args: Any, predecessor: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = queries.organisations_of(predecessor.member).exclude(pk=predecessor.pk)
        self.fields["successor"].queryset = others

    def clean_happened_on(self) -> Any:
        return self.cleaned_data["happened_on"] or None


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=ROLES_TO_GIVE, widget=forms.RadioSelect)
    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=None,
        required=False,
        empty_label="—",
        help_text=_("For whom they work or sit, if for one."),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.organisations_of(member)


class InvitationForm(RoleForm):
    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("Someone who has an account keeps the name they gave themselves.")
    )
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    field_order = ["email", "name", "language", "role", "organisation"]


class ErasureForm(forms.Form):
    email = forms.EmailField(
        label=_("To confirm, type the e-mail address of your account"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email != self.person.email:
            raise forms.ValidationError(_("This is not the address of your account."))
        return email
