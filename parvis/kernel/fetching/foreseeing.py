"""What can be said of an address before anyone fetches it. Nothing is resolved: a name may still lead anywhere."""

import ipaddress
import socket

from django.conf import settings
from django.http.request import validate_host

from .addresses import Address, Admitted, Ours, is_public
from .errors import BlockedAddress, FetchFailed, FetchingOff, OwnAddress, PortRefused
from .targets import PORTS, Target, target


def refusal(url: str) -> FetchFailed | None:
    """Why it is refused by its form alone, and always will be; None where only a fetch can tell."""
    try:
        goal = target(url)
    except FetchFailed as refused:
        return refused
    return _refusal(goal)


def foreseen(url: str) -> FetchFailed | None:
    """As `refusal`; and that this platform fetches nothing, for as long as it is set up so."""
    refused = refusal(url)
    if refused is None and settings.FETCH == "allowed":
        address = _address(target(url).host)
        if address is None or not address.is_loopback:
            return FetchingOff(url)
    return refused


def _refusal(goal: Target) -> FetchFailed | None:
    address, admitted, ours = _address(goal.host), Admitted.of(settings.FETCH_ALLOW), Ours.of(settings.FETCH_DENY)
    if address is not None and admitted.has(address, goal.port):
        return None
    if goal.port not in PORTS.values() and (address is not None or not admitted.has_port(goal.port)):
        return PortRefused(goal.authority)
    if validate_host(goal.host.rstrip("."), [*settings.OWN_HOSTS, *ours.hosts]):
        return OwnAddress(goal.host)
    if address is not None and ours.has(address):
        return OwnAddress(goal.host)
    return BlockedAddress(goal.host) if address is not None and not is_public(address) else None


def _address(host: str) -> Address | None:
    """The address that a host is, however it is written (`127.1`, `0x7f000001`); None for a name.

    `localhost` is no name (RFC 6761, section 6.3).
    """
    plain = host.rstrip(".")
    if plain == "localhost" or plain.endswith(".localhost"):
        return ipaddress.IPv4Address("127.0.0.1")
    try:
        return ipaddress.ip_address(plain)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(plain))
    except OSError:
        return None
