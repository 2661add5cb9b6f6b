"""The generator itself: what it says is true is what it prints."""

import pytest

from parvis.assessments.types import AnswerStatus, ReportKind

from .published import LANGUAGES, STYLES, published

every_style = pytest.mark.parametrize("style", STYLES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_style
@every_language
@pytest.mark.parametrize("as_html", [False, True], ids=["text", "html"])
@pytest.mark.parametrize("kind", list(ReportKind))
def test_each_question_stands_on_its_line(kind, style, language, as_html):
    report = published(kind, style=style, language=language, as_html=as_html)
    lines = report.text.split("\n")

    assert [answer.question for answer in report.truth.answers if answer.question not in lines[answer.line - 1]] == []


def test_an_inception_report_has_what_real_ones_have():
    truth = published("inception", style="C").truth

    missing = [answer for answer in truth.answers if answer.status == AnswerStatus.MISSING_IN_SOURCE]
    assert (len(truth.answers), len(missing)) == (35, 20)
    assert [len(commitment.milestones) for commitment in truth.commitments] == [5, 3, 3, 2, 3]


def test_an_end_of_commitment_report_has_what_real_ones_have():
    truth = published("end_of_commitment", style="B").truth

    missing = [answer.question for answer in truth.answers if answer.status == AnswerStatus.MISSING_IN_SOURCE]
    assert (len(truth.answers), missing) == (9, ["1.1", "2.1.3", "2.2"])
