"""A daemon that speaks enough of ClamAV's protocol: INSTREAM, on an address of this machine."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The harmless file that every scanner finds, in two pieces so that none finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Scan(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = self.rfile.read(len(b"zINSTREAM\0"))
        content = b""
        while command == b"zINSTREAM\0" and (size := struct.unpack("!L", self.rfile.read(4))[0]):
            content += self.rfile.read(size)
        self.server.seen.append(content)
        self.wfile.write(self.server.answer or (b"stream: Eicar-Test FOUND\0" if EICAR in content else b"stream: OK\0"))


@contextmanager
def clamd(answer: bytes = b"") -> Iterator[tuple[str, list[bytes]]]:
    """Its address, and what it was given to scan."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Scan) as server:
        server.seen, server.answer, server.daemon_threads = [], answer, True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}", server.seen
        server.shutdown()
        thread.join()
