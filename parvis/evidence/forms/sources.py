"""The citation fields, which every form that asks for evidence holds, and the form of a document."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import Refusal
from parvis.kernel.fetching.foreseeing import foreseen
from parvis.kernel.forms import MultilingualInput, PartialDateInput
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.types import Actor

from .. import commands, files, queries, scanning
from ..days import require_past, today_for
from ..errors import FileRefused, InTheFuture, RecordUnknown, UploadGone
from ..models import Citation, Document
from ..records import recorded
from ..types import Source
from ..wording import seen

Kind = Citation.Kind

_KINDS = [
    (Kind.WEB_PAGE, _("A web page")),
    (Kind.PUBLIC_DOCUMENT, _("A document that I upload")),
    (Kind.PLATFORM_RECORD, _("A record of this platform")),
    (Kind.NOT_PUBLIC, _("Something I read that is not public")),
]
_FIELDS_OF: dict[str, set[str]] = {
    Kind.WEB_PAGE: {"source_url", "source_accessed_on"},
    Kind.PUBLIC_DOCUMENT: {"source_file"},
    Kind.PLATFORM_RECORD: {"source_record"},
    Kind.NOT_PUBLIC: {"source_note"},
}
_OF_EVERY_KIND = {
    "source_title",
    "source_authors",
    "source_publisher",
    "source_published_on",
    "source_language",
    "source_kept",
}
_SAID = {"source_title", "source_authors", "source_publisher", "source_note"}
_TYPED = ("source_url", "source_record", "source_note", "source_title")
_CHOOSE = _("Choose what the source is.")
_NEEDS = _(
    "A web page needs its address and the day you read it; a document its file; "
    "a record of this platform its address or identifier."
)
_NONE = ("", _("No evidence to add now"))


def refuse_day_to_come(form: Any, name: str) -> None:
    """So that nobody is asked to confirm what would be refused. The form has its `by` and its `body`."""
    if day := form.cleaned_data.get(name):
        try:
            require_past(day, by=form.by, body=form.body, field=name)
        except InTheFuture as refusal:
            form.add_error(name, str(refusal))


class FileInput(forms.ClearableFileInput):
    """Offers only what is taken in. The check is the command's."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": files.accept()})


class UploadForm(forms.Form):
    """A form with a file that is kept as soon as it is posted (see `posted`), so that a refusal loses no upload."""

    use_required_attribute = False

    source_file = forms.FileField(
        label=_("File"),
        widget=FileInput,
        help_text=_("PDF, ODT, DOCX, XLSX, ODS, CSV, TXT, PNG, JPEG or WebP, at most 10 MB."),
        error_messages={"required": _("Choose a file.")},
    )
    source_kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, by: Actor, body: str, refused_file: FileRefused | None = None, **kwargs: Any
    ) -> None:
        self.by, self.body, self.refused_file = by, body, refused_file
        self.kept: Document | None = None
        super().__init__(*args, **kwargs)

    def clean_source_kept(self) -> str:
        """The file itself is never here: it is kept already, and this refers to it."""
        reference = self.cleaned_data["source_kept"]
        try:
            self.kept = queries.kept_upload(reference, by=self.by) if reference else None
        except UploadGone as gone:
            self._say_of_file(gone)
        if self.refused_file:
            self._say_of_file(self.refused_file)
        elif self.kept:
            self.errors.pop("source_file", None)
            self.cleaned_data["source_file"] = self.kept.file_name
        return reference

    def _say_of_file(self, refusal: Refusal) -> None:
        self.errors.pop("source_file", None)
        self.add_error("source_file", str(refusal))


Keep = Callable[..., Document]
Form = TypeVar("Form", bound=UploadForm)


def posted(
    form: type[Form], request: HttpRequest, *, body: str, keep: Keep = commands.upload_document, **kwargs: Any
) -> Form:
    """`form`, bound when the request posts; a file posted with it is kept, unpublished, whatever else is refused.

    `keep` is the command that keeps it.
    """
    if request.method != "POST":
        return form(by=request.user, body=body, **kwargs)
    given, file, refused = request.POST.copy(), request.FILES.get("source_file"), None
    if file is not None:
        try:
            require(request.user, "evidence.upload_document", Document(body=body))
            # Looked at before the transaction: that takes a second, in which nobody else could write on SQLite.
            document = keep(by=request.user, body=body, file=files.examined(file))
            given["source_kept"] = queries.reference_to(document, by=request.user)
            given["source_kind"] = given.get("source_kind") or Kind.PUBLIC_DOCUMENT
        except FileRefused as refusal:
            refused = refusal
    return form(given, by=request.user, body=body, refused_file=refused, **kwargs)


class DocumentForm(UploadForm):
    """A file and what it is called."""

    title = MultilingualInput(label=_("Title"), error_messages={"required": _("Give the title of the document.")})
    language = forms.ChoiceField(label=_("Language it is written in"), choices=settings.LANGUAGES, initial=get_language)

    @property
    def described(self) -> dict[str, Any]:
        return {"title": self.cleaned_data["title"], "language": self.cleaned_data["language"]}


class CitationForm(UploadForm):
    """What a claim rests on. A form that asks for evidence is a subclass, made by `posted`; `source` is the answer.

    A template renders the `own_fields` of the subclass, then includes `evidence/_citation_fields.html`.
    """

    evidence_is_optional: ClassVar[bool] = False
    field_order = ("source_kind", "source_url", "source_accessed_on", "source_file", "source_record", "source_note")

    source_kind = forms.ChoiceField(
        label=_("What does this rest on?"),
        choices=_KINDS,
        widget=forms.RadioSelect,
        help_text=_NEEDS,
        error_messages={"required": _CHOOSE},
    )
    source_url = forms.URLField(
        label=_("Address of the page"),
        max_length=2000,
        assume_scheme="https",
        help_text=_("Starts with https://"),
        error_messages={"required": _("Give the address of the page.")},
    )
    source_accessed_on = PartialDateInput(
        label=_("Day you read it"), error_messages={"required": _("Give the day on which you read it: pages change.")}
    )
    source_record = forms.CharField(
        label=_("Its address or its identifier"),
        max_length=2000,
        help_text=_("The address of its page here, or the identifier that begins with urn:parvis:"),
        error_messages={"required": _("Give the address or the identifier of the record.")},
    )
    source_note = forms.CharField(
        label=_("What it is, and why it is not public"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone can read this description. Name no private person."),
        error_messages={"required": _("Describe it, and say why it is not public.")},
    )
    source_title = forms.CharField(
        label=_("Title"),
        max_length=300,
        help_text=_("For a web page you may leave it empty: its copy proposes one."),
        error_messages={"required": _("Give its title, so that people can find it again.")},
    )
    source_authors = forms.CharField(
        label=_("Authors"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As the source prints them, one on each line."),
    )
    source_publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    source_published_on = PartialDateInput(label=_("Published on"), required=False)
    source_language = forms.ChoiceField(
        label=_("Language it is written in"), choices=settings.LANGUAGES, initial=get_language
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source: Source | None = None
        self.fields["source_accessed_on"].initial = PartialDate.of(today_for(self.by, self.body))
        if self.evidence_is_optional:
            self.fields["source_kind"] = forms.ChoiceField(
                label=_("What does this rest on?"),
                choices=[_NONE, *_KINDS],
                widget=forms.RadioSelect,
                help_text=_NEEDS,
                required=False,
            )

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Those that a subclass adds."""
        return [field for field in self.visible_fields() if field.name not in CitationForm.base_fields]

    def clean_source_url(self) -> str:
        url = self.cleaned_data["source_url"]
        if not url.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(gettext("A web address begins with https:// or http://."))
        return url

    def clean(self) -> dict[str, Any]:
        """Sets `source`: None where no evidence was given, which is refused unless it is optional."""
        super().clean()
        kind = self.cleaned_data.get("source_kind")
        wanted = self._wanted(kind)
        if not kind and self.evidence_is_optional and any(self.cleaned_data.get(name) for name in _TYPED):
            self.add_error("source_kind", str(_CHOOSE))
        self._forget(CitationForm.base_fields.keys() - wanted - {"source_kind"})
        for name in _SAID & self.cleaned_data.keys():
            self.cleaned_data[name] = seen(self.cleaned_data[name])
        refuse_day_to_come(self, "source_accessed_on")
        if kind == Kind.WEB_PAGE:
            self.errors.pop("source_title", None)
        if kind == Kind.PLATFORM_RECORD:
            self._find_record()
        if kind and not self.errors.keys() & CitationForm.base_fields.keys():
            self.source = self._source(Kind(kind))
        return self.cleaned_data

    @property
    def cautions(self) -> list[str]:
        """What to know before it is cited. Nothing is fetched to say so."""
        source, said = self.source, list[str]()
        if source and source.url and not source.record and (refused := foreseen(source.url)):
            said.append(
                gettext("The page can be cited, but not copied here. %(reason)s") % {"reason": refused.sentence}
            )
        if source and source.document and not source.document.is_clean and not scanning.is_configured():
            said.append(
                gettext(
                    "Files are checked for what they are, and not for malware: this installation has no scanner. Who "
                    "runs it can set one up (PARVIS_CLAMD)."
                )
            )
        return said

    def _wanted(self, kind: str | None) -> set[str]:
        """Also before a kind is chosen, the title, so that one refusal names all that is missing."""
        if kind:
            return _FIELDS_OF[kind] | _OF_EVERY_KIND
        is_asked_for = not self.evidence_is_optional and not self.cleaned_data.get("source_record")
        return {"source_title"} if is_asked_for else set()

    def _forget(self, names: set[str]) -> None:
        """What was filled in for another kind of source, or is missing for it, says nothing of this one."""
        for name in names:
            self.cleaned_data.pop(name, None)
            self.errors.pop(name, None)

    def _find_record(self) -> None:
        """What has a URN has a title of its own."""
        self.record = self.record_url = ""
        if reference := self.cleaned_data.get("source_record"):
            try:
                self.record, self.record_url = recorded(reference, self.by)
            except RecordUnknown as unknown:
                self.add_error("source_record", str(unknown))
        if not self.record_url:
            self.errors.pop("source_title", None)

    def _source(self, kind: Citation.Kind) -> Source:
        given, language = self.cleaned_data, self.cleaned_data["source_language"]
        facts: dict[str, Any] = {}
        if kind == Kind.WEB_PAGE:
            facts = {"url": given["source_url"], "accessed_on": given["source_accessed_on"]}
        elif kind == Kind.PUBLIC_DOCUMENT:
            facts = {"document": self.kept}
        elif kind == Kind.PLATFORM_RECORD:
            facts = {"record": self.record, "url": self.record_url}
        elif kind == Kind.NOT_PUBLIC:
            facts = {"note": Multilingual({language: given["source_note"]})}
        facts |= {
            "title": Multilingual({language: given.get("source_title", "")}),
            "authors": tuple(filter(None, map(seen, given["source_authors"].splitlines()))),
            "publisher": given["source_publisher"],
            "published_on": given["source_published_on"],
        }
        return Source(kind=kind, language=language, **facts)


class SourceForm(CitationForm):
    """What everyone can read; for the rest evaluators have a form with a commitment to the content."""

    source_kind = forms.ChoiceField(
        label=_("What does this rest on?"),
        choices=[each for each in _KINDS if each[0] != Kind.NOT_PUBLIC],
        widget=forms.RadioSelect,
        help_text=_NEEDS,
        error_messages={"required": _CHOOSE},
    )
