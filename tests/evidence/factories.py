"""Boring valid citations and documents."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from parvis.evidence.models import Citation
from parvis.kernel.languages import Multilingual


class CitationFactory(DjangoModelFactory):
    class Meta:
        model = Citation

    kind = Citation.Kind.WEB_PAGE
    body = "urn:parvis:member:00000000-0000-4000-8000-000000000001"
    url = factory.Sequence("https://example.org/source/{}".format)
    title = factory.Sequence(lambda n: Multilingual({"en": f"Source {n}", "fr": f"Source {n}"}))
    recorded_at = datetime(2022, 1, 1, tzinfo=UTC)
