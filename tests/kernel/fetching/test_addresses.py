"""Which addresses may be fetched from, however they are written."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kernel.fetching import resolving
from parvis.kernel.fetching.addresses import Admitted, Ours, is_public
from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.fetching.errors import BlockedAddress, FetchFailed, FetchingOff, HostUnknown, OwnAddress
from parvis.kernel.fetching.resolving import looked_up


@pytest.fixture
def web(settings):
    """The system is asked, as on a site that fetches; for spellings of addresses it asks nobody else."""
    settings.FETCH = "web"


BLOCKED = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.0.1"),  # noqa: S104
    *("169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.31.196.1", "192.52.193.1"),
    *("192.88.99.1", "192.168.1.1", "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1"),
    *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:168.63.129.16"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:db8::1"),
    *("2002:7f00:1::", "2002:a9fe:a9fe::1", "2620:4f:8000::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254"),
    *("fe80::1", "fec0::1", "ff02::1", "4000::1"),
]
PUBLIC = ["8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "223.255.255.255", "198.20.0.1"]
PUBLIC += ["2001:4860:4860::8888", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "2003::1"]


@pytest.mark.parametrize("address", BLOCKED)
def test_it_is_not_on_the_public_web(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_it_is_on_the_public_web(address):
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses())
def test_nothing_that_python_takes_for_private_is_public(address):
    assert not (is_public(address) and not address.is_global)


@given(st.ip_addresses(v=4))
def test_an_address_written_as_ipv6_is_judged_as_itself(address):
    assert is_public(ipaddress.ip_address(f"::ffff:{address}")) == is_public(address)


# As the system resolves them, for that is what the client asks.
@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "0"),
        *("①②⑦.0.0.1", "127。0。0。1", "\uff11\uff12\uff17.0.0.1", "localhost", "LOCALHOST", "127.0.0.1."),
        *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]"),
        *("[2002:7f00:1::]", "[fe80::1]", "[fd00::1]"),
    ],
)
@pytest.mark.usefixtures("web")
def test_no_spelling_of_an_address_gets_through(host):
    with pytest.raises((BlockedAddress, OwnAddress, HostUnknown)):
        GuardedClient().fetch(f"http://{host}/")


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
@pytest.mark.usefixtures("web")
def test_the_system_does_read_these_as_this_machine(host):
    """Else the test above would show nothing."""
    assert looked_up(host, 80) == ["127.0.0.1"]


@pytest.mark.parametrize("answers", [["8.8.8.8", "10.0.0.1"], ["::1", "2606:4700::1"], ["169.254.169.254"]])
def test_one_bad_address_among_those_of_a_name_is_enough(answers):
    with pytest.raises(BlockedAddress):
        GuardedClient(resolve=lambda host, port: answers).fetch("http://site.example/")


@pytest.mark.parametrize("entry", ["127.0.0.1", "127.0.0.1:8123", "::1", "[::1]", "[::1]:8123", " 127.0.0.2:1 "])
def test_loopback_may_be_admitted(entry):
    assert Admitted.of([entry]).places


@pytest.mark.parametrize("entry", ["10.0.0.1", "8.8.8.8:80", "localhost", "0.0.0.0/0", "[::1", "127.0.0.1:http"])
def test_nothing_else_may(entry):
    with pytest.raises(ValueError, match="no loopback address"):
        Admitted.of([entry])


def test_an_address_is_admitted_with_its_port_only():
    admitted = Admitted.of(["127.0.0.1:8123"])
    here = ipaddress.ip_address("127.0.0.1")
    assert (admitted.has(here, 8123), admitted.has(here, 80)) == (True, False)


@pytest.mark.parametrize("address", ["5.6.7.8", "::ffff:5.6.7.8"])
def test_our_own_addresses_are_known_in_both_spellings(address):
    assert Ours.of(["5.6.7.0/24", "files.example"]).has(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url", ["http://parvis.example/", "http://files.example/", "https://sub.hosts.example/", "http://other.example/"]
)
def test_our_own_names_and_addresses_are_refused(settings, url):
    settings.OWN_HOSTS = ["parvis.example", ".hosts.example"]
    settings.FETCH_DENY = ["files.example", "5.6.7.8"]
    address = "5.6.7.8" if "other" in url else "8.8.8.8"
    with pytest.raises(FetchFailed) as failure:
        GuardedClient(resolve=lambda host, port: [address]).fetch(url)
    assert failure.value.code == "own_address"


@pytest.mark.parametrize("host", ["site.example", "8.8.8.8", "2130706433", "localhost"])
def test_where_fetching_is_off_nothing_is_looked_up(settings, monkeypatch, host):
    settings.FETCH = "allowed"
    monkeypatch.setattr(resolving, "getaddrinfo", lambda *args, **kwargs: pytest.fail("asked"))
    with pytest.raises(FetchingOff):
        GuardedClient().fetch(f"http://{host}/")
