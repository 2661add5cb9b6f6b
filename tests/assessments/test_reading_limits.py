"""What once kept the reader busy for ever."""

import pytest

from parvis.assessments.errors import NotAReport
from parvis.assessments.standards.published_report import read


def test_a_comment_longer_than_libxml2_takes_ends():
    with pytest.raises(NotAReport):
        read(b"<html>" + b"<!--" * 2_600_000)
