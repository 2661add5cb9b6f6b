"""Which addresses are on the public web. Decided on the address that the socket will use, never on how it was written.

`ipaddress.is_global` is no filter: it lets through multicast, NAT64, 6to4 and site-local addresses.
The ranges are IANA's special-purpose registries, and what two large clouds answer at.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_DENIED_4 = [
    ipaddress.IPv4Network(each)
    for each in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",  # Azure's services for the machine itself; a public address by every registry
    )
]
_ALLOWED_6 = ipaddress.IPv6Network("2000::/3")
_DENIED_6 = [
    ipaddress.IPv6Network(each)
    # The first holds Teredo; 2002::/16 is 6to4. Both carry an IPv4 address that nobody has checked.
    for each in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
]


def is_public(address: Address) -> bool:
    """Whether it may be fetched from. An IPv4 address written as IPv6 is judged as the IPv4 address it is."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _DENIED_4)
    if inner := address.ipv4_mapped:
        return is_public(inner)
    return address in _ALLOWED_6 and not any(address in network for network in _DENIED_6)


@dataclass(frozen=True)
class Admitted:
    """What `PARVIS_FETCH_ALLOW` lets in besides the public web: loopback addresses, each with a port or with any."""

    places: frozenset[tuple[Address, int | None]] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Admitted":
        """From `127.0.0.1`, `127.0.0.1:8123`, `[::1]:8123`. Raises ValueError, with a sentence, for anything else."""
        return cls(frozenset(_place(entry.strip()) for entry in entries if entry.strip()))

    def has(self, address: Address, port: int) -> bool:
        return (address, port) in self.places or (address, None) in self.places

    def has_port(self, port: int) -> bool:
        return any(each in (port, None) for _address, each in self.places)


@dataclass(frozen=True)
class Ours:
    """Our own addresses as the world sees them, which a firewall may trust: `PARVIS_FETCH_DENY`."""

    networks: tuple[Network, ...] = ()
    hosts: tuple[str, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Ours":
        networks, hosts = [], []
        for entry in filter(None, map(str.strip, entries)):
            try:
                networks.append(ipaddress.ip_network(entry, strict=False))
            except ValueError:
                hosts.append(entry.lower())
        return cls(tuple(networks), tuple(hosts))

    def has(self, address: Address) -> bool:
        plain = getattr(address, "ipv4_mapped", None) or address
        return any(plain in network for network in self.networks)


def _place(entry: str) -> tuple[Address, int | None]:
    host, colon, port = entry.rpartition(":")
    if not colon or (entry.count(":") > 1 and not entry.startswith("[")) or entry.endswith("]"):
        host, port = entry, ""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
        number = int(port) if port else None
    except ValueError as error:
        raise ValueError(_NO_PLACE % entry) from error
    if not address.is_loopback:
        raise ValueError(_NO_PLACE % entry)
    return address, number


_NO_PLACE = "%s is no loopback address such as 127.0.0.1 or 127.0.0.1:8123"
