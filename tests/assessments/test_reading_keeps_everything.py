"""Nothing is dropped: each line of the page is a label, or stands in what was read or in its notices."""

from collections.abc import Iterator
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.assessments.standards.published_report import read
from parvis.assessments.standards.published_report.labels import labels
from parvis.assessments.standards.published_report.lines import Line, text_lines
from parvis.assessments.standards.published_report.tooltips import taken_out
from parvis.assessments.standards.published_report.words import folded
from parvis.assessments.types import PublishedReport, ReportKind

from .published import EMAIL, LANGUAGES, STYLES, published

# What the page prints around answers, and chosen answers, which are kept as codes.
LABELS = ("heading", "header", "field", "value", "option", "section", "furniture", "end")


def leaves(value: object) -> Iterator[str]:
    if isinstance(value, tuple | list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield str(value)


def letters(text: str) -> str:
    """However long the text."""
    return "".join(word for start in range(0, len(text), 1000) for word in folded(text[start : start + 1000]))


def lost(text: str, report: PublishedReport) -> list[str]:
    known = labels(report.language)
    titles = [letters(label.text) for number in "123" for label in known.of("section_title", f"{report.kind} {number}")]
    found = letters(" ".join(leaves(astuple(report))))
    asked = {answer.line for answer in report.answers}

    def is_label(line: Line) -> bool:
        numbered = (
            line.text[-1] in ".:" and len(line.words) == 2 and any(word.isdecimal() for word in line.words.folded)
        )
        return bool(
            numbered
            or line.number in asked
            or known.find(line.words, *LABELS)
            or any(letters(line.text) in title for title in titles)
        )

    lines, _terms = taken_out(text_lines(text.replace(EMAIL, "")))
    return [line.text for line in lines if not is_label(line) and letters(line.unmarked) not in found]


@pytest.mark.parametrize("kind", list(ReportKind))
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_page_is_lost(kind, style, language):
    report = published(kind, style=style, language=language)

    assert lost(report.text, read(report.content)) == []


@settings(max_examples=30)
@given(st.sampled_from(ReportKind), st.sampled_from(STYLES), st.sampled_from(LANGUAGES), st.data())
def test_nothing_is_lost_where_lines_are_lost_or_stray(kind, style, language, data):
    lines = published(kind, style=style, language=language).text.split("\n")
    heading = next(place for place, line in enumerate(lines) if " – " in line)
    for _time in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(heading + 1, len(lines) - 2))
        if data.draw(st.booleans()):
            lines.insert(place, f"A stray line number {place}")
        else:
            del lines[place]
    text = "\n".join(lines)

    assert lost(text, read(text.encode())) == []


def test_a_stray_line_stands_in_the_notices_with_its_line():
    lines = published(style="C").text.split("\n")
    lines.insert(7, "A stray line")

    notices = read("\n".join(lines).encode()).notices

    assert [(notice.line, notice.text) for notice in notices if "stray" in notice.text] == [(8, "A stray line")]
