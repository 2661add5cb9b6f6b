"""TLS: the certificate is checked against the name, although the connection goes to an address."""

import hashlib
import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from parvis.kernel.fetching.errors import BadCertificate
from tests.kernel.fetching.sites import HOST, client, page, site

AUTHORITY = trustme.CA()


def serving(authority=AUTHORITY, name=HOST, **when):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate = authority.issue_cert(name, **when)
    certificate.configure_cert(context)
    return context, certificate


@pytest.fixture
def trusting():
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def test_a_good_certificate_is_kept_by_its_hash(settings, trusting):
    context, certificate = serving()
    der = ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())
    with (
        site(page(), tls=context) as here,
        client(here, settings, tls=trusting).fetch(here.url(scheme="https")) as answer,
    ):
        assert answer.last.wire.certificate_sha256 == hashlib.sha256(der).hexdigest()


@pytest.mark.parametrize(
    "made",
    [
        {"not_after": datetime.now(UTC) - timedelta(days=1)},
        {"name": "other.example"},
        {"name": "127.0.0.1"},
        {"authority": trustme.CA()},
    ],
    ids=["expired", "of another name", "of the address", "of an unknown authority"],
)
def test_a_bad_certificate_is_refused(settings, trusting, made):
    context, _certificate = serving(**made)
    with site(page(), tls=context) as here, pytest.raises(BadCertificate):
        client(here, settings, tls=trusting).fetch(here.url(scheme="https"))
    assert here.asked == []


def test_nobody_is_trusted_who_is_not_known(settings):
    """With the client's own list of authorities: a certificate that its owner signed."""
    context, _certificate = serving()
    with site(page(), tls=context) as here, pytest.raises(BadCertificate):
        client(here, settings).fetch(here.url(scheme="https"))


def test_a_site_that_speaks_no_tls(settings, trusting):
    with site(page()) as here, pytest.raises(BadCertificate):
        client(here, settings, tls=trusting).fetch(here.url(scheme="https"))
