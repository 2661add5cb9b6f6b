import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.folding import fold
from parvis.kernel.languages import Multilingual
from parvis.search.excerpts import LENGTH, excerpt
from parvis.search.words import LONGEST, asked, words


@pytest.mark.parametrize(
    ("text", "folded"), [("Québec", "quebec"), ("ŒUVRE", "oeuvre"), ("Straße", "strasse"), ("e\u0301", "e"), ("İ", "i")]
)
def test_folding(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["donnée", "données", "Donnees", "DONNÉES"])
def test_folding_comes_before_stemming(text):
    assert words(text, "fr") == words("donnée", "fr")


@pytest.mark.parametrize("text", ["marché", "marchés", "Marche\u0301s", "résumé"])
def test_a_french_word_is_not_asked_of_english_as_another(text):
    assert asked(text, ["fr", "en"]) == [words(fold(text), "fr"), [f"en·{fold(text)}"]]


@pytest.mark.parametrize("text", ["Québec", "données", "naïve", "Türkiye", "Montréal’s", "marches", "march"])
def test_every_other_word_is_asked_of_english_as_it_was(text):
    assert asked(text, ["en"]) == [words(fold(text), "en")]


def test_a_french_name_in_an_english_text_is_found_with_and_without_its_accents():
    known = words("The Marchés publics, and a march in March", "en")

    assert set(asked("marchés publics", ["en"])[0]) <= set(known)
    assert set(asked("marches publics", ["en"])[0]) <= set(known)


def test_a_language_without_a_stemmer_keeps_its_words():
    assert words("Ułożone dane", "pl") == ["pl·ulozone", "pl·dane"]


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_folded_as_any_text(text):
    assert fold(text) + "e" == fold(text + "é")


@given(st.text(st.one_of(st.characters(), st.sampled_from(" \u00a0\u3000\n\u0301\u0327\u1e9eŒéİς"))))
def test_words_between_spaces_are_those_of_the_whole_text(text):
    assert [word.partition("·")[2] for word in words(text, "iu")] == [
        word[:LONGEST] for word in re.findall(r"[^\W_]+", fold(text))
    ]


@given(st.text(), st.sampled_from(["fr", "en", "es", "iu"]))
def test_a_word_never_holds_what_an_engine_could_read_as_more_than_a_word(text, language):
    assert all(word.removeprefix(f"{language}·").isalnum() for word in words(text, language))


@given(st.text())
def test_a_question_in_any_language_asks_for_words_that_the_index_could_hold(text):
    for language, wanted in zip(["fr", "en"], asked(text, ["fr", "en"]), strict=False):
        assert set(wanted) <= set(words(text, language))


def parts_of(text: str, question: str, language: str = "fr") -> str:
    """With the words found in brackets."""
    wanted = {word for either in asked(question, [language]) for word in either}
    made = excerpt(Multilingual({language: text}), wanted)
    return "".join(f"[{part.text}]" if part.is_match else part.text for part in made.parts)


def test_an_excerpt_shows_the_words_as_they_are_written():
    assert parts_of("Des données ouvertes.", "DONNEE") == "Des [données] ouvertes."


def test_an_excerpt_begins_near_the_first_word_found():
    text = parts_of("mot " * 100 + "données " + "mot " * 100, "données")
    assert text.startswith("… mot")
    assert text.endswith(" …")
    assert "[données]" in text


def test_an_excerpt_without_a_word_found_is_the_beginning():
    assert parts_of("Un deux trois", "plan") == "Un deux trois"


def test_an_excerpt_is_in_a_language_in_which_a_word_is_found():
    text = Multilingual({"en": "Open data", "fr": "Données"})
    assert excerpt(text, set(words("données", "fr"))).language == "fr"


def test_nothing_has_no_excerpt():
    assert excerpt(Multilingual(), {"fr·plan"}) is None


@given(st.text(), st.text())
def test_an_excerpt_is_never_much_longer_than_it_should_be(text, question):
    if text.strip():
        assert len(parts_of(text, question).replace("[", "").replace("]", "")) <= LENGTH + 70 + len(text.split()[0])
