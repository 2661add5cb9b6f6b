"""Asks ClamAV's daemon about a file: its protocol is in `man clamd`, INSTREAM. Without one, files are not scanned."""

import logging
import re
import socket  # noqa: TID251 (an address that the operator sets, and nobody else)
import struct

from django.conf import settings
from django.utils.translation import gettext as _

from .errors import FileUnsafe
from .types import Scan

MOST_WAITING = 30
_PIECE = 64 * 2**10
_log = logging.getLogger(__name__)


class ScannerDown(Exception):
    """It does not answer, or not with an answer."""


def is_configured() -> bool:
    return bool(settings.MALWARE_SCANNER)


def scanned(content: bytes) -> Scan:
    """Whether it is clean, or waits for a scanner that does not answer. Raises `FileUnsafe` for what is not clean."""
    if not is_configured():
        return Scan.NOT_SCANNED
    try:
        found = asked(content)
    except ScannerDown as down:
        _log.warning("the malware scanner does not answer: %s", down)
        return Scan.WAITING
    if found:
        raise FileUnsafe(
            _("The malware scanner found “%s” in this file. It is not kept. Have the computer it is from checked.")
            % found
        )
    return Scan.CLEAN


def verdict(content: bytes) -> Scan:
    """Of a file that is kept already, when the scanner is there again."""
    try:
        return Scan.INFECTED if asked(content) else Scan.CLEAN
    except ScannerDown:
        return Scan.WAITING


def asked(content: bytes) -> str:
    """The name of what was found, empty where nothing was. Raises `ScannerDown`."""
    try:
        with _connected() as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                connection.sendall(struct.pack("!L", len(piece)) + piece)
            connection.sendall(struct.pack("!L", 0))
            answer = _read(connection)
    except (OSError, ValueError) as error:
        raise ScannerDown(str(error)) from error
    if answer == "stream: OK":
        return ""
    found = re.fullmatch(r"stream: (.+) FOUND", answer)
    if not found:
        raise ScannerDown(answer or "it closed the connection")
    return found[1]


def _connected() -> socket.socket:
    """To `unix:/run/clamav/clamd.ctl` or `host:port`."""
    where = settings.MALWARE_SCANNER
    if where.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(MOST_WAITING)
        try:
            connection.connect(where.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=MOST_WAITING)


def _read(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        piece = connection.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode(errors="replace")
