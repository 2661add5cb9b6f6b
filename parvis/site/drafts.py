"""What someone has typed of a commitment, on the page for it or on a form of another room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parvis.assessments.facets import LANGUAGES
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
    """A field that says no language (`title`), or one for each language (`title_fr`)."""
    areas = (line.strip() for line in sent.get("policy_areas", "")[:LONGEST].splitlines())
    return Draft(_joined(sent, _TITLE), _joined(sent, _TEXT), [area for area in areas if area])


def _joined(sent: Mapping[str, str], names: Sequence[str]) -> Multilingual:
    """Words that say no language may be of any in which commitments are written."""
    return Multilingual({code: _written(sent, names, code) for code in LANGUAGES})


def _written(sent: Mapping[str, str], names: Sequence[str], code: str) -> str:
    fields = [field for name in names for field in (name, f"{name}_{code}")]
    return "\n".join(filter(None, (sent.get(field, "").strip() for field in fields)))[:LONGEST]
