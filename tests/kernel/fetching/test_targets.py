"""What is taken for an address of a page, and what is not."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.fetching.errors import AddressMalformed, CredentialsInAddress, FetchFailed, SchemeRefused
from parvis.kernel.fetching.targets import normalised, redirected, target


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://example.org:443/a#b", "https://example.org/a"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://example.org/a?b=c&d", "https://example.org/a?b=c&d"),
        ("https://québec.example/été?à=ç", "https://xn--qubec-csa.example/%C3%A9t%C3%A9?%C3%A0=%C3%A7"),
        ("https://example.org/%C3%A9", "https://example.org/%C3%A9"),
        ("http://[2001:0db8::0:1]/", "http://[2001:db8::1]/"),
        ("  https://example.org/  ", "https://example.org/"),
    ],
)
def test_an_address_is_normalised(url, kept):
    assert normalised(url) == kept


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("ftp://example.org/", SchemeRefused),
        ("file:///etc/passwd", SchemeRefused),
        ("gopher://example.org/", SchemeRefused),
        ("javascript:alert(1)", SchemeRefused),
        ("//example.org/", SchemeRefused),
        ("example.org", SchemeRefused),
        ("http://user@example.org/", CredentialsInAddress),
        ("http://user:pw@example.org/", CredentialsInAddress),
        ("http://@example.org/", CredentialsInAddress),
        ("http://example.org@127.0.0.1/", CredentialsInAddress),
        ("http://example.org\\@127.0.0.1/", AddressMalformed),
        ("http://example.org/\r\nHost: evil", AddressMalformed),
        ("http://example.org/a\tb", AddressMalformed),
        ("http://exa\nmple.org/", AddressMalformed),
        ("http://example.org/a b", AddressMalformed),
        ("http://example.org\x00.evil/", AddressMalformed),
        ("http://", AddressMalformed),
        ("http:///path", AddressMalformed),
        ("http://example.org:99999/", AddressMalformed),
        ("http://example.org:x/", AddressMalformed),
        ("http://[::1/", AddressMalformed),
        ("http://[fe80::1%25eth0]/", AddressMalformed),
        ("http://exa$mple.org/", AddressMalformed),
        ("http://" + "a" * 300 + "/", AddressMalformed),
        ("http://example.org/" + "a" * 5000, AddressMalformed),
        ("http://a..b/", AddressMalformed),
    ],
)
def test_what_is_none_is_refused(url, error):
    with pytest.raises(error):
        target(url)


@pytest.mark.parametrize(
    ("location", "goal"),
    [
        ("/b", "https://example.org/b"),
        ("b?c", "https://example.org/x/b?c"),
        ("//other.example/b", "https://other.example/b"),
        ("http://other.example", "http://other.example/"),
    ],
)
def test_a_redirect_is_read_from_where_it_stands(location, goal):
    assert redirected(target("https://example.org/x/a"), location).url == goal


@pytest.mark.parametrize(
    ("location", "goal"),
    [
        ("/données/À propos/Ã".encode(), "/donn%C3%A9es/%C3%80%20propos/%C3%83"),
        ("/à".encode(), "/%C3%A0"),  # of which the last byte is a no-break space in Latin-1
        ("/données".encode("latin-1"), "/donn%E9es"),
        ("/donn%C3%A9es?q=été".encode(), "/donn%C3%A9es?q=%C3%A9t%C3%A9"),
        ("/\u3000".encode(), "/%E3%80%80"),
    ],
)
def test_a_redirect_asks_for_the_bytes_that_it_names(location, goal):
    asked = location.replace(b" ", b"%20").decode("latin-1")
    assert redirected(target("https://example.org/x/a"), asked).path == goal


@pytest.mark.parametrize(
    ("location", "host"),
    [("https://québec.example/".encode(), "xn--qubec-csa.example"), ("https://①②⑦.0.0.1/".encode(), "127.0.0.1")],
)
def test_a_redirect_to_a_name_with_accents_leads_to_that_name(location, host):
    assert redirected(target("https://example.org/"), location.decode("latin-1")).host == host


@pytest.mark.parametrize(
    "location",
    [
        "https://qu\xe9bec.example/".encode("latin-1"),
        b"https://exa%2emple.example/",
        b"https://ex\xc0\xafample/",
        "https://example.org\uff0f@other.example/".encode(),
        b"https://example.org/a\tb",
        b"https://exam\tple.org/",
        b"/a\x0bb",
        "/a\x85b".encode(),
        b"/a\\b",
    ],
)
def test_a_redirect_that_is_no_address_leads_nowhere(location):
    with pytest.raises((AddressMalformed, CredentialsInAddress)):
        redirected(target("https://example.org/"), location.decode("latin-1"))


@given(st.binary(max_size=60))
def test_wherever_a_redirect_leads_is_an_address_of_plain_letters(location):
    for each in (location, b"http://" + location + b"/", b"http://example.org/" + location):
        with suppress(FetchFailed):
            found = redirected(target("https://example.org/"), each.decode("latin-1"))
            assert re.fullmatch(r"[!-~]+", found.url + found.host)


@given(st.text(max_size=60))
def test_anything_is_an_address_or_a_named_refusal(text):
    for url in (text, f"http://{text}/", f"http://example.org/{text}"):
        with suppress(FetchFailed):
            assert "\n" not in target(url).url + target(url).host


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(path):
    try:
        once = normalised(f"https://example.org/{path}")
    except FetchFailed:
        return
    assert normalised(once) == once
