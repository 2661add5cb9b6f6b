"""The words of the domain, each once, in both languages."""

import pytest
from django.utils.translation import override

from parvis.site.glossary import all_terms, terms
from tools import house

TERMS = all_terms()
every_term = pytest.mark.parametrize("term", TERMS, ids=lambda term: term.code)


def test_they_stand_in_order():
    assert [term.code for term in TERMS] == sorted(term.code for term in TERMS)


@every_term
def test_a_word_and_its_meaning_are_there_in_both_languages(term):
    assert {*term.word, *term.meaning} == {"en", "fr"}


@every_term
def test_a_word_belongs_to_a_room(term):
    assert term.room in house.rooms()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_word_is_there_twice(language):
    words = [term.word[language] for term in TERMS]

    assert len(words) == len(set(words))


def test_the_page_is_in_the_readers_alphabet():
    with override("fr"):
        words = [term.word["fr"] for term in terms()]

    assert words.index("Échéance") < words.index("Engagement") < words.index("Évaluateur")
