"""Texts as history knows them: published, with one version, or as many as are given."""

from collections.abc import Mapping

from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.texts import commands
from parvis.texts.models import Text
from parvis.texts.types import Passage

PASSAGES = {
    "problem": {"en": "Few people reuse open data.", "fr": "Peu de gens réutilisent les données ouvertes."},
    "action": {"en": "Make the portal easier to use.", "fr": "Rendre le portail plus facile à utiliser."},
}
REASON = Multilingual({"en": "The committee asked for it.", "fr": "Le comité l’a demandé."})


def passages(texts: Mapping[str, Mapping[str, str]]) -> list[Passage]:
    return [Passage(heading, Multilingual(words)) for heading, words in texts.items()]


def draft_of(owner: str, body: str) -> Text:
    """A text that nobody outside has seen."""
    return commands.begin_text(owner=owner, body=body, passages=passages(PASSAGES), by=IMPORT)


def text_of(owner: str, body: str, *versions: Mapping[str, Mapping[str, str]]) -> Text:
    """A published text; each version is its headings with what is written under them."""
    text = commands.begin_text(owner=owner, body=body, passages=(), by=IMPORT)
    for number, version in enumerate(versions or (PASSAGES,), 1):
        reason = REASON if number > 1 else Multilingual()
        commands.record_past_version(text, passages(version), by=IMPORT, reason=reason)
    text.refresh_from_db()
    return text
