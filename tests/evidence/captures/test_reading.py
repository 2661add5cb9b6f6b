"""What a page says, whatever its bytes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.evidence.captures.comparing import MOST_SENTENCES, compared, sentences
from parvis.evidence.captures.reading import LONGEST, read, tidy


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<meta charset=iso-8859-1><p>Été à Québec, où l’on délibère.</p>".encode("cp1252"), "text/html"),
        ("<p>Été à Québec, où l’on délibère.</p>".encode(), "text/html"),
        ("<p>Été à Québec, où l’on délibère.</p>".encode("cp1252"), "text/html"),
        ("<p>Été à Québec, où l’on délibère.</p>".encode("utf-16"), "text/html; charset=utf-16"),
        ("<p>Été à Québec, où l’on délibère.</p>".encode(), "text/html; charset=klingon"),
        ("Été à Québec, où l’on délibère.".encode(), "text/plain; charset=utf-8"),
        ("<html><body><p>Été à Québec, où l’on délibère.</p></body></html>".encode(), "application/xhtml+xml"),
    ],
)
def test_accents_survive(content, kind):
    assert read(content, kind).text == "Été à Québec, où l’on délibère."


def test_scripts_and_markup_are_no_words():
    page = (
        b"<title>T</title><script>alert(1)</script><style>p{}</style><p>Words <b>in</b> bold &lt;i&gt;.</p><!-- no -->"
    )
    assert read(page, "text/html").text == "Words in bold <i>."


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "", "nonsense"])
def test_what_is_no_page_says_nothing(kind):
    assert read(b"\x00\x01%PDF", kind).text == ""


@given(st.binary(max_size=300), st.sampled_from(["text/html", "text/html; charset=utf-8", "text/plain"]))
def test_any_bytes_are_read(content, kind):
    assert "\x00" not in read(b"<p>" + content, kind).text


def test_a_huge_page_is_read_in_part():
    page = b"<title>x</title>" + b"<p>one more paragraph of words that say very little</p>" * 200_000
    assert len(read(page, "text/html").text) <= LONGEST


def test_what_turns_the_direction_is_taken_out():
    assert tidy("a\u202eb \r\n\n\n  c  d ") == "ab\nc d"


def test_a_sentence_that_was_reworded_shows_its_words():
    before = "First. The plan has five sets. Last."
    [passage] = compared(before, "First. The plan has four sets. Last.").passages
    assert [(one.kind, one.text) for one in passage.segments] == [
        ("equal", "The plan has "),
        ("delete", "five"),
        ("insert", "four"),
        ("equal", " sets."),
    ]


@pytest.mark.parametrize(("before", "after", "kind"), [("A. B.", "A.", "removed"), ("A.", "A. B.", "added")])
def test_a_sentence_that_came_or_went(before, after, kind):
    found = compared(before, after)
    assert ([passage.kind for passage in found.passages], found.unchanged) == ([kind], 1)


def test_a_text_too_long_is_not_compared():
    assert compared("A. " * (MOST_SENTENCES + 1), "B.").is_too_long


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_is_left_after_taking_out_additions_is_the_old_text(before, after):
    """And nothing of either is lost, whatever was written."""
    found = compared(before, after)
    shown = "".join(s.text for p in found.passages for s in p.segments if s.kind != "insert")
    assert len(shown.replace(" ", "")) <= len(before)
    assert found.unchanged + len(found.passages) <= len(sentences(before)) + len(sentences(after))
