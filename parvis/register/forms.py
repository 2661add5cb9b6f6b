from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.kernel import urns
from parvis.kernel.dates import in_words
from parvis.kernel.errors import Invalid
from parvis.kernel.forms import DayInput
from parvis.search.types import Hit
from parvis.ui.choosing import Chip

from .queries import Filters, Journal
from .seeking import Sought, sought
from .telling import act_label
from .types import role_label


class JournalForm(forms.Form):
    """What to show of the journal. Its choices are the values that occur there, offered once the page is read."""

    object = forms.CharField(
        label=_("About what"),
        help_text=_("Words of its title, the address of its page, or its name on the register."),
        required=False,
        max_length=300,
    )
    event = forms.CharField(label=_("Kind of act"), required=False, max_length=80, widget=forms.Select)
    role = forms.CharField(label=_("Role"), required=False, max_length=60, widget=forms.Select)
    body = forms.CharField(label=_("Member"), required=False, max_length=120, widget=forms.Select)
    since = DayInput(label=_("From this day"), required=False)
    until = DayInput(label=_("Until this day"), required=False)

    def __init__(self, data: QueryDict, viewer: Any) -> None:
        super().__init__(data)
        self.viewer = viewer
        self.sought = Sought()

    def clean_object(self) -> str:
        text = self.cleaned_data["object"]
        if text:
            try:
                self.sought = sought(text, self.viewer)
            except Invalid as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return self.sought.urn

    def clean_body(self) -> str:
        urn = self.cleaned_data["body"]
        if urn and not urns.is_urn(urn):
            raise forms.ValidationError(_("Choose a member from the list."))
        return urn

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day is before the first one."))
        return given

    @property
    def filters(self) -> Filters:
        """What was asked as far as it can be understood; the rest is shown as an error beside its field."""
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})

    @property
    def is_undecided(self) -> bool:
        """Whether the words that were typed name nothing, or more than one thing: then no act is the right one."""
        self.is_valid()
        return len(self.sought.hits) > 1 or "object" in self.errors

    @property
    def misread(self) -> list[str]:
        """What cannot be understood for sure: a sentence for each parameter, with what to write."""
        if self.is_undecided and "object" not in self.errors:
            self.add_error("object", _("More than one thing is called so. Give the address of its page, or its URN."))
        return [
            gettext("The parameter “%(name)s” cannot be used. %(what)s") % {"name": name, "what": " ".join(errors)}
            for name, errors in self.errors.items()
        ]

    @property
    def only_hit(self) -> Hit | None:
        """What was meant, where words were typed that only one thing has."""
        self.is_valid()
        return self.sought.hits[0] if len(self.sought.hits) == 1 else None

    def offer(self, journal: Journal) -> None:
        self._offer("event", ((name, act_label(name)) for name in journal.values["event"]))
        self._offer("role", ((name, _capital(role_label(name))) for name in journal.values["role"]))
        known = [urn for urn in journal.values["body"] if urn in journal.names]
        self._offer("body", ((urn, str(journal.names[urn].title)) for urn in known))

    def chips(self, journal: Journal) -> list[Chip]:
        """What was chosen, each with the page without it."""
        return [
            Chip(self.fields[name].label, label, f"?{self._without(name)}") for name, label in self._chosen(journal)
        ]

    def words(self, journal: Journal) -> list[str]:
        """What was chosen, for a title."""
        return [
            gettext("%(label)s: %(value)s") % {"label": self.fields[name].label, "value": value}
            for name, value in self._chosen(journal)
        ]

    def _chosen(self, journal: Journal) -> Iterable[tuple[str, Any]]:
        filters = self.filters
        if filters.object:
            yield "object", _title(filters.object, journal)
        if filters.event:
            yield "event", act_label(filters.event)
        if filters.role:
            yield "role", role_label(filters.role)
        if filters.body:
            yield "body", _title(filters.body, journal)
        for name in ("since", "until"):
            if day := getattr(filters, name):
                yield name, in_words(day)

    def _without(self, *names: str) -> str:
        return asked_again(self.data, without=names)

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        ordered = sorted(choices, key=lambda choice: choice[1].casefold())
        self.fields[name].widget.choices = [("", _("Everything")), *ordered]


def asked_again(data: QueryDict, *, without: Sequence[str] = (), **instead: str) -> str:
    """What the address asks, from its first page on, for another address."""
    query = QueryDict(mutable=True)
    for name in JournalForm.base_fields:
        if (value := instead.get(name, data.get(name, ""))) and name not in without:
            query[name] = value
    return query.urlencode()


def _title(urn: str, journal: Journal) -> object:
    named = journal.names.get(urn)
    return named.title if named else urns.label_of(urn) or urn


def _capital(label: object) -> str:
    words = str(label)
    return words[:1].upper() + words[1:]
