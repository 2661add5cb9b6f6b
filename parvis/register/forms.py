from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.kernel.forms import DayInput

from .queries import Filters, Journal
from .telling import act_label
from .types import role_label


class JournalForm(forms.Form):
    """What to show of the journal. Its choices are the values that occur there, offered once the page is read."""

    event = forms.CharField(label=_("Kind of act"), required=False, max_length=80, widget=forms.Select)
    role = forms.CharField(label=_("Role"), required=False, max_length=60, widget=forms.Select)
    body = forms.CharField(label=_("Member"), required=False, max_length=120, widget=forms.Select)
    object = forms.CharField(
        label=_("Object"),
        help_text=_("Its name on the register, which begins with urn:parvis:"),
        required=False,
        max_length=120,
    )
    since = DayInput(label=_("From this day"), required=False)
    until = DayInput(label=_("Until this day"), required=False)

    @property
    def filters(self) -> Filters:
        """What was asked as far as it can be understood; the rest is shown as an error beside its field."""
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})

    def offer(self, journal: Journal) -> None:
        self._offer("event", ((name, act_label(name)) for name in journal.values["event"]))
        self._offer("role", ((name, str(role_label(name))) for name in journal.values["role"]))
        known = [urn for urn in journal.values["body"] if urn in journal.names]
        self._offer("body", ((urn, str(journal.names[urn].title)) for urn in known))

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        ordered = sorted(choices, key=lambda choice: choice[1].casefold())
        self.fields[name].widget.choices = [("", _("Everything")), *ordered]
