"""A file as people have it, read: a saved page or a plain text of a published report, or the report as JSON."""

import hashlib

from .keepable import keepable
from .standards import published_report, report_file
from .types import PublishedReport, ReportFileGiven


def read_file(content: bytes, *, name: str = "") -> PublishedReport:
    """As it can be kept, without the e-mail addresses of people. Raises `NotAReport`, or `ReportFileRefused` of JSON
    that is no report."""
    if content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return keepable(report_file.parsed(published_report.without_addresses(content)))
    return keepable(published_report.read(content, name=name))


def given(content: bytes, *, name: str) -> ReportFileGiven:
    """The file as commands take it: what it was by its digest, and without the e-mail addresses of people."""
    return ReportFileGiven(name, hashlib.sha256(content).hexdigest(), published_report.without_addresses(content))
