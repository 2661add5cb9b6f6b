"""The witness as an HTTP server: one address, small requests, one thread for each connection."""

import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .protocol import LONGEST_REQUEST, TEXT, Answer, Witness

PATH = "/add-checkpoint"
SECONDS = 10.0


class Server(ThreadingHTTPServer):
    """`port` 0 takes a free one; `server_port` says which."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int, witness: Witness) -> None:
        self.witness = witness
        super().__init__((host, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Those who go away in the middle are no trouble."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        return f"http://{self.server_address[0]!s}:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "parvis-witness", ""
    timeout = SECONDS
    wbufsize = -1  # an answer in one piece: its second half would wait for the first to be acknowledged

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch("[0-9]{1,9}", length) or int(length) > LONGEST_REQUEST:
            self.close_connection = True
            self._answer(Answer(400, f"a Content-Length of at most {LONGEST_REQUEST} bytes is expected\n"))
            return
        body = self.rfile.read(int(length))
        if self.path != PATH:
            self._answer(Answer(404, f"this witness answers at {PATH}\n"))
        elif len(body) < int(length):
            self.close_connection = True
        else:
            self._answer(self.server.witness.add_checkpoint(body))

    def do_GET(self) -> None:
        self._answer(Answer(404, f"this witness answers to POST {PATH}\n", TEXT))

    def _answer(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the one who runs it hears of what goes wrong by exceptions, not of each request."""
