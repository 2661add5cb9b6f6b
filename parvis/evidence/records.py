"""A record of this platform, as people refer to it: by its URN or by the address of its page."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from parvis.kernel import urns

from .errors import RecordUnknown

_OUR_KINDS = {"evidence:document": "document", "evidence:citation": "citation"}


def recorded(reference: str, viewer: Any) -> tuple[str, str]:
    """The URN and the address of a record; either may be empty. Raises `RecordUnknown` where the viewer sees none."""
    reference = reference.strip()
    if reference.startswith("urn:"):
        return _by_urn(reference, viewer), ""
    return _by_address(reference, viewer)


def _by_urn(urn: str, viewer: Any) -> str:
    if not urns.is_urn(urn) or urn not in urns.resolve([urn], viewer):
        raise RecordUnknown(_("There is no public record with this identifier. Copy it again from its page."))
    return urn


def _by_address(address: str, viewer: Any) -> tuple[str, str]:
    if address.startswith("/"):
        address = settings.PARVIS_ORIGIN + address
    if not address.startswith(f"{settings.PARVIS_ORIGIN}/"):
        raise RecordUnknown(_("This is not an address of this platform. For another site, choose “A web page”."))
    try:
        page = resolve(urlsplit(address).path)
    except Resolver404 as error:
        raise RecordUnknown(_("No page of this platform has this address. Copy it again from your browser.")) from error
    if page.view_name in _OUR_KINDS:
        return _by_urn(urns.urn(_OUR_KINDS[page.view_name], page.kwargs["uid"]), viewer), ""
    return "", address
