from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import LONGEST
from .types import Ground


class ContributionForm(forms.Form):
    text = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Everyone can read it. Leave out what is private, about you and about others."),
    )
    language = forms.ChoiceField(label=_("Language of your comment"), choices=settings.LANGUAGES)
    signature = forms.CharField(
        label=_("Signed"),
        max_length=100,
        required=False,
        help_text=_("The name to show with it. Without one it reads as from a resident."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"language": get_language()})
        super().__init__(*args, **kwargs)


class HideForm(forms.Form):
    ground = forms.ChoiceField(label=_("Reason"), choices=Ground, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What its author should know"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sent to the author with the reason. Not published."),
    )
