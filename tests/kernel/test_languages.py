import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.html import conditional_escape

from parvis.kernel.languages import Multilingual

BOTH = Multilingual({"fr": "Données", "en": "Data"})


@pytest.mark.parametrize(("language", "words"), [("fr", "Données"), ("en", "Data")])
def test_it_reads_in_the_language_being_spoken(language, words):
    with translation.override(language):
        assert str(BOTH) == words


def test_a_missing_translation_is_marked_and_carries_its_language():
    with translation.override("en"):
        shown = conditional_escape(Multilingual({"fr": "Données"}))
    assert shown == '<span lang="fr">Données</span> <span class="language-mark">in French</span>'


@pytest.mark.parametrize(("code", "mark"), [("en", "en anglais"), ("es", "en espagnol")])
def test_french_writes_languages_small(code, mark):
    with translation.override("fr"):
        assert f">{mark}<" in conditional_escape(Multilingual({code: "Data"}))


def test_a_machine_translation_is_marked():
    with translation.override("fr"):
        assert "language-mark" in conditional_escape(Multilingual({"fr": "Données"}, machine=frozenset({"fr"})))


def test_what_people_wrote_is_escaped():
    with translation.override("en"):
        assert conditional_escape(Multilingual({"en": "<b>"})) == "&lt;b&gt;"


def test_empty_words_are_no_words():
    assert not Multilingual({"fr": ""})


@pytest.mark.parametrize("value", [["fr"], {"fr": 1}, "Données", {"fr": {"text": "x"}}])
def test_what_is_not_text_by_language_is_refused(value):
    with pytest.raises(ValidationError):
        Multilingual.from_json(value)


def test_the_mark_of_a_machine_survives_storage():
    marked = Multilingual({"fr": "Données", "en": "Data"}, machine=frozenset({"fr"}))
    assert Multilingual.from_json(marked.as_json()) == marked
