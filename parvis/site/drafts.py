"""What someone has typed of a commitment, on the page for it or on a form of another room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from parvis.kernel.languages import Multilingual
from parvis.plans.types import Heading

LONGEST = 30_000
_TITLE = ("title",)
# The forms of the plans' room: its passages, with and without the prefix that tells them from the rest.
_TEXT = ("text", *(f"text-{heading.value}" for heading in Heading), *(heading.value for heading in Heading))


@dataclass(frozen=True)
class Draft:
    title: Multilingual
    text: Multilingual
    policy_areas: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.title or self.text or self.policy_areas)


def read(sent: Mapping[str, str]) -> Draft:
    """A field in the language of the page (`title`), or one for each language (`title_fr`)."""
    areas = (line.strip() for line in sent.get("policy_areas", "")[:LONGEST].splitlines())
    return Draft(_joined(sent, _TITLE), _joined(sent, _TEXT), [area for area in areas if area])


def _joined(sent: Mapping[str, str], names: Sequence[str]) -> Multilingual:
    spoken = get_language() or "en"
    texts = {}
    for code, _name in settings.LANGUAGES:
        written = [sent.get(f"{name}_{code}", "") for name in names]
        if code == spoken:
            written += [sent.get(name, "") for name in names]
        texts[code] = "\n".join(filter(None, (one.strip() for one in written)))[:LONGEST]
    return Multilingual(texts)
