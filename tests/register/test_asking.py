"""Those who are asked may be slow, endless, or not who they say they are."""

import socketserver
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest

from parvis.register import asking
from parvis.register.asking import Answer, NoAnswer, post


@contextmanager
def answering(handle):
    """A server that does with each connection what `handle` does."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            try:
                self.request.recv(65536)
                handle(self.request)
            except OSError:
                pass

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        asking._connections().close()


def ask(port, *, scheme="http", seconds=5.0, longest=1000):
    return post(f"{scheme}://127.0.0.1:{port}/x", b"?", content_type="text/plain", seconds=seconds, longest=longest)


def test_an_answer_is_told_as_it_came():
    answer = b"HTTP/1.1 409 Conflict\r\nContent-Type: text/x.tlog.size\r\nContent-Length: 2\r\n\r\n5\n"
    with answering(lambda to: to.sendall(answer)) as port:
        assert ask(port) == Answer(409, "text/x.tlog.size", b"5\n")


def test_a_redirect_is_not_followed():
    answer = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    with answering(lambda to: to.sendall(answer)) as port:
        assert ask(port).status == 302


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"], ids=repr
)
def test_a_drop_now_and_then_is_no_answer(start):
    """Each drop comes within any limit for one read; the whole does not."""

    def drip(to):
        to.sendall(start)
        for _ in range(100):
            to.sendall(b"x")
            time.sleep(0.05)

    with answering(drip) as port:
        began = time.monotonic()
        with pytest.raises(NoAnswer, match=r"within 0\.4 seconds"):
            ask(port, seconds=0.4)

    assert time.monotonic() - began < 3


def test_an_answer_without_end_is_none():
    def flood(to):
        to.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            to.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")

    with answering(flood) as port, pytest.raises(NoAnswer, match="more than 1000 bytes"):
        ask(port)


@pytest.mark.parametrize("said", [b"", b"SSH-2.0\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"], ids=repr)
def test_what_is_no_whole_answer_is_none(said):
    with answering(lambda to: to.sendall(said)) as port, pytest.raises(NoAnswer):
        ask(port)


def test_nobody_there_is_no_answer():
    with pytest.raises(NoAnswer, match="refused"):
        ask(1)


def test_a_certificate_that_nobody_vouches_for_is_no_answer(tmp_path):
    files = ["-keyout", tmp_path / "key", "-out", tmp_path / "cert", "-subj", "/CN=127.0.0.1"]
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", *files]
    subprocess.run(make, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")

    class Secure(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, *_):
            pass

        def finish_request(self, request, _address):
            with context.wrap_socket(request, server_side=True) as secure:
                secure.recv(65536)

    server = Secure(("127.0.0.1", 0), None)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        with pytest.raises(NoAnswer, match=r"(?i)certificate"):
            ask(server.server_address[1], scheme="https")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
