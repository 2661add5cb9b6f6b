"""Logs read over HTTP, from servers on this machine that behave well or badly."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from parvis.register import verify

from . import damaged, logs

SIZE = 1500


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    logs.written(folder, logs.lines(SIZE))
    return folder


@pytest.fixture
def served(log):
    """A server of the log's files. `answers` gives other answers: path → function of the handler."""
    answers, connections = {}, []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self):
            connections.append(self.client_address)
            super().setup()

        def do_GET(self):
            path = self.path.removeprefix("/register/log/")
            if path in answers:
                answers[path](self)
            elif (log / path).is_file() and self.path.startswith("/register/log/"):
                answer(self, (log / path).read_bytes())
            else:
                answer(self, b"not in this log", 404)

        def log_message(self, *_what):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.answers, server.connections = answers, connections
    server.url = f"http://127.0.0.1:{server.server_port}/register/log"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def answer(handler, body, status=200, **headers):
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def verified(served, capsys):
    def verified(*arguments, url=None):
        code = verify.main([url or served.url, "--key", logs.VKEY, *map(str, arguments)])
        return code, "".join(capsys.readouterr())

    return verified


def test_a_log_is_read_over_few_connections(verified, served):
    assert verified()[0] == 0
    assert len(served.connections) <= verify.CONNECTIONS + 1


def test_a_slash_at_the_end_makes_no_difference(verified, served):
    assert verified(url=f"{served.url}/")[0] == 0


def test_an_older_checkpoint_may_be_an_address(verified, served, log):
    assert verified("--since", f"{served.url}/checkpoint")[0] == 0


def test_a_receipt_may_be_an_address(verified, served, log):
    content = logs.receipt(log, 3, next(logs.lines(1, 3))).encode()
    served.answers["3.tlog-proof"] = lambda handler: answer(handler, content)

    assert verified(url=f"{served.url}/3.tlog-proof")[0] == 0


def test_bundles_may_be_compressed(verified, served, log):
    packed = gzip.compress((log / "tile/entries/002").read_bytes())
    served.answers["tile/entries/002"] = lambda handler: answer(handler, packed, Content_Encoding="gzip")

    assert verified()[0] == 0


@pytest.mark.parametrize("code", [404, 410])
def test_a_file_that_the_server_lacks_is_missing_in_the_log(verified, served, code):
    served.answers["tile/entries/003"] = lambda handler: answer(handler, b"", code)

    found, said = verified()

    assert found == 1
    assert "tile/entries/003 is missing" in said


def test_a_changed_file_is_named(verified, served, log):
    data = bytearray((log / "tile/0/004").read_bytes())
    data[64] ^= 1
    served.answers["tile/0/004"] = lambda handler: answer(handler, bytes(data))

    found, said = verified()

    assert found == 1
    assert "Entry 1026 does not have the hash that tile/0/004 gives it" in said


@pytest.mark.parametrize(
    "respond",
    [
        lambda handler: answer(handler, bytes(9000)),
        lambda handler: answer(handler, gzip.compress(bytes(10**7)), Content_Encoding="gzip"),
    ],
    ids=["as it is", "compressed"],
)
def test_a_file_that_was_lengthened_is_named(verified, served, respond):
    served.answers["tile/0/001"] = respond

    code, said = verified()

    assert code == 1
    assert "tile/0/001 is longer than the 8,192 bytes" in said


@pytest.mark.parametrize("path", ["checkpoint", "3.tlog-proof"])
def test_a_checkpoint_or_receipt_of_no_end_proves_nothing(verified, served, path):
    served.answers[path] = lambda handler: answer(handler, bytes(2 << 20))

    code, said = verified(url=served.url if path == "checkpoint" else f"{served.url}/{path}")

    assert code == 2
    assert "is longer than the 1,048,576 bytes that it may have" in said


def _cut(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "8192")
    handler.end_headers()
    handler.wfile.write(bytes(100))
    handler.close_connection = True


def _garbage(handler):
    handler.wfile.write(b"no HTTP at all\r\n\r\n")
    handler.close_connection = True


@pytest.mark.parametrize(
    ("respond", "sentence"),
    [
        (lambda handler: answer(handler, b"", 503), "answers 503."),
        (
            lambda handler: answer(handler, b"", 302, Location="https://elsewhere.test/"),
            "names https://elsewhere.test/",
        ),
        (lambda handler: answer(handler, b"not gzip", Content_Encoding="gzip"), "cannot be read"),
        (_cut, "cannot be read"),
        (_garbage, "cannot be read"),
    ],
)
def test_a_server_that_misbehaves_proves_nothing(verified, served, respond, sentence):
    served.answers["tile/0/001"] = respond

    code, said = verified()

    assert code == 2
    assert sentence in said


def test_a_connection_that_was_closed_meanwhile_is_opened_again(verified, served, log):
    """Servers close what is idle; the first try on it fails."""

    def close(handler):
        answer(handler, (log / "checkpoint").read_bytes())
        handler.close_connection = True

    served.answers["checkpoint"] = close

    assert verified()[0] == 0


@pytest.mark.parametrize(
    "url", ["ftp://parvis.test/log", "http:///log", "http://127.0.0.1:port/log", "http://[1/log", "http://h/?log=1"]
)
def test_what_is_no_address_of_a_log_is_refused(verified, url):
    assert verified(url=url)[0] == 2


def test_a_server_that_is_not_there_proves_nothing(verified, served):
    served.shutdown()
    served.server_close()

    code, said = verified()

    assert code == 2
    assert "cannot be read" in said


def test_a_log_signed_with_another_key_is_refused(verified, served, tmp_path):
    note = logs.written(tmp_path / "other", logs.lines(SIZE), damaged.THIEF).encode()
    served.answers["checkpoint"] = lambda handler: answer(handler, note)

    assert verified()[0] == 1
