from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.languages import Multilingual
from parvis.texts.alignment import align, segments
from parvis.texts.models import Clause

SENTENCE = st.lists(st.sampled_from(["data", "open", "the", "portal", ",", "réutilisation", "l’accès"]), max_size=9)
PROSE = SENTENCE.map(" ".join) | st.text(max_size=30)
CLAUSES = st.lists(PROSE, max_size=6)


def some(*sentences):
    return [Clause(heading="problem", number=n, words=Multilingual({"en": s})) for n, s in enumerate(sentences, 1)]


def kinds(old, new):
    return [pair.kind for pair in align(some(*old), some(*new))]


@given(PROSE, PROSE)
def test_without_what_was_added_it_reads_as_before(before, after):
    assert "".join(words for kind, words in segments(before, after) if kind != "insert") == before


@given(PROSE, PROSE)
def test_without_what_was_removed_it_reads_as_after(before, after):
    assert "".join(words for kind, words in segments(before, after) if kind != "delete") == after


@given(PROSE)
def test_the_same_words_show_no_change(words):
    assert all(kind == "equal" for kind, _words in segments(words, words))


@given(CLAUSES, CLAUSES)
def test_the_old_clauses_are_all_there_in_order(old, new):
    old = some(*old)
    assert [pair.before for pair in align(old, some(*new)) if pair.before] == old


@given(CLAUSES, CLAUSES)
def test_the_new_clauses_are_all_there_in_order(old, new):
    new = some(*new)
    assert [pair.after for pair in align(some(*old), new) if pair.after] == new


def test_an_identical_clause_stays_the_same_when_others_move_around_it():
    assert kinds(["Keep this one."], ["Something new came first.", "Keep this one."]) == ["added", "same"]


def test_a_clause_with_most_words_in_common_is_reworded():
    assert kinds(["Release five reference datasets."], ["Release six reference datasets."]) == ["reworded"]


def test_a_clause_with_nothing_in_common_is_removed_and_another_added():
    assert kinds(["Release five datasets."], ["Train public employees."]) == ["removed", "added"]


def test_the_best_match_wins_not_the_first():
    old = ["Publish the list of contracts each month."]
    new = ["Publish the annual report.", "Publish the list of contracts each quarter."]
    assert kinds(old, new) == ["added", "reworded"]


def test_a_change_of_one_language_only_is_a_rewording():
    before = Clause(heading="problem", number=1, words=Multilingual({"en": "Same.", "fr": "Ancien."}))
    after = Clause(heading="problem", number=1, words=Multilingual({"en": "Same.", "fr": "Nouveau."}))
    (pair,) = align([before], [after])
    assert [(one.language, one.is_changed) for one in pair.rewordings] == [("en", False), ("fr", True)]


def test_a_change_runs_on_over_a_mere_blank():
    assert segments("the old wording stays", "the new words stays") == (
        ("equal", "the "),
        ("delete", "old wording"),
        ("insert", "new words"),
        ("equal", " stays"),
    )


def test_long_clauses_are_compared_in_time():
    before = " ".join(f"word{n % 700}" for n in range(20_000))
    started = perf_counter()
    segments(before, before.replace("word5 ", "other "))
    assert perf_counter() - started < 1
