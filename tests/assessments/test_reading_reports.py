"""Every style, language and format of the generator is read as it is true."""

from dataclasses import replace

import pytest

from parvis.assessments.standards.published_report import read
from parvis.assessments.types import ReportKind

from .published import LANGUAGES, STYLES, published

every_style = pytest.mark.parametrize("style", STYLES)
every_language = pytest.mark.parametrize("language", LANGUAGES)
every_kind = pytest.mark.parametrize("kind", list(ReportKind))
every_format = pytest.mark.parametrize("as_html", [False, True], ids=["text", "html"])


@every_kind
@every_style
@every_language
@every_format
def test_what_is_read_is_true(kind, style, language, as_html):
    report = published(kind, style=style, language=language, as_html=as_html)

    assert replace(read(report.content), notices=()) == report.truth
