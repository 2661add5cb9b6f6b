"""An address as a person typed it, taken apart into what may be connected to."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from .errors import AddressMalformed, CredentialsInAddress, SchemeRefused

PORTS = {"http": 80, "https": 443}
_LONGEST = 4000
_LONGEST_HOST = 253
# `urlsplit` would take line breaks and tabs out in silence, and browsers read a backslash as a slash.
_NEVER = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
_AS_IT_IS = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True)
class Target:
    """`host` is ASCII: a name, or an address without brackets. `path` is what the request asks for, query included."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """As in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def target(url: str) -> Target:
    """Raises `AddressMalformed`, `SchemeRefused`, `CredentialsInAddress`. The fragment, which no server sees, goes."""
    return _taken_apart(url.strip())


def _taken_apart(url: str) -> Target:
    _require_plain(url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressMalformed(str(error)) from error
    if parts.scheme not in PORTS:
        raise SchemeRefused(parts.scheme)
    if "@" in parts.netloc:
        raise CredentialsInAddress(parts.hostname)
    path = quote(parts.path or "/", safe=_AS_IT_IS)
    query = f"?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else ""
    return Target(parts.scheme, _host(parts), PORTS[parts.scheme] if port is None else port, path + query)


def redirected(base: Target, location: str) -> Target:
    """Where an answer at `base` sends to. `location` is the header, a character for each byte. Raises as `target`."""
    goal = _as_sent(location)
    _require_plain(goal)  # `urljoin`, too, takes line breaks and tabs out in silence
    try:
        return _taken_apart(urljoin(base.url, goal))
    except ValueError as error:
        raise AddressMalformed(str(error)) from error


def _as_sent(location: str) -> str:
    """UTF-8, as servers mean it that escape nothing; any other bytes escaped, so that they go out as they came in."""
    sent = location.encode("latin-1").strip()
    try:
        return sent.decode()
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in sent)


def _require_plain(url: str) -> None:
    if len(url) > _LONGEST or _NEVER.search(url):
        raise AddressMalformed("too long, or with characters that no address holds")


def normalised(url: str) -> str:
    """Without its fragment, host in lower case: one page is known by one address. Raises as `target`."""
    return target(url).url


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if len(host) > _LONGEST_HOST:
        raise AddressMalformed("the host's name is too long")
    if ":" in host:
        return _ipv6(host)
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode()
        except idna.IDNAError as error:
            raise AddressMalformed(str(error)) from error
    if not _HOST.fullmatch(host):
        raise AddressMalformed(host)
    return host


def _ipv6(host: str) -> str:
    try:
        return ipaddress.IPv6Address(host).compressed if "%" not in host else _zoned(host)
    except ValueError as error:
        raise AddressMalformed(str(error)) from error


def _zoned(host: str) -> str:
    raise AddressMalformed(f"{host} names an interface of this machine")
