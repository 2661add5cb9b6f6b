"""Text in several languages as one value: `{"fr": "…", "en": "…"}`, with a mark on what a machine translated."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

_MACHINE = "_machine"

# A language of content that pages are not in: Django's own French writes its name with a capital. Only marked here.
_("Spanish")


class Multilingual(Mapping[str, str]):
    """Language code → text. Immutable; empty texts are absent. `machine` holds the codes a machine translated.

    As text it reads in the language being spoken, else in the first that exists. In a template it carries
    its `lang` and a visible mark when that is not the reader's language or not a person's translation.
    """

    def __init__(self, texts: Mapping[str, str] | None = None, *, machine: frozenset[str] = frozenset()) -> None:
        self._texts = {code: text for code, text in (texts or {}).items() if text}
        self.machine = frozenset(machine).intersection(self._texts)

    @classmethod
    def from_json(cls, value: Any) -> "Multilingual":
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            raise ValidationError(_("Text in several languages is written as a language code and a text for each."))
        marked = value.get(_MACHINE, ())
        texts = {code: text for code, text in value.items() if code != _MACHINE}
        if not all(isinstance(code, str) and isinstance(text, str) for code, text in texts.items()):
            raise ValidationError(_("Text in several languages is written as a language code and a text for each."))
        return cls(texts, machine=frozenset(marked))

    def as_json(self) -> dict[str, Any]:
        return {**self._texts, _MACHINE: sorted(self.machine)} if self.machine else dict(self._texts)

    @property
    def in_english(self) -> str:
        """Whichever language is spoken: where there is no English, in the first that there is."""
        return self.get("en") or next(iter(self.values()), "")

    def __getitem__(self, code: str) -> str:
        return self._texts[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Multilingual):
            return self.as_json() == other.as_json()
        return NotImplemented

    def __hash__(self) -> int:
        return hash((tuple(sorted(self._texts.items())), self.machine))

    def __repr__(self) -> str:
        return f"Multilingual({self.as_json()!r})"

    def language(self) -> str | None:
        """The code in which it reads now."""
        return self._read_in(get_language() or "en")

    def _read_in(self, spoken: str) -> str | None:
        if spoken in self._texts:
            return spoken
        return next(iter(self._texts), None)

    def __str__(self) -> str:
        code = self.language()
        return _Read(self._texts[code], self) if code else ""

    def __html__(self) -> SafeString:
        spoken = get_language()
        code = self._read_in(spoken or "en")
        if code is None:
            return SafeString("")
        text = conditional_escape(self._texts[code])
        if code == spoken:
            if code not in self.machine:
                return text
            return format_html('{} <span class="language-mark">{}</span>', text, _("machine translation"))
        name = get_language_info(code)["name_translated"]
        return format_html(
            '<span lang="{}">{}</span> <span class="language-mark">{}</span>', code, text, _("in %s") % name
        )


class _Read(str):
    """What `str()` gives: the words alone. `{{ text }}` asks a value for `str()` before it asks for `__html__`, so the
    words remember whose they are."""

    __slots__ = ("of",)
    of: Multilingual

    def __new__(cls, words: str, of: Multilingual) -> "_Read":
        read = super().__new__(cls, words)
        read.of = of
        return read

    def __html__(self) -> SafeString:
        return self.of.__html__()


class MultilingualField(models.JSONField):
    """Stores a `Multilingual`. Never null: no text in any language is the empty value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Multilingual)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Multilingual:
        return Multilingual.from_json(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Multilingual:
        return Multilingual.from_json(value or {})

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.as_json() if isinstance(value, Multilingual) else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Multilingual):
            value = value.as_json()
        return super().get_db_prep_value(value, connection, prepared)

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        # Rows of a field that has one are inserted as they are: long texts in one array take longer to escape.
        return "%s"

    def validate(self, value: Any, model_instance: Any) -> None:
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj).as_json()
