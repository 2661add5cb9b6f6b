from collections.abc import Collection

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .types import kinds


class PreferencesForm(forms.Form):
    wanted = forms.MultipleChoiceField(label=_("Messages you get"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, data: object = None, *, wanted: Collection[str] = ()) -> None:
        super().__init__(data, initial={"wanted": list(wanted)})
        self.fields["wanted"].choices = [
            (kind.name, format_html("{}<br>{}", kind.label, kind.explanation)) for kind in kinds()
        ]
