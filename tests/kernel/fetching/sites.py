"""Sites on this machine, which answer whatever bytes a test wants."""

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from parvis.kernel.fetching.client import GuardedClient
from parvis.kernel.fetching.transport import Limits

HOST = "site.example"


@dataclass
class Site:
    """`asked` are the requests as they came, headers and all."""

    port: int
    asked: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/", *, scheme: str = "http", host: str = HOST) -> str:
        return f"{scheme}://{host}:{self.port}{path}"


Answering = Callable[[str], bytes | Iterable[bytes]]


def page(
    body: bytes = b"<p>Hello</p>", *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return page(b"", status=status, location=to)


@contextmanager
def site(answering: Answering | bytes, *, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Answers each request with what `answering(path)` gives, piece by piece, and closes."""
    listening = socket.create_server(("127.0.0.1", 0))
    made = Site(listening.getsockname()[1])
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, _address = listening.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=[connection], daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with suppress(OSError), tls.wrap_socket(connection, server_side=True) if tls else connection as talking:
            asked = _asked(talking)
            made.asked.append(asked)
            path = asked.split(b" ")[1].decode("latin-1") if b" " in asked else "/"
            given = answering if isinstance(answering, bytes) else answering(path)
            for piece in [given] if isinstance(given, bytes) else given:
                talking.sendall(piece)

    accepting = threading.Thread(target=serve, daemon=True)
    accepting.start()
    try:
        yield made
    finally:
        stop.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        accepting.join()


def _asked(talking: socket.socket) -> bytes:
    """A whole request, body and all."""
    asked = talking.recv(65536)
    length = re.search(rb"(?i)content-length: (\d+)", asked)
    while length and len(asked.partition(b"\r\n\r\n")[2]) < int(length[1]):
        asked += talking.recv(65536)
    return asked


def client(site: Site | None = None, settings=None, *, to: str = "127.0.0.1", tls=None, **limits: float):
    """For whom every name is on this machine; `site` is admitted, and nothing else."""
    if site and settings:
        settings.FETCH_ALLOW = [site.address]
    return GuardedClient(resolve=lambda host, port: [to], limits=Limits(**limits), tls=tls)
