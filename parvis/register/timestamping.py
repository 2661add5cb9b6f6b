"""Asking a timestamp authority (RFC 3161) to say when a text was there, and checking what it says."""

import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import certifi
from cryptography import x509
from cryptography.utils import CryptographyDeprecationWarning
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from .asking import AnswerTooLate, AnswerTooLong, NoAnswer, post
from .choices import NotStamped

QUERY_TYPE = "application/timestamp-query"
SECONDS = 30.0
_REASONS: dict[type[NoAnswer], NotStamped] = {
    AnswerTooLate: NotStamped.TOO_LATE,
    AnswerTooLong: NotStamped.TOO_LONG,
}
_END = "-----END CERTIFICATE-----"
LONGEST_ANSWER = 64 * 1024


class NoTimestamp(Exception):
    """The authority did not stamp it, or its stamp does not hold.

    `reason` says which to people who read the page, the message more of it to who runs the site.
    """

    def __init__(self, reason: NotStamped, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True)
class Stamp:
    """`response` is the whole answer (TimeStampResp, DER), as `openssl ts` reads it."""

    response: bytes
    at: datetime


def stamped(text: bytes, *, authority: str, certificates: Path | None) -> Stamp:
    """`certificates` are those to trust (PEM), or the public ones. Raises `NoTimestamp`."""
    roots = _roots(certificates)
    request = TimestampRequestBuilder().data(text).hash_algorithm(HashAlgorithm.SHA256).build()
    try:
        answer = post(authority, request.as_bytes(), content_type=QUERY_TYPE, seconds=SECONDS, longest=LONGEST_ANSWER)
    except NoAnswer as error:
        raise NoTimestamp(_REASONS.get(type(error), NotStamped.UNREACHED), str(error)) from None
    if answer.status != 200:
        raise NoTimestamp(NotStamped.ERROR, f"it answers {answer.status}")
    try:
        response = decode_timestamp_response(answer.body)
        if response.status != PKIStatus.GRANTED:
            told = "; ".join(response.status_string)
            raise NoTimestamp(NotStamped.REFUSED, f"it refuses ({PKIStatus(response.status).name}): {told}")
        verifier = VerifierBuilder(roots=roots, nonce=request.nonce).build()
        verifier.verify_message(response, text)
    except (ValueError, VerificationError) as error:
        raise NoTimestamp(NotStamped.INVALID, f"its answer does not hold: {error}") from None
    return Stamp(response.as_bytes(), response.tst_info.gen_time)


def authority_name(url: str) -> str:
    """What people call it by; empty for none."""
    try:
        return (urlsplit(url).hostname or url)[:300]
    except ValueError:
        return url[:300]


def _roots(certificates: Path | None) -> list[x509.Certificate]:
    if certificates is None:
        return _public_roots()
    try:
        return x509.load_pem_x509_certificates(certificates.read_bytes())
    except (OSError, ValueError) as error:
        raise NoTimestamp(NotStamped.NO_ROOTS, f"the certificates in {certificates} cannot be read: {error}") from None


def _public_roots() -> list[x509.Certificate]:
    """Those that browsers trust, without the few so old that the library no longer reads them."""
    found = []
    with warnings.catch_warnings(action="error"):
        for part in certifi.contents().split(_END)[:-1]:
            with suppress(ValueError, CryptographyDeprecationWarning):
                found.append(x509.load_pem_x509_certificate(f"{part}{_END}".encode()))
    return found
