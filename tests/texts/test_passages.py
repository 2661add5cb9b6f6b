import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.errors import Invalid
from parvis.kernel.languages import Multilingual
from parvis.texts.errors import TextTooLong
from parvis.texts.passages import LONGEST, MOST_CLAUSES, clauses, fingerprint, passages
from parvis.texts.types import Passage

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t"), max_size=60)
MULTILINGUAL = st.builds(
    lambda texts, machine: Multilingual(texts, machine=frozenset(machine)),
    st.dictionaries(st.sampled_from(["fr", "en"]), WORDS),
    st.lists(st.sampled_from(["fr", "en"])),
)
PASSAGES = st.lists(
    st.builds(Passage, st.sampled_from(["problem", "action", "relevance"]), MULTILINGUAL),
    max_size=3,
    unique_by=lambda passage: passage.heading,
).filter(lambda written: all("\ufffe" not in w and "\uffff" not in w for p in written for w in p.words.values()))


def said(**words):
    return [Passage("problem", Multilingual(words))]


def test_an_empty_line_parts_two_clauses():
    assert [str(clause) for clause in clauses(said(en="One.\n\nTwo.\nStill two."))] == ["One.", "Two.\nStill two."]


def test_clauses_are_numbered_under_their_heading():
    written = [*said(en="One.\n\nTwo."), Passage("action", Multilingual({"en": "Three."}))]
    assert [(clause.heading, clause.number) for clause in clauses(written)] == [
        ("problem", 1),
        ("problem", 2),
        ("action", 1),
    ]


def test_paragraphs_of_two_languages_make_one_clause():
    both = clauses(said(en="One.\n\nTwo.", fr="Un.\n\nDeux."))
    assert [clause.words["fr"] for clause in both] == ["Un.", "Deux."]


def test_what_one_language_lacks_is_missing_from_its_clause():
    assert "fr" not in clauses(said(en="One.\n\nTwo.", fr="Un."))[1].words


def test_a_mark_of_machine_translation_stays_with_every_clause():
    written = [Passage("problem", Multilingual({"en": "One.\n\nTwo."}, machine=frozenset({"en"})))]
    assert all(clause.words.machine == {"en"} for clause in clauses(written))


def test_nothing_but_blanks_makes_no_clause():
    assert clauses(said(en=" \n\t\r\n ")) == []


@given(PASSAGES)
def test_what_a_form_shows_makes_the_same_clauses_again(written):
    once = clauses(written)
    assert fingerprint(clauses(passages(once))) == fingerprint(once)


@given(PASSAGES)
def test_the_hash_depends_on_the_wording_only(written):
    """Not on line ends, on blanks at the ends of lines, nor on how an accent is encoded."""
    spaced = [
        Passage(
            passage.heading,
            Multilingual(
                {code: f"\r\n{text}  \r\n" for code, text in passage.words.items()}, machine=passage.words.machine
            ),
        )
        for passage in written
    ]
    assert fingerprint(clauses(spaced)) == fingerprint(clauses(written))


def test_composed_and_decomposed_letters_are_one_wording():
    assert fingerprint(clauses(said(fr="e\u0301tude"))) == fingerprint(clauses(said(fr="étude")))


def test_another_word_is_another_hash():
    assert fingerprint(clauses(said(en="One."))) != fingerprint(clauses(said(en="One!")))


def test_the_hash_is_that_of_canonical_json():
    """Pinned: receipts already given out name it."""
    assert fingerprint(clauses(said(en="One."))) == "29a63292cf2806c6bbaaf1a8b504b86c120bcfcb2accf83bafaf034b68c23087"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ud800", "\uffff"])
def test_characters_that_no_page_can_show_are_refused(character):
    with pytest.raises(Invalid):
        clauses(said(en=f"One{character}."))


def test_a_text_too_long_to_read_is_refused():
    with pytest.raises(TextTooLong):
        clauses(said(en="a" * (LONGEST + 1)))


def test_too_many_paragraphs_are_refused():
    with pytest.raises(TextTooLong):
        clauses(said(en="a\n\n" * (MOST_CLAUSES + 1)))


@pytest.mark.parametrize("heading", ["", "The Problem", "a" * 41, "problem\n"])
def test_a_heading_has_a_plain_name(heading):
    with pytest.raises(Invalid):
        clauses([Passage(heading, Multilingual({"en": "One."}))])


def test_a_heading_occurs_once():
    with pytest.raises(Invalid):
        clauses(said(en="One.") + said(en="Two."))
