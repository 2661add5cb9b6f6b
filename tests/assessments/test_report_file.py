"""The JSON of a report: as it is written, and what is refused of what others write."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.assessments.errors import ReportFileRefused
from parvis.assessments.standards.report_file import SCHEMA, as_json, content_sha256, from_json, line, parsed, written
from parvis.assessments.standards.report_forms import forms
from parvis.assessments.types import (
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

from .readings import end_of_commitment, inception

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
maybe = st.one_of(st.just(""), words)
citations = st.builds(
    ReadCitation,
    words,
    st.sampled_from([None, "https://example.org/a?b=c#d"]),
    st.sampled_from([None, "2022", "2022-02", "2022-02-10"]),
    st.sampled_from(["web_page", "public_document", "interview", "not_public"]),
)


@st.composite
def answers(draw, question, commitment):
    value = option = None
    choices = [value.code for value in question.scale.values] if question.scale else []
    choices += ["not_applicable"] * question.may_be_not_applicable
    if choices:
        value = draw(st.sampled_from([None, *choices]))
    if question.options:
        option = draw(st.sampled_from([None, *(option.code for option in question.options)]))
    is_given = bool(value or option) if choices or question.options else draw(st.booleans())
    proposals = st.builds(
        ReadProposal, st.sampled_from(choices or ["-"]), words, st.integers(0, 99), st.integers(0, 99)
    )
    return ReadAnswer(
        question.section,
        question.printed(commitment),
        commitment,
        value,
        option,
        AnswerStatus.GIVEN if is_given else AnswerStatus.MISSING_IN_SOURCE,
        draw(maybe),
        tuple(draw(st.lists(citations, max_size=2))),
        draw(st.one_of(st.none(), proposals)) if choices and not is_given else None,
        draw(st.one_of(st.none(), st.integers(1, 9999))),
    )


@st.composite
def reports(draw):
    form = draw(st.sampled_from(list(forms().values())))
    is_inception = form.kind == ReportKind.INCEPTION
    numbers = draw(st.lists(st.integers(1, 9), min_size=1, max_size=2, unique=True)) if is_inception else [None]
    asked = [
        (question, number)
        for question in form.questions
        for number in (numbers if question.code.startswith("n.") else [None])
    ]
    picked = draw(
        st.lists(st.sampled_from(asked), max_size=6, unique_by=lambda one: (one[0].section, one[0].code, one[1]))
    )
    milestones = st.lists(words, max_size=2).map(tuple)
    return PublishedReport(
        form.kind,
        form.name,
        draw(st.sampled_from(["en", "fr", "es"])),
        draw(words),
        draw(maybe),
        draw(maybe),
        tuple(draw(st.lists(words.filter(lambda name: "@" not in name), max_size=2))),
        draw(words) if form.kind == ReportKind.END_OF_COMMITMENT else None,
        tuple(ReadCommitment(n, draw(words), draw(maybe), draw(maybe), draw(milestones)) for n in numbers),
        tuple(draw(answers(question, number)) for question, number in picked),
        tuple(draw(st.lists(st.builds(PrintedComment, words, maybe, maybe), max_size=2))),
        tuple(draw(st.lists(st.builds(GlossaryTerm, words, words, st.booleans()), max_size=2))),
        tuple(draw(st.lists(st.builds(Notice, st.integers(1, 9999), maybe), max_size=2))),
        draw(st.sampled_from([None, "https://example.org/report"])),
    )


@given(reports())
def test_what_is_written_is_read_as_it_was(report):
    assert parsed(written(report).encode()) == report


@given(reports())
def test_on_one_line_it_is_the_same(report):
    assert line(report).count("\n") == 1
    assert parsed(line(report).encode()) == report


@given(reports(), reports())
def test_the_same_content_has_the_same_digest_and_other_content_another(report, other):
    """Lines and notices are of the file; everything else is of the report."""
    bare = replace(report, notices=(), answers=tuple(replace(one, line=None) for one in report.answers))

    assert content_sha256(bare) == content_sha256(report)
    assert (content_sha256(other) == content_sha256(report)) == (
        {**as_json(other), "notices": [], "answers": _without_lines(other)}
        == {**as_json(report), "notices": [], "answers": _without_lines(report)}
    )


def _without_lines(report):
    return [{**one, "line": None} for one in as_json(report)["answers"]]


def test_it_has_the_shape_that_was_agreed():
    said = as_json(end_of_commitment())

    assert list(said)[:8] == ["kind", "form", "language", "title", "member", "plan", "evaluators", "commitment"]
    assert said["answers"][0] == {
        "section": "1",
        "commitment": None,
        "question": "1.1",
        "value": None,
        "option": None,
        "status": "missing_in_source",
        "explanation": "Two out of three milestones have been reached.",
        "citations": [],
        "proposed": {
            "value": "substantial",
            "quotation": "Two out of three milestones have been reached.",
            "reached": 2,
            "total": 3,
        },
        "line": 11,
    }


def test_its_page_names_every_field():
    page = (Path(__file__).parents[2] / "docs" / "report-file.md").read_text()

    assert [name for name in _names(SCHEMA) if f"`{name}`" not in page] == []


def _names(schema):
    """Of every field, at every depth."""
    for name, inner in schema.get("properties", {}).items():
        yield name
        yield from _names(inner)
    for inner in [schema.get("items", {}), *schema.get("anyOf", ())]:
        yield from _names(inner) if inner else ()


def test_fields_of_ours_may_be_left_out():
    said = {name: as_json(inception())[name] for name in ("kind", "language", "title", "member", "plan", "commitments")}

    assert from_json({**said, "answers": []}).form == "inception-1"


def changed(path, value) -> dict:
    """The JSON of an Inception Report, with one value replaced, or taken out (`...`)."""
    said = json.loads(written(inception()))
    *before, last = path
    holder = said
    for step in before:
        holder = holder[step]
    if value is ...:
        del holder[last]
    else:
        holder[last] = value
    return said


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (["kind"], "review", "at kind, one of these is wanted: inception, end_of_commitment"),
        (["member"], ..., "the field member is missing"),
        (["member"], 3, "at member, a value of the type string is wanted"),
        (["author"], "Ada", "there is no field author"),
        (["evaluators", 0], "ada@example.org", "addresses of people are not kept"),
        (["form"], "end-of-commitment-1", "at form, there is no such form"),
        (["form"], "inception-9", "at form, there is no such form"),
        (["answers", 0, "question"], "1.9", "at answers[0], the form has no such question"),
        (["answers", 1, "question"], "1.1", "at answers[1], the question has been answered before"),
        (["answers", 1, "value"], "major", "the form does not offer"),
        (["answers", 1, "value"], None, "given with its value"),
        (["answers", 0, "value"], "no", "missing without"),
        (["answers", 3, "option"], "all_as_planned", "the form does not offer"),
        (["answers", 4, "value"], "yes", "answered with text alone"),
        (["answers", 2, "commitment"], 2, "the form has no such question"),
        (["answers", 0, "citations", 0, "url"], "javascript:alert(1)", "an address on the web"),
        (["answers", 0, "citations", 0, "accessed_on"], "2022-02-30", "there is no such day"),
        (["answers", 0, "citations", 0, "accessed_on"], "2022\n", "there is no such day"),
        (["answers", 0, "citations", 0, "accessed_on"], "yesterday", "answers[0].citations[0].accessed_on"),
        (["answers", 0, "explanation"], "a\0b", "characters that no text has"),
        (["answers", 0, "explanation"], "a\ud800b", "characters that no text has"),
        (["commitments", 0, "number"], 10**30, "too large"),
        (["comments", 0, "text"], "", "at comments[0].text"),
    ],
)
def test_what_is_no_report_is_refused_where_it_stands(path, value, told):
    with pytest.raises(ReportFileRefused) as refused:
        from_json(changed(path, value))

    assert told in str(refused.value)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"1" * 5000, b"\xff\xfe\x00", b"[" * 100_000, b"{}", b'{"kind": NaN}', b"\0\0\0\0"],
)
def test_what_is_no_json_or_another_json_is_refused(content):
    with pytest.raises(ReportFileRefused):
        parsed(content)


def test_an_end_of_commitment_report_is_about_one_commitment():
    with pytest.raises(ReportFileRefused, match="about one commitment"):
        from_json({**as_json(end_of_commitment()), "commitments": []})


def test_any_json_may_carry_a_byte_order_mark_or_be_utf_16():
    text = written(inception())

    assert parsed(text.encode("utf-8-sig")) == parsed(text.encode("utf-16")) == inception()


@given(st.recursive(st.none() | st.booleans() | st.floats() | words, lambda x: st.lists(x) | st.dictionaries(words, x)))
def test_no_json_makes_it_fall(data):
    with pytest.raises(ReportFileRefused):
        from_json(data)
