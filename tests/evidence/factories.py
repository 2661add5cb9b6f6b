"""Boring valid citations and documents."""

import hashlib
from datetime import UTC, datetime

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from parvis.evidence.models import Citation, Document
from parvis.kernel.languages import Multilingual

BODY = "urn:parvis:member:00000000-0000-4000-8000-000000000001"
AT = datetime(2022, 1, 1, tzinfo=UTC)


class CitationFactory(DjangoModelFactory):
    class Meta:
        model = Citation

    kind = Citation.Kind.WEB_PAGE
    body = BODY
    url = factory.Sequence("https://example.org/source/{}".format)
    title = factory.Sequence(lambda n: Multilingual({"en": f"Source {n}", "fr": f"Source {n}"}))
    recorded_at = AT


class DocumentFactory(DjangoModelFactory):
    """A published text file; `published_at=None` for one that waits."""

    class Meta:
        model = Document

    class Params:
        content = factory.Sequence(lambda n: f"Minutes of meeting {n}\n".encode())

    body = BODY
    title = factory.Sequence(lambda n: Multilingual({"en": f"Minutes {n}", "fr": f"Procès-verbal {n}"}))
    language = "en"
    file_name = factory.Sequence("minutes-{}.txt".format)
    file = factory.LazyAttribute(lambda document: ContentFile(document.content, name=document.file_name))
    media_type = "text/plain"
    size = factory.LazyAttribute(lambda document: len(document.content))
    sha256 = factory.LazyAttribute(lambda document: hashlib.sha256(document.content).hexdigest())
    uploaded_at = AT
    published_at = AT
