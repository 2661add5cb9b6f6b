"""Why an address was not fetched: a stable code to store, and a sentence for people."""

import re
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_by_code: dict[str, type["FetchFailed"]] = {}


class FetchFailed(Exception):
    """`code` is stable (snake case of the class name); the message is a detail for logs, never for pages.

    `may_pass`: whether the same fetch may succeed a while later.
    """

    code: ClassVar[str] = "fetch_failed"
    sentence: ClassVar[str | Promise] = _("The page could not be fetched.")
    may_pass: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()
        _by_code[cls.code] = cls


def sentence_for(code: str) -> str | Promise:
    """What to tell people of a code that was stored."""
    return _by_code.get(code, FetchFailed).sentence


class AddressMalformed(FetchFailed):
    sentence = _("The address is not one that can be fetched. Check that it was copied whole.")


class SchemeRefused(FetchFailed):
    sentence = _("Only addresses that begin with https:// or http:// are fetched.")


class PortRefused(FetchFailed):
    sentence = _("The address names an unusual port. Only the usual ones, 80 and 443, are fetched.")


class CredentialsInAddress(FetchFailed):
    sentence = _("The address holds a user name or a password. Nothing is fetched with those.")


class FetchingOff(FetchFailed):
    sentence = _("This platform is set up to fetch nothing from other sites.")


class HostUnknown(FetchFailed):
    sentence = _("No site was found at this address.")
    may_pass = True


class BlockedAddress(FetchFailed):
    sentence = _("The address leads into a private or reserved network. Only the public web is fetched.")


class OwnAddress(FetchFailed):
    sentence = _("The address leads to this platform itself.")


class NotReached(FetchFailed):
    sentence = _("The site did not answer.")
    may_pass = True


class HostBusy(FetchFailed):
    """Other fetches from this host are waiting: it is asked one thing at a time."""

    sentence = _("Too much is waiting to be fetched from this site.")
    may_pass = True


class TooSlow(FetchFailed):
    sentence = _("The site took too long to answer.")
    may_pass = True


class BadCertificate(FetchFailed):
    """TLS failed: expired, for another name, by nobody known, or no TLS at all."""

    sentence = _("The secure connection failed: the site’s certificate is not valid for this address.")


class TooManyRedirects(FetchFailed):
    sentence = _("The site sends from one address to the next too many times.")


class TooLarge(FetchFailed):
    sentence = _("The page is too large to keep.")


class UnpacksTooLarge(FetchFailed):
    """A compression bomb, or what looks like one."""

    sentence = _("The page unpacks to far more than it seems.")


class WrongLength(FetchFailed):
    """The body is shorter or longer than its Content-Length says, or broke off."""

    sentence = _("The site sent more or less than it announced.")
    may_pass = True


class EncodingUnknown(FetchFailed):
    sentence = _("The site sent the page in a compression that was not asked for.")


class AnswerMalformed(FetchFailed):
    sentence = _("The site’s answer could not be understood.")
    may_pass = True
