"""Names into addresses, once for each request, with an end to the waiting."""

import ipaddress
import threading
from collections.abc import Callable, Sequence
from queue import Empty, Queue
from socket import SOCK_STREAM, gaierror, getaddrinfo

from .addresses import Address
from .errors import HostUnknown, TooSlow

Resolve = Callable[[str, int], Sequence[str]]


def looked_up(host: str, port: int) -> list[str]:
    """As the system resolves it, spellings such as `0x7f.1` included."""
    try:
        found = getaddrinfo(host, port, type=SOCK_STREAM)
    except (gaierror, UnicodeError) as error:
        raise HostUnknown(str(error)) from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))


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
