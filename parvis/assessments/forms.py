"""The shape of what people type about reports. Rules are the commands' and the models'."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.types import Member
from parvis.evidence.types import ORIGINALS
from parvis.kernel.forms import MultilingualInput
from parvis.plans.queries import Commitment, Milestone

from .choosing import LEFT, NEW, Choosing, Offer
from .matching import Match, Matches
from .standards.published_report.decoding import LARGEST
from .types import LARGEST_COMMITMENT_FILE, PublishedReport


class ReportFileForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=_("File of the report"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in ORIGINALS)}),
        help_text=_("A saved web page, a plain text or a report in JSON that Parvis wrote, at most 10 MB."),
        # It will be kept as evidence, and that takes these types: better said before anyone has looked at everything.
        validators=[FileExtensionValidator(list(ORIGINALS))],
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Check it on your computer, then choose it again."),
            "invalid_extension": _("Choose a file whose name ends in .html, .htm, .xhtml, .txt or .json."),
        },
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                gettext("The file is larger than 10 MB. Save the page again as HTML only, without its pictures.")
            )
        return file

    @property
    def chosen(self) -> tuple[bytes, str]:
        """The bytes, and what the file is called: without what cannot be seen or turns the reading direction."""
        return _chosen(self)


class CommitmentFileForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=_("File of commitment data"),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        help_text=_("A CSV file in UTF-8, at most 20 MB."),
        validators=[FileExtensionValidator(["csv"])],
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Check it on your computer, then choose it again."),
            "invalid_extension": _("Choose a file whose name ends in .csv."),
        },
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_COMMITMENT_FILE:
            raise forms.ValidationError(
                gettext(
                    "The file is larger than 20 MB. Those who run this site can enter it with the command "
                    "“parvis import-commitments FILE.csv”, which takes files of any size."
                )
            )
        return file

    @property
    def chosen(self) -> tuple[bytes, str]:
        return _chosen(self)


class ActingForm(forms.Form):
    """For which of the members that a person administers they act: asked only of who administers several."""

    use_required_attribute = False

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        if len(members) > 1:
            self.fields["member"] = forms.ChoiceField(
                label=_("For which member do you enter it?"),
                help_text=_("The public register says that you act as its administrator."),
                choices=[("", gettext("Choose")), *((member.slug, str(member.name)) for member in members)],
                error_messages={"required": _("Choose one.")},
            )

    @property
    def member(self) -> Member:
        chosen = self.cleaned_data.get("member", self.members[0].slug)
        return next(member for member in self.members if member.slug == chosen)


class MatchForm(forms.Form):
    """What a report names, and what each of it is here: a choice for each match, by its key (`Matches.every`).

    What says the same is chosen already; nothing else is, and to make something new is a choice like the others. What
    stands below something is asked for once that is chosen.
    """

    use_required_attribute = False

    def __init__(
        self, *args: Any, report: PublishedReport, matches: Matches, choosing: Choosing, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for key, match in sorted(matches.every, key=_place):
            if not choosing.is_open(key):
                continue
            may_be_new = bool(choosing.offers[key].made)
            self.fields[key] = forms.ChoiceField(
                label=_label(key, match, report),
                choices=_choices(key, match, choosing.offers[key]),
                initial=choosing.values[key],
                help_text=(_YOURS if may_be_new else _ONLY_YOURS) if key == "member" else "",
                error_messages={
                    "required": _("Choose what it is here, or that it is new.") if may_be_new else _("Choose one."),
                    "invalid_choice": _("This does not go with what is chosen above. Choose again."),
                },
            )

    def clean(self) -> dict[str, Any]:
        """One thing that is here cannot be two of the report."""
        super().clean()
        for keys in self._alike():
            for key in keys[1:]:
                self.add_error(key, gettext("This is chosen above for something else of the report. Choose another."))
        return self.cleaned_data

    @property
    def asks_more(self) -> bool:
        """Whether what was sent lacks a choice that it could not offer yet."""
        return any(key not in self.data for key in self.fields)

    @property
    def new(self) -> Counter[str]:
        """How many commitments, milestones … would be made."""
        return Counter(key.partition("-")[0] for key, value in self.cleaned_data.items() if value == NEW)

    def _alike(self) -> Iterable[Sequence[str]]:
        chosen: dict[tuple[str, str], list[str]] = {}
        for key, value in self.cleaned_data.items():
            if value not in (NEW, LEFT):
                chosen.setdefault((key.partition("-")[0], value), []).append(key)
        return [keys for keys in chosen.values() if len(keys) > 1]


class ReasonForm(forms.Form):
    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = MultilingualInput(
            long=True,
            languages=languages,
            label=_("Why it is withdrawn"),
            help_text=_("Everyone can read the reason."),
            error_messages={"required": _("Say why: a published report does not go without a reason.")},
        )


class DecisionForm(forms.Form):
    """Nothing to type: the look is all."""


def _chosen(form: forms.Form) -> tuple[bytes, str]:
    file = form.cleaned_data["file"]
    return file.read(), "".join(one for one in file.name if one.isprintable())[-150:]


def _place(keyed: tuple[str, Match]) -> tuple[int, ...]:
    """Each commitment with its milestones below it."""
    kind, *place = keyed[0].split("-")
    return (("member", "plan").index(kind),) if not place else (2, *map(int, place))


def _label(key: str, match: Match, report: PublishedReport) -> str:
    """What it is, with the words of the report, as those are printed."""
    kind, _dash, place = key.partition("-")
    printed = {"printed": match.printed}
    if kind == "member":
        return gettext("Member: “%(printed)s”") % printed
    if kind == "plan":
        return gettext("Action plan: “%(printed)s”") % printed
    number = report.commitments[int(place.partition("-")[0])].number
    if number is None:
        said = gettext("Milestone: “%(printed)s”") if kind == "milestone" else gettext("Commitment: “%(printed)s”")
        return said % printed
    if kind == "milestone":
        return gettext("Milestone of commitment %(number)s: “%(printed)s”") % {**printed, "number": number}
    return gettext("Commitment %(number)s: “%(printed)s”") % {**printed, "number": number}


def _choices(key: str, match: Match, offer: Offer) -> list[Any]:
    """Those that resemble it first, each with how much; then the others, and to make it new."""
    kind = key.partition("-")[0]
    scores = {candidate.row: candidate.score for candidate in match.candidates}
    alike = [(str(row.pk), _alike(row, score)) for row, score in scores.items() if row in offer.rows]
    others = [(str(row.pk), _named(row)) for row in offer.rows if row not in scores]
    made = [(value, _NEW[kind] if value == NEW else _LEFT) for value in offer.made]
    groups = [(gettext("Alike"), alike), (gettext("Others"), others), (gettext("None of them"), made)]
    return [("", gettext("Choose")), *((name, choices) for name, choices in groups if choices)]


_NEW = {
    "member": _("New: add this member"),
    "plan": _("New: add this plan, as the report names it"),
    "commitment": _("New: add it to the plan, as the report words it"),
    "milestone": _("New: add it to the commitment, as the report words it"),
}
_LEFT = _("None of the plan’s: keep it as a quotation")
_YOURS = _("Those on which your roles let you record reports.")
_ONLY_YOURS = _(
    "Those on which your roles let you record reports. One that is not here must first be added by those who run this "
    "site."
)


def _alike(row: Any, score: float) -> str:
    if score == 1:
        return gettext("%(name)s (says the same)") % {"name": _named(row)}
    return gettext("%(name)s (%(percent)s%% alike)") % {"name": _named(row), "percent": round(score * 100)}


def _named(row: Any) -> str:
    if isinstance(row, Commitment):
        return f"{row.number}. {row.title}"
    if isinstance(row, Milestone):
        return f"{row.code} {row.title}"
    return str(row)
