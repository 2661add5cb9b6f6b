"""What a reading says of itself: the margin of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ...types import Notice
from .labels import Label
from .lines import Line


@dataclass
class Margin:
    """What the reading says of itself: notices, and the assumed labels through which it read."""

    notices: list[Notice] = field(default_factory=list)
    assumed: dict[str, int] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)

    def note(self, line: Line | int, text: str) -> None:
        self.notices.append(Notice(line if isinstance(line, int) else line.number, text))

    def keep(self, *lines: Line) -> None:
        """Text without a slot, as printed."""
        for line in lines:
            self.note(line, line.text)

    def used(self, label: Label, line: Line) -> None:
        if not label.is_seen:
            self.assumed.setdefault(label.text, line.number)

    def all_notices(self) -> tuple[Notice, ...]:
        notices = list(self.notices)
        if self.assumed:
            said = _("Read by labels that we assume and have not seen in a published report: %s.")
            notices.append(_naming(said, {_("“%s”") % text: line for text, line in self.assumed.items()}))
        if self.by_number:
            said = _("Known by their number only, since their wording is new to us: %s.")
            notices.append(_naming(said, self.by_number))
        return tuple(sorted(notices, key=lambda notice: notice.line))


def _naming(said: str, lines: Mapping[str, int]) -> Notice:
    """`lines` are the first of each name; the notice stands at the first of all."""
    named = [_("%(name)s (line %(line)s)") % {"name": name, "line": line} for name, line in lines.items()]
    return Notice(min(lines.values()), said % ", ".join(named))
