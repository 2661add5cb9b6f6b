"""What a reading says of itself: the margin of the page."""

from dataclasses import dataclass, field

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
            named = ", ".join(f"“{text}” (line {line})" for text, line in self.assumed.items())
            first = min(self.assumed.values())
            notices.append(
                Notice(first, f"Read by labels that we assume and have not seen in a published report: {named}.")
            )
        if self.by_number:
            named = ", ".join(f"{code} (line {line})" for code, line in self.by_number.items())
            first = min(self.by_number.values())
            notices.append(Notice(first, f"Known by their number only, since their wording is new to us: {named}."))
        return tuple(sorted(notices, key=lambda notice: notice.line))
