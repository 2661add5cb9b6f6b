"""The citation fields, which every form that asks for evidence holds, and the form of a document."""

from typing import Any, ClassVar, TypeVar

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from parvis.kernel.clock import today
from parvis.kernel.dates import PartialDate
from parvis.kernel.forms import MultilingualInput, PartialDateInput
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import Actor

from . import commands, files, queries
from .errors import FileRefused, RecordUnknown, UploadGone
from .models import Citation, Document
from .records import recorded
from .types import Source

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
_TYPED = ("source_url", "source_record", "source_note", "source_title")
_NONE = ("", _("No evidence to add now"))


class FileInput(forms.ClearableFileInput):
    """Offers only what is taken in. The check is the command's."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": files.accept()})


class UploadForm(forms.Form):
    """A form with a file that is kept as soon as it is posted (see `posted`), so that a refusal loses no upload."""

    source_file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=FileInput,
        help_text=_("PDF, ODT, DOCX, XLSX, ODS, CSV, TXT, PNG, JPEG or WebP, at most 10 MB."),
    )
    source_kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, by: Actor, body: str, refused_file: FileRefused | None = None, **kwargs: Any
    ) -> None:
        self.by, self.body, self.refused_file = by, body, refused_file
        self.kept: Document | None = None
        super().__init__(*args, **kwargs)

    def clean_source_kept(self) -> str:
        reference = self.cleaned_data["source_kept"]
        if reference:
            try:
                self.kept = queries.kept_upload(reference, by=self.by)
                self.cleaned_data["source_file"] = self.kept.file_name
            except UploadGone as gone:
                self.add_error("source_file", str(gone))
        if self.refused_file:
            self.add_error("source_file", str(self.refused_file))
        return reference

    def require(self, name: str, sentence: str) -> None:
        """Say that a field is missing, where nothing else is wrong with it."""
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)

    def require_file(self) -> None:
        if not self.kept:
            self.require("source_file", gettext("Choose a file."))


Form = TypeVar("Form", bound=UploadForm)


def posted(form: type[Form], request: HttpRequest, *, body: str, **kwargs: Any) -> Form:
    """`form`, bound when the request posts; a file posted with it is kept, unpublished, whatever else is refused."""
    if request.method != "POST":
        return form(by=request.user, body=body, **kwargs)
    given, file, refused = request.POST.copy(), request.FILES.get("source_file"), None
    if file is not None:
        try:
            document = commands.upload_document(by=request.user, body=body, file=file)
            given["source_kept"] = queries.reference_to(document, by=request.user)
            given["source_kind"] = given.get("source_kind") or Kind.PUBLIC_DOCUMENT
        except FileRefused as refusal:
            refused = refusal
    return form(given, by=request.user, body=body, refused_file=refused, **kwargs)


class DocumentForm(UploadForm):
    """A file and what it is called."""

    title = MultilingualInput(label=_("Title"), error_messages={"required": _("Give the title of the document.")})
    language = forms.ChoiceField(label=_("Language it is written in"), choices=settings.LANGUAGES, initial=get_language)

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.require_file()
        return self.cleaned_data

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
        error_messages={"required": _("Choose what this rests on.")},
    )
    source_url = forms.URLField(
        label=_("Address of the page"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Starts with https://"),
    )
    source_accessed_on = PartialDateInput(label=_("Day you read it"), required=False)
    source_record = forms.CharField(
        label=_("Its address or its identifier"),
        required=False,
        max_length=2000,
        help_text=_("The address of its page here, or the identifier that begins with urn:parvis:"),
    )
    source_note = forms.CharField(
        label=_("What it is, and why it is not public"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone can read this description. Name no private person."),
    )
    source_title = forms.CharField(label=_("Title"), required=False, max_length=300)
    source_publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    source_language = forms.ChoiceField(
        label=_("Language it is written in"), choices=settings.LANGUAGES, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source: Source | None = None
        self.fields["source_language"].initial = get_language()
        self.fields["source_accessed_on"].initial = PartialDate.of(today())
        if self.evidence_is_optional:
            self.fields["source_kind"] = forms.ChoiceField(
                label=_("What does this rest on?"), choices=[_NONE, *_KINDS], widget=forms.RadioSelect, required=False
            )

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Those that a subclass adds."""
        return [field for field in self.visible_fields() if field.name not in CitationForm.base_fields]

    def clean_source_url(self) -> str:
        url = self.cleaned_data["source_url"]
        if url and not url.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(gettext("A web address begins with https:// or http://."))
        return url

    def clean(self) -> dict[str, Any]:
        """Sets `source`: None where no evidence was given, which is refused unless it is optional."""
        super().clean()
        kind = self.cleaned_data.get("source_kind")
        if not kind and any(self.cleaned_data.get(name) for name in _TYPED):
            self.add_error("source_kind", gettext("Choose what this rests on."))
        self._forget({name for fields in _FIELDS_OF.values() for name in fields} - _FIELDS_OF.get(kind, set()))
        match kind:
            case Kind.WEB_PAGE:
                self.source = self._web_page()
            case Kind.PUBLIC_DOCUMENT:
                self.source = self._document()
            case Kind.PLATFORM_RECORD:
                self.source = self._record()
            case Kind.NOT_PUBLIC:
                self.source = self._not_public()
        return self.cleaned_data

    def _forget(self, names: set[str]) -> None:
        """What was filled in for another kind of source says nothing of this one."""
        for name in names:
            self.cleaned_data.pop(name, None)
            self.errors.pop(name, None)

    def _web_page(self) -> Source:
        self.require("source_url", gettext("Give the address of the page."))
        self.require("source_accessed_on", gettext("Give the day on which you read it: pages change."))
        self.require("source_title", gettext("Give the title of the page: it finds the page when the address dies."))
        return self._source(
            url=self.cleaned_data.get("source_url", ""), accessed_on=self.cleaned_data.get("source_accessed_on")
        )

    def _document(self) -> Source:
        self.require_file()
        self.require("source_title", gettext("Give the title of the document."))
        return self._source(document=self.kept)

    def _record(self) -> Source:
        self.require("source_record", gettext("Give the address or the identifier of the record."))
        urn = url = ""
        if reference := self.cleaned_data.get("source_record"):
            try:
                urn, url = recorded(reference, self.by)
            except RecordUnknown as unknown:
                self.add_error("source_record", str(unknown))
        if url:
            self.require("source_title", gettext("Say what is on that page."))
        return self._source(record=urn, url=url)

    def _not_public(self) -> Source:
        self.require("source_title", gettext("Say what it is called."))
        self.require("source_note", gettext("Describe it, and say why it is not public."))
        return self._source(note=self._said("source_note"))

    def _source(self, **facts: Any) -> Source:
        return Source(
            kind=Kind(self.cleaned_data["source_kind"]),
            title=self._said("source_title"),
            language=self._language,
            publisher=self.cleaned_data.get("source_publisher", ""),
            **facts,
        )

    @property
    def _language(self) -> str:
        return self.cleaned_data.get("source_language") or get_language() or settings.LANGUAGE_CODE

    def _said(self, name: str) -> Multilingual:
        return Multilingual({self._language: self.cleaned_data.get(name, "")})
