"""Texts with one published version, or as many as are given."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from parvis.kernel.languages import Multilingual
from parvis.texts.models import Clause, Text, Version

PASSAGES = {
    "problem": {"en": "Few people reuse open data.", "fr": "Peu de gens réutilisent les données ouvertes."},
    "action": {"en": "Make the portal easier to use.", "fr": "Rendre le portail plus facile à utiliser."},
}


def text_of(owner: str, body: str, *versions: Mapping[str, Mapping[str, str]]) -> Text:
    """A published text; each version is its headings with one clause each."""
    text = Text.objects.create(owner=owner, body=body)
    for number, passages in enumerate(versions or (PASSAGES,), 1):
        text.current = _version(text, number, list(passages.items()))
    text.save(update_fields=["current"])
    return text


def _version(text: Text, number: int, passages: Sequence[tuple[str, Mapping[str, str]]]) -> Version:
    at = datetime(2022, 1, number, tzinfo=UTC)
    version = Version.objects.create(
        text=text,
        number=number,
        reason=Multilingual(
            {"en": "The committee asked for it.", "fr": "Le comité l’a demandé."} if number > 1 else {}
        ),
        sha256=hashlib.sha256(repr(passages).encode()).hexdigest(),
        author="urn:parvis:system:import",
        recorded_at=at,
        published_at=at,
    )
    Clause.objects.bulk_create(
        Clause(version=version, heading=heading, number=1, words=Multilingual(words)) for heading, words in passages
    )
    return version
