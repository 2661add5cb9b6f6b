"""From JSON to what a report says, or to the first thing that is wrong with it, with where it stands."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from parvis.kernel.dates import PartialDate

from ...errors import ReportFileRefused
from ...types import (
    NOT_APPLICABLE,
    AnswerStatus,
    GlossaryTerm,
    Notice,
    PrintedComment,
    PublishedReport,
    ReadAnswer,
    ReadCitation,
    ReadCommitment,
    ReadProposal,
    ReportKind,
)
from .. import report_forms
from ..report_forms import Form, Question

SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_name("schema.json").read_text())
_is_url = URLValidator(schemes=["http", "https"])


def parsed(content: bytes) -> PublishedReport:
    """Raises `ReportFileRefused` for anything that is not a report as JSON."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ReportFileRefused(_("This is not JSON, or not whole: %s.") % error) from error
    return from_json(data)


def from_json(data: Any) -> PublishedReport:
    """Raises `ReportFileRefused`, which says where the data is not as `schema.json` and its form have it."""
    error = best_match(_validator().iter_errors(data))
    if error is not None:
        raise _told(tuple(error.absolute_path), error)
    require_writable(data)
    report = _report(data)
    _require_agreement(report)
    return report


def require_writable(data: Any) -> None:
    """Raises `ReportFileRefused` where a text holds what no table keeps: a NUL, or half a character."""
    for path, text in _texts(data, ()):
        if "\0" in text or any("\ud800" <= one <= "\udfff" for one in text):
            raise _refused(path, _("it holds characters that no text has"))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(SCHEMA)


def _report(data: dict[str, Any]) -> PublishedReport:
    kind = ReportKind(data["kind"])
    return PublishedReport(
        kind=kind,
        form=data.get("form") or report_forms.form_for(kind).name,
        language=data["language"],
        title=data["title"],
        member=data["member"],
        plan=data["plan"],
        evaluators=tuple(data.get("evaluators", ())),
        commitment=data.get("commitment"),
        commitments=tuple(_commitment(one) for one in data.get("commitments", ())),
        answers=tuple(_answer(one) for one in data["answers"]),
        comments=tuple(PrintedComment(**one) for one in data.get("comments", ())),
        glossary=tuple(GlossaryTerm(**one) for one in data.get("glossary", ())),
        notices=tuple(Notice(int(one["line"]), one["text"]) for one in data.get("notices", ())),
        retold_from=data.get("retold_from"),
    )


def _commitment(data: dict[str, Any]) -> ReadCommitment:
    return ReadCommitment(**data | {"number": _whole(data["number"]), "milestones": tuple(data.get("milestones", ()))})


def _answer(data: dict[str, Any]) -> ReadAnswer:
    proposed = data.get("proposed")
    return ReadAnswer(
        section=data["section"],
        question=data["question"],
        commitment=_whole(data.get("commitment")),
        value=data.get("value"),
        option=data.get("option"),
        status=AnswerStatus(data["status"]),
        explanation=data.get("explanation", ""),
        citations=tuple(ReadCitation(**one) for one in data.get("citations", ())),
        proposed=_proposal(proposed) if proposed else None,
        line=_whole(data.get("line")),
    )


def _proposal(data: dict[str, Any]) -> ReadProposal:
    proposal = ReadProposal(**data)
    return replace(proposal, reached=_whole(proposal.reached), total=_whole(proposal.total))


def _whole(number: Any) -> int | None:
    """JSON knows one kind of number: 2.0 is 2."""
    return None if number is None else int(number)


def _require_agreement(report: PublishedReport) -> None:
    """What a schema cannot say: the form has these questions and choices, and the report these commitments."""
    form = report_forms.forms().get(report.form)
    if form is None or form.kind != report.kind:
        raise _refused(("form",), _("there is no such form of this kind of report"))
    if report.kind == ReportKind.END_OF_COMMITMENT and len(report.commitments) != 1:
        raise _refused(("commitments",), _("an End of Commitment Report is about one commitment"))
    asked: set[tuple] = set()
    for number, answer in enumerate(report.answers):
        problem = _problem(answer, form, report)
        key = (answer.section, answer.commitment, answer.question)
        if problem or key in asked:
            raise _refused(("answers", number), problem or _("the question has been answered before"))
        asked.add(key)


def _problem(answer: ReadAnswer, form: Form, report: PublishedReport) -> str:
    question = form.asked(answer.section, answer.question, answer.commitment)
    if question is None:
        return _("the form has no such question")
    if answer.commitment is not None and answer.commitment not in {one.number for one in report.commitments}:
        return _("the report has no commitment with this number")
    is_given = answer.status == AnswerStatus.GIVEN
    if question.has_only_text and (answer.value or answer.option):
        return _("this question is answered with text alone")
    if not question.has_only_text and is_given != bool(answer.value or answer.option):
        return _("an answer is given with its value or option, and missing without")
    if not _is_choice(question, answer):
        return _("the form does not offer this value or option")
    return _problem_of_citations(answer)


def _is_choice(question: Question, answer: ReadAnswer) -> bool:
    values = {one.code for one in question.scale.values} if question.scale else set()
    if question.may_be_not_applicable:
        values.add(NOT_APPLICABLE)
    options = {one.code for one in question.options}
    proposed = answer.proposed.value if answer.proposed else None
    return {answer.value, proposed} - {None} <= values | (options & {proposed}) and {answer.option} - {None} <= options


def _problem_of_citations(answer: ReadAnswer) -> str:
    for citation in answer.citations:
        if citation.url is not None and not is_url(citation.url):
            return _("an address on the web begins with https:// or http:// and is written as browsers take it")
        if citation.accessed_on is not None and not _is_date(citation.accessed_on):
            return _("there is no such day")
    return ""


def _is_date(text: str) -> bool:
    try:
        return PartialDate.parse(text).text == text
    except ValueError:
        return False


def is_url(text: str) -> bool:
    """Whether a citation can keep it as its address."""
    try:
        _is_url(text)
    except ValidationError:
        return False
    return len(text) <= 2000


def _texts(data: Any, path: tuple) -> Iterator[tuple[tuple, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, list):
        for number, one in enumerate(data):
            yield from _texts(one, (*path, number))
    elif isinstance(data, dict):
        for name, one in data.items():
            yield from _texts(one, (*path, name))


def _refused(path: tuple, problem: str) -> ReportFileRefused:
    where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    return ReportFileRefused(
        _("This is no report file: at %(where)s, %(problem)s.") % {"where": where or "$", "problem": problem}
    )


def _told(path: tuple, error: Any) -> ReportFileRefused:
    """`error` is a `jsonschema.ValidationError`."""
    wanted = error.validator_value
    match error.validator:
        case "additionalProperties":
            known = error.schema["properties"]
            name = next((name for name in error.instance if name not in known), "")
            problem = _("there is no field %s") % name
        case "required":
            problem = _("the field %s is missing") % next(name for name in wanted if name not in error.instance)
        case "type":
            problem = _("a value of the type %s is wanted") % wanted
        case "enum":
            problem = _("one of these is wanted: %s") % ", ".join(map(str, wanted))
        case "pattern" if "evaluators" in path:
            problem = _("a name is wanted, and addresses of people are not kept")
        case _:
            problem = _("the value is not written as it must be, or too long, too short, too large or too small")
    return _refused(path, problem)
