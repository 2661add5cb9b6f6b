"""What is taken for an address of a page, and what is not."""

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
