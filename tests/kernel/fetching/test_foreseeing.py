"""What is refused before anyone fetches, without resolving a name."""

import socket

import pytest

from parvis.kernel.fetching.foreseeing import foreseen, refusal


@pytest.fixture(autouse=True)
def nobody_resolves(monkeypatch, settings):
    def resolved(*args, **kwargs):
        raise AssertionError("a name was resolved")

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    settings.FETCH, settings.FETCH_ALLOW = "web", []
    settings.FETCH_DENY, settings.OWN_HOSTS = ["8.8.8.0/24"], ["parvis.example"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://example.org:8443/", "port_refused"),
        ("http://10.0.0.7/plan", "blocked_address"),
        ("http://127.1/", "blocked_address"),
        ("http://0x7f000001/", "blocked_address"),
        ("http://[::1]/", "blocked_address"),
        ("http://localhost/", "blocked_address"),
        ("https://parvis.example/en/", "own_address"),
        ("http://8.8.8.8/", "own_address"),
        ("ftp://example.org/", "scheme_refused"),
        ("https://a:b@example.org/", "credentials_in_address"),
        ("https://", "address_malformed"),
    ],
)
def test_what_can_never_be_fetched_is_refused_by_its_form(url, code):
    assert refusal(url).code == code


@pytest.mark.parametrize("url", ["https://example.org/plan", "http://example.org:80/", "http://9.9.9.9/"])
def test_of_what_may_be_fetched_nothing_is_said(url):
    assert (refusal(url), foreseen(url)) == (None, None)


def test_what_is_let_in_is_not_refused(settings):
    settings.FETCH_ALLOW = ["127.0.0.1:8123"]
    assert refusal("http://127.0.0.1:8123/plan") is None
    assert refusal("http://127.0.0.1:8124/plan").code == "port_refused"


def test_where_fetching_is_off_that_is_foreseen_and_no_lasting_refusal(settings):
    settings.FETCH = "allowed"
    assert (refusal("https://example.org/"), foreseen("https://example.org/").code) == (None, "fetching_off")
