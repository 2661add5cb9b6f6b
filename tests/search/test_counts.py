"""Both databases count the hits that the words themselves say there are, so both count the same."""

import random
import uuid

import pytest

from parvis.kernel import urns
from parvis.kernel.languages import Multilingual
from parvis.search import commands, queries
from parvis.search.types import Indexed
from parvis.search.words import asked, words

FRENCH_TEXT = """
Engagements engagement engagées données donnée ouvertes ouverture gouvernement gouvernements québécois Québec
transparence transparent participation citoyenne citoyens reddition comptes élèves école œuvre cœur naïveté
accès libre libres licence 2021 2023 3D l'État d’ici aujourd'hui micro-acquisitions C++ 90 000 $ été étés le de
"""
ENGLISH_TEXT = "commitments commitment open opening government governments data policies policy universities naïve"
FRENCH, ENGLISH = FRENCH_TEXT.split(), ENGLISH_TEXT.split()
QUESTIONS = [*FRENCH, *ENGLISH, "donnees ouvertes", "le gouvernement du quebec", "universities policy", "2021 2023"]


@pytest.fixture
def things(db, monkeypatch) -> list[Indexed]:
    monkeypatch.setattr(urns, "_kinds", {})
    chance = random.Random(2021)

    def some(vocabulary: list[str]) -> str:
        return " ".join(chance.choices(vocabulary, k=5))

    made = [
        Indexed(
            urns.urn("leaf", uuid.UUID(int=number + 1)),
            Multilingual({"fr": some(FRENCH), "en": some(ENGLISH)}),
            Multilingual({"fr": some(FRENCH)}),
        )
        for number in range(200)
    ]
    commands.index(made)
    return made


def holds(thing: Indexed, question: str) -> bool:
    its = {word for text in (thing.title, thing.body) for code in text for word in words(text[code], code)}
    return any(its.issuperset(wanted) for wanted in asked(question, ["fr", "en"]) if wanted)


def test_the_index_counts_what_the_words_say(things):
    counted = {one: queries.search(one, languages=["fr", "en"], viewer=None).total for one in QUESTIONS}
    assert counted == {one: sum(holds(thing, one) for thing in things) for one in QUESTIONS}
