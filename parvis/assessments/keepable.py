"""A report as the tables can keep it, with a notice of each thing that must be kept in another place than its own."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from .standards.report_file import is_url
from .types import Notice, PrintedComment, PublishedReport, ReadAnswer, ReadCitation

_LONGEST_COMMENT, _LONGEST_SIGNATURE, _LONGEST_NAME = 5000, 100, 300


def keepable(report: PublishedReport) -> PublishedReport:
    """The same report, unless an address is none, a comment is empty, or a comment or a name is too long for here."""
    kept = [one for one in report.comments if _fits(one)]
    names = [name for name in report.evaluators if len(name) <= _LONGEST_NAME]
    notices = [*report.notices, *_about_addresses(report), *_about_comments(report), *_about_names(report)]
    answers = tuple(replace(one, citations=tuple(map(_citation, one.citations))) for one in report.answers)
    return replace(report, evaluators=tuple(names), answers=answers, comments=tuple(kept), notices=tuple(notices))


def _citation(one: ReadCitation) -> ReadCitation:
    return one if _is_whole(one) else replace(one, url=None)


def _is_whole(one: ReadCitation) -> bool:
    return one.url is None or is_url(one.url)


def _fits(one: PrintedComment) -> bool:
    return 0 < len(one.text) <= _LONGEST_COMMENT and len(one.author) <= _LONGEST_SIGNATURE and len(one.date) <= 100


def _about_addresses(report: PublishedReport) -> Iterator[Notice]:
    for answer in report.answers:
        for citation in answer.citations:
            if not _is_whole(citation):
                yield Notice(_line(answer), _("This is no address on the web that can be kept: %s") % citation.url)


def _about_comments(report: PublishedReport) -> Iterator[Notice]:
    for one in report.comments:
        if not _fits(one):
            words = " – ".join(filter(None, [one.author, one.date, one.text]))
            too_long = _("This comment is longer than comments may be here: %s")
            yield Notice(1, (too_long if one.text else _("This comment has lost its words: %s")) % words)


def _about_names(report: PublishedReport) -> Iterator[Notice]:
    for name in report.evaluators:
        if len(name) > _LONGEST_NAME:
            yield Notice(1, _("This stands for the name of an evaluator, and is longer than a name may be: %s") % name)


def _line(answer: ReadAnswer) -> int:
    return answer.line or 1
