"""What someone has typed of a commitment, on the page for it or on a form of another room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parvis.assessments.facets import LANGUAGES
from parvis.kernel.languages import Multilingual
from parvis.plans.types import Heading

# As the page's own form takes. More would only cost: anyone may ask, as often as they like.
LONGEST_TITLE, LONGEST_TEXT, MOST_AREAS = 300, 3000, 20
_LONGEST_AREA = 100
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

    @property
    def areas_by_line(self) -> str:
        return "\n".join(self.policy_areas)


def read(sent: Mapping[str, str]) -> Draft:
    """A field that says no language (`title`), or one for each language (`title_fr`)."""
    title, text = _joined(sent, _TITLE, LONGEST_TITLE), _joined(sent, _TEXT, LONGEST_TEXT)
    areas = (line.strip()[:_LONGEST_AREA] for line in sent.get("policy_areas", "")[:LONGEST_TEXT].splitlines())
    return Draft(title, text, [area for area in areas if area][:MOST_AREAS])


def _joined(sent: Mapping[str, str], names: Sequence[str], longest: int) -> Multilingual:
    """Words that say no language may be of any in which commitments are written."""
    return Multilingual({code: _written(sent, names, code)[:longest] for code in LANGUAGES})


def _written(sent: Mapping[str, str], names: Sequence[str], code: str) -> str:
    fields = [field for name in names for field in (name, f"{name}_{code}")]
    return "\n".join(filter(None, (sent.get(field, "").strip() for field in fields)))
