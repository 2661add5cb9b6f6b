"""Names into addresses, once for each request, with an end to the waiting."""

import ipaddress
import threading
from collections.abc import Callable, Sequence
from queue import Empty, Queue
from socket import SOCK_STREAM, gaierror, getaddrinfo

from django.conf import settings

from .addresses import Address
from .errors import FetchingOff, HostUnknown, TooSlow

Resolve = Callable[[str, int], Sequence[str]]


def looked_up(host: str, port: int) -> list[str]:
    """As the system resolves it, `0x7f.1` and the like included. Where fetching is off, nobody is asked."""
    if settings.FETCH == "allowed" and not _is_loopback(host):
        raise FetchingOff(host)
    try:
        found = getaddrinfo(host, port, type=SOCK_STREAM)
    except (gaierror, UnicodeError) as error:
        raise HostUnknown(str(error)) from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def resolved(resolve: Resolve, host: str, port: int, *, seconds: float) -> list[Address]:
    """Raises `HostUnknown`, or `TooSlow`: the system's resolver knows no time limit, so it has a thread of its own."""
    answers: Queue[Sequence[str] | Exception] = Queue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except Exception as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True, name=f"resolving {host}").start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise TooSlow(f"no address for {host} in {seconds} s") from None
    if isinstance(answer, Exception):
        raise answer
    if not answer:
        raise HostUnknown(host)
    return [ipaddress.ip_address(each) for each in answer]
