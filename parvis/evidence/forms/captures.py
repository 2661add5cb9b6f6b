from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.kernel.forms import MultilingualInput, PartialDateInput
from parvis.kernel.languages import Multilingual

from ..models import Citation


class ReasonForm(forms.Form):
    """For what others can read, and what goes."""

    def __init__(self, *args: Any, languages: Sequence[str], label: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = MultilingualInput(
            long=True,
            languages=languages,
            label=label,
            help_text=_("Everyone can read the reason. Name no private person."),
            error_messages={"required": _("Say why: what others can read does not go without a reason.")},
        )


class DescriptionForm(forms.Form):
    """What a source is called and when it was published, with what its page says where the record is silent."""

    def __init__(self, *args: Any, citation: Citation, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposed, copy = citation.title, citation.copy
        if copy and copy.title and not proposed:
            proposed = Multilingual({copy.language or citation.language or languages[0]: copy.title})
        every = list(dict.fromkeys([*languages, *proposed]))
        self.fields["title"] = MultilingualInput(
            languages=every,
            label=_("Title"),
            error_messages={"required": _("Give its title, so that people can find it again.")},
        )
        self.fields["published_on"] = PartialDateInput(label=_("Published on"), required=False)
        self.initial["title"] = proposed
        self.initial["published_on"] = citation.published_on or (copy.published_on if copy else None)
