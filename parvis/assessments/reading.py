"""A file as people have it, read: a saved page or a plain text of a published report, or the report as JSON."""

import hashlib

from django.utils.translation import gettext as _

from .errors import NotAReport
from .standards import report_file
from .types import PublishedReport, ReportFileGiven


def read_file(content: bytes, *, name: str = "") -> PublishedReport:
    """Raises `NotAReport`, or `ReportFileRefused` of JSON that is no report."""
    if _is_json(content):
        return report_file.parsed(content)
    raise NotAReport(_("This is no report that can be read."))


def given(content: bytes, *, name: str) -> ReportFileGiven:
    """The file as commands take it: what it was by its digest, and without the e-mail addresses of people."""
    return ReportFileGiven(name, hashlib.sha256(content).hexdigest(), content)


def _is_json(content: bytes) -> bool:
    return content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
