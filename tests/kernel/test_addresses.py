import uuid

import pytest

from parvis.kernel import addresses
from parvis.kernel.urns import urn

UID = uuid.UUID(int=5)
DOCUMENT = f"/fr/evidence/documents/{UID}/"


@pytest.mark.parametrize(
    "address",
    [
        DOCUMENT,
        f"http://parvis.test{DOCUMENT}",
        f"https://PARVIS.test{DOCUMENT}?a=b#c",
        DOCUMENT.replace("/fr/", "/en/"),
    ],
)
def test_an_address_here_says_what_its_page_is_about(settings, address):
    settings.PARVIS_ORIGIN = "https://parvis.test"

    assert addresses.urn_at(address, None) == urn("document", UID)


@pytest.mark.parametrize(
    "address",
    [
        f"https://elsewhere.test{DOCUMENT}",
        f"/de/evidence/documents/{UID}/",
        f"/evidence/documents/{UID}/",
        "/fr/about/",
        "/",
        "http://[",
        "/fr/evidence/documents/none/",
    ],
)
def test_other_addresses_are_about_nothing(settings, address):
    settings.PARVIS_ORIGIN = "https://parvis.test"

    assert addresses.urn_at(address, None) is None
