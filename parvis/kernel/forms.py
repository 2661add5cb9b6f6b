"""Form fields for the kernel's own values. How a field looks is the design system's affair (`ui`)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from .dates import PartialDate
from .languages import Multilingual


class PartialDateInput(forms.CharField):
    """A day, a month or a year, typed as ISO text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 2022-04-30, or 2022-04 for a month."))
        super().__init__(max_length=10, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.text if isinstance(value, PartialDate) else value

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class DayInput(forms.DateField):
    """A day, typed as ISO text: the same in every language, and with any keyboard."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d"),
            error_messages={"invalid": _("Write the day as 2022-04-30.")},
            **kwargs,
        )


class MultilingualWidget(forms.MultiWidget):
    """One control for each language, each with its own label and `lang`."""

    template_name = "ui/forms/multilingual.html"

    def __init__(self, languages: Sequence[str], widget: type[forms.Widget], attrs: dict | None = None) -> None:
        self.languages = languages
        super().__init__({code: widget(attrs={"lang": code, **(attrs or {})}) for code in languages})

    def decompress(self, value: Multilingual | None) -> list[str]:
        return [(value or Multilingual()).get(code, "") for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for code, subwidget in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            subwidget["language"] = get_language_info(code)
        return context


class MultilingualInput(forms.MultiValueField):
    """Text in each of a member's languages; when required, at least one of them."""

    def __init__(self, *, long: bool = False, languages: Sequence[str] = (), **kwargs: Any) -> None:
        self._made_of = {"long": long, **kwargs}
        self.languages = tuple(languages) or tuple(code for code, _name in settings.LANGUAGES)
        fields = [forms.CharField(required=False) for _code in self.languages]
        widget, attrs = (forms.Textarea, {"rows": 5}) if long else (forms.TextInput, {})
        kwargs["widget"] = MultilingualWidget(self.languages, widget, attrs)
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def in_languages(self, languages: Sequence[str]) -> "MultilingualInput":
        """The same question, answered in these languages."""
        return MultilingualInput(languages=languages, **self._made_of)

    def compress(self, values: Sequence[str]) -> Multilingual:
        return Multilingual(dict(zip(self.languages, values or (), strict=False)))
