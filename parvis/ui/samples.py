"""What the pattern page shows: invented, boring, and in both languages."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.kernel.dates import PartialDate
from parvis.kernel.forms import MultilingualInput, PartialDateInput
from parvis.kernel.languages import Multilingual
from parvis.kernel.pages import Page
from parvis.ui import charts
from parvis.ui.choosing import Chip, Choice, Choices, Facet
from parvis.ui.counts import counted

COLOURS = ("parvis", "blue", "teal", "green", "plum", "brick", "ochre", "slate")
TODAY = date(2026, 11, 23)
MONTH = PartialDate("2022-04")
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class SampleForm(forms.Form):
    """One of every control."""

    title = MultilingualInput(label=gettext_lazy("Title"), help_text=gettext_lazy("As it will read on the page."))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    password = forms.CharField(label=gettext_lazy("Password"), widget=forms.PasswordInput)
    words = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("Say it in plain words; people outside government read it."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    due_on = forms.DateField(label=gettext_lazy("Due on"), widget=forms.DateInput)
    known_on = PartialDateInput(label=gettext_lazy("Date in the source"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of organisation"),
        choices=[("", "–"), ("public", gettext_lazy("Public body")), ("society", gettext_lazy("Civil society"))],
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[("progress", gettext_lazy("In progress")), ("complete", gettext_lazy("Complete"))],
        widget=forms.RadioSelect,
    )
    values = forms.MultipleChoiceField(
        label=gettext_lazy("Values"),
        help_text=gettext_lazy("Choose all that apply."),
        choices=[("transparency", gettext_lazy("Transparency")), ("participation", gettext_lazy("Participation"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    document = forms.FileField(label=gettext_lazy("Document"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("I have read what will happen"))


def refused_form() -> SampleForm:
    """As it looks when what was typed is refused: the text stays."""
    typed = {"words": _("The portal opened."), "due_on": "2026-02-31", "email": "nobody", "known_on": "2022-13"}
    form = SampleForm({f"refused-{name}": value for name, value in typed.items()}, prefix="refused")
    form.add_error(None, _("This milestone is already complete."))
    return form


@dataclass(frozen=True)
class Segment:
    kind: str
    text: str


def segments() -> list[Segment]:
    return [
        Segment("equal", _("Release") + " "),
        Segment("delete", _("three")),
        Segment("insert", _("five")),
        Segment("equal", " " + _("reference datasets before the end of the plan.")),
    ]


def bars() -> charts.Chart:
    def shares(done: int, reported: int, progress: int, late: int, missing: int) -> list[charts.Share]:
        return [
            charts.Share(_("Complete"), done, "done"),
            charts.Share(_("Reported complete"), reported, "reported"),
            charts.Share(_("In progress"), progress, "progress"),
            charts.Share(_("Late"), late, "late"),
            charts.Share(_("Not stated"), missing, "missing"),
        ]

    rows = [
        charts.Bar(shares(3, 4, 2, 1, 6), _("First plan"), "#charts"),
        charts.Bar(shares(9, 0, 3, 0, 2), _("Second plan"), "#charts"),
    ]
    return charts.stacked_bars(_("Milestones by status"), rows, first_column=_("Plan"))


def small_bars() -> charts.Chart:
    """Many rows in little room."""
    tones = ["done", "progress", "late", "neutral", "missing"]
    labels = [_("Complete"), _("In progress"), _("Late"), _("Not started"), _("Not stated")]
    rows = [
        charts.Bar([charts.Share(*one) for one in zip(labels, counts, tones, strict=True)], str(year))
        for year, counts in ((2024, (31, 12, 8, 2, 120)), (2025, (9, 14, 3, 6, 0)), (2026, (0, 2, 0, 11, 1)))
    ]
    return charts.stacked_bars(_("Commitments by year"), rows, first_column=_("Year"), size=charts.Size.SMALL)


def facet() -> Facet:
    shown = [
        Choice("open-data", _("Open data"), counted(1240), is_chosen=True),
        Choice("health", _("Health"), counted(86)),
        Choice("hospitals", _("Hospitals"), counted(12), is_under=True),
    ]
    more = [Choice("water", _("Water"), counted(1))]
    return Facet("about", _("Policy area"), [Choices(shown, more)], chosen=1, is_open=True)


def facet_of_groups() -> Facet:
    values = [(_("High"), 12), (_("Low"), 3)]
    groups = [
        Choices([Choice(f"{code}.{words}", words, counted(count)) for words, count in values], label=label)
        for code, label in (("specificity", _("Specificity")), ("impact", _("Potential impact")))
    ]
    return Facet("rated", _("Rating in its own scale"), groups[:1], more=groups[1:], is_open=True)


def chips() -> list[Chip]:
    return [Chip(_("Words"), "procurement", "#acting"), Chip(_("Policy area"), _("Open data"), "#acting")]


def pairs() -> charts.Chart:
    rows = [
        charts.Pair(_("Open data"), charts.Part(12, 19), charts.Part(201, 388), "#charts"),
        charts.Pair(_("Evaluation"), charts.Part(0, 0), charts.Part(440, 706)),
    ]
    whose = _("This member"), _("All members")
    return charts.pairs(_("Shares side by side"), rows, whose=whose, counted=_("Complete"), first_column=_("Subject"))


def timeline() -> charts.Chart:
    lanes = [
        charts.Lane(_("Draft the guide"), "done", _("Complete"), date(2025, 2, 1), date(2025, 9, 30)),
        charts.Lane(
            _("Publish reference datasets, with their dictionaries, in open formats"),
            "progress",
            _("In progress"),
            date(2025, 6, 1),
            date(2026, 8, 31),
            late_until=TODAY,
        ),
        charts.Lane(_("Hold three webinars"), "reported", _("Reported complete"), due=PartialDate("2026-04")),
        charts.Lane(_("Evaluate the results"), "missing", _("Not stated")),
        charts.Lane(_("Open the second version"), "neutral", _("Not started"), date(2026, 10, 1), date(2027, 5, 31)),
    ]
    markers = [charts.Marker(date(2024, 12, 20), _("Plan launched")), charts.Marker(date(2027, 3, 31), _("Plan ends"))]
    groups = [charts.Group(lanes[:3], _("Open data")), charts.Group(lanes[3:], _("Evaluation"))]
    return charts.timeline(_("Milestones against the calendar"), groups, today=TODAY, markers=markers)


def page() -> Page:
    return Page(rows=[], after="next", before="previous")


def texts() -> dict[str, Multilingual]:
    """A text in both languages, in the other one only, and one that a machine translated."""
    return {
        "both": Multilingual({"en": "An open portal", "fr": "Un portail ouvert"}),
        "other": Multilingual({"en": "An open portal"} if get_language() == "fr" else {"fr": "Un portail ouvert"}),
        "machine": Multilingual({"en": "An open portal", "fr": "Un portail ouvert"}, machine=frozenset({"en", "fr"})),
    }
