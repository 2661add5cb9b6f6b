"""Unpack a body as it comes, and stop at the limits: a few kilobytes may unpack to gigabytes."""

import zlib
from collections.abc import Iterator

from .errors import AnswerMalformed, EncodingUnknown, UnpacksTooLarge

_STEP = 64 * 1024
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
# Below this, a ratio says nothing: a page of blank lines is no attack.
_RATIO_COUNTS_FROM = 256 * 1024


class Unpacked:
    """Feed it what arrives, take what unpacks. At the end ask `finish`."""

    def __init__(self, encoding: str, *, largest: int, ratio: int) -> None:
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise EncodingUnknown(encoding)
        self.is_packed = encoding not in ("", "identity")
        self.largest, self.ratio = largest, ratio
        self.packed = self.unpacked = 0
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Raises `UnpacksTooLarge`, `AnswerMalformed`."""
        self.packed += len(chunk)
        for part in self._parts(chunk) if self.is_packed else [chunk]:
            self.unpacked += len(part)
            is_a_bomb = self.unpacked > max(self.ratio * self.packed, _RATIO_COUNTS_FROM)
            if self.unpacked > self.largest or (self.is_packed and is_a_bomb):
                raise UnpacksTooLarge(f"{self.packed} bytes unpack to more than {self.unpacked}")
            yield part

    def finish(self) -> None:
        """Raises `AnswerMalformed` when the packed data broke off."""
        if self.is_packed and self.packed and not self._inflate.eof:
            raise AnswerMalformed("the compressed body broke off")

    def _parts(self, chunk: bytes) -> Iterator[bytes]:
        while chunk:
            if self._inflate.eof:  # gzip files may follow each other
                self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
            part = self._inflated(chunk)
            chunk = self._inflate.unconsumed_tail or self._inflate.unused_data
            if part:
                yield part
            if self._inflate.eof and not chunk.startswith(b"\x1f\x8b"):
                return  # padding after the end, which every browser ignores

    def _inflated(self, chunk: bytes) -> bytes:
        try:
            return self._inflate.decompress(chunk, _STEP)
        except zlib.error as error:
            if self.unpacked or self.packed > len(chunk):
                raise AnswerMalformed(str(error)) from error
        # Servers that say deflate often send it without the header of zlib.
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._inflate.decompress(chunk, _STEP)
        except zlib.error as error:
            raise AnswerMalformed(str(error)) from error
