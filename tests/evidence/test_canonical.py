"""Two spellings of one address are one source; two pages stay two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.evidence.canonical import canonical

HERE = "https://example.org/a?x=1"


@pytest.mark.parametrize(
    "spelled",
    [
        "https://example.org/a?x=1",
        "HTTP://EXAMPLE.org:80/a?x=1",
        "https://example.org:443/b/../a?x=1",
        "https://example.org/%61?x=1#part",
        "https://example.org/a?utm_source=mail&x=1&UTM_Medium=x",
        "https://example.org/a?x=1&fbclid=abc&gclid",
        "  https://example.org/a?x=1 ",
    ],
)
def test_spellings_of_one_page_are_one(spelled):
    assert canonical(spelled) == HERE


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/A?x=1",
        "https://example.org/a/?x=1",
        "https://example.org/a?x=2",
        "https://example.org/a?x=1&reference=3",
        "https://www.example.org/a?x=1",
        "https://example.org:8443/a?x=1",
        "https://example.org/a?x=%31%26",
    ],
)
def test_another_page_stays_another(other):
    assert canonical(other) != HERE


def test_tracking_gone_says_the_same_as_tracking_never_there():
    assert canonical("https://example.org/?q=a%20b&utm_id=1") == canonical("https://example.org/?q=a%20b")


def test_a_name_in_letters_is_the_name_in_ascii():
    assert canonical("https://québec.example/") == "https://xn--qubec-csa.example/"


@given(st.text(max_size=200).map("https://example.org/{}".format) | st.text(max_size=100))
def test_any_text_has_a_form_and_the_form_is_its_own(text):
    once = canonical(text)
    assert canonical(once) == once or not once.startswith("https://")
