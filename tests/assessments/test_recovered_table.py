"""The tables of docs/published-reports.md: reports of the same layout are read to the same values."""

import pytest

from parvis.assessments.standards.published_report import read
from parvis.assessments.types import AnswerStatus, ReadAnswer
from tools import docs

from .published import published

PAGE = docs.DOCS / "published-reports.md"


def rows(heading: str) -> list[tuple[str, ...]]:
    """Section, commitment, question, value, text."""
    table = PAGE.read_text().split(f"### {heading}\n")[1].split("\n#")[0]
    cells = [
        tuple(cell.strip() for cell in line.split("|")[1:6]) for line in table.split("\n") if line.startswith("| ")
    ]
    return [row for row in cells if row[0].isdecimal()]


def row(answer: ReadAnswer) -> tuple[str, ...]:
    value = answer.value or answer.option
    shown = f"`{value}`" if value else "missing" if answer.status == AnswerStatus.MISSING_IN_SOURCE else "text only"
    if answer.proposed:
        shown = f"{shown}; `{answer.proposed.value}` proposed"
    text = "yes" if answer.explanation else "no"
    return answer.section, str(answer.commitment or ""), answer.question, shown, text


@pytest.mark.parametrize(
    ("heading", "kind", "style"),
    [("Inception Report", "inception", "C"), ("End of Commitment Report", "end_of_commitment", "B")],
)
def test_the_table_is_what_such_a_report_gives(heading, kind, style):
    assert [row(answer) for answer in read(published(kind, style=style).content).answers] == rows(heading)
