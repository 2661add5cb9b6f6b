"""How the register asks someone else for a signature: one POST, an answer that is short and comes in time, or none.

The addresses are the operator's, from the settings; no visitor can give one.
"""

import threading
import time
from dataclasses import dataclass
from functools import lru_cache
from ssl import SSLContext
from typing import Any

import httpcore

# The last two are for addresses that are none.
_TROUBLE = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, TypeError, ValueError)


class NoAnswer(Exception):
    """Nothing came, too late, or too much. The message says what, for the operator."""


class AnswerTooLate(NoAnswer):
    pass


class AnswerTooLong(NoAnswer):
    pass


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes


def post(url: str, body: bytes, *, content_type: str, seconds: float, longest: int) -> Answer:
    """`seconds` are for all of it, except the look-up of the name; `longest` is in bytes. Raises `NoAnswer`."""
    _time.is_up_at = time.monotonic() + seconds
    headers = [("Content-Type", content_type), ("User-Agent", "parvis")]
    try:
        with _connections().stream("POST", url, headers=headers, content=body) as response:
            told = {name.lower(): value for name, value in response.headers}
            answer = b""
            for part in response.iter_stream():
                answer += part
                if len(answer) > longest:
                    raise AnswerTooLong(f"it sent more than {longest} bytes")
    except (httpcore.TimeoutException, TimeoutError):
        raise AnswerTooLate(f"it did not answer within {seconds:g} seconds") from None
    except _TROUBLE as error:
        raise NoAnswer(str(error) or type(error).__name__) from None
    return Answer(response.status, told.get(b"content-type", b"").decode("latin-1"), answer)


@lru_cache(maxsize=1)
def _connections() -> httpcore.ConnectionPool:
    return httpcore.ConnectionPool(max_connections=64, keepalive_expiry=60, network_backend=_InTime())


class _Time(threading.local):
    """When the time of what this thread asks is up: each read has a limit, but a drop a second never reaches it."""

    is_up_at = 0.0

    def left(self) -> float:
        left = self.is_up_at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


_time = _Time()


class _InTime(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *rest: Any, **more: Any) -> "_Stream":
        return _Stream(self._backend.connect_tcp(host, port, _time.left(), *rest, **more))


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _time.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _time.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> "_Stream":
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _time.left()))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
