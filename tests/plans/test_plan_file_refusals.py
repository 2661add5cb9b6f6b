"""Whatever is wrong with a plan file is told with its line, its field, and what to do; all of it at once."""

import json
from datetime import date

import pytest
from django.utils.translation import override

from parvis.plans.standards.plan_file import PlanFileRefused, read, written

from .plan_documents import SMALL, small

TODAY = date(2026, 1, 1)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))
BEGINNING = "plan_file: 1\nmember: {slug: somewhere, name: {en: Somewhere}, kind: local, languages: [en]}\n"


def problems(raw: bytes | str | dict) -> list:
    if isinstance(raw, dict):
        raw = written(raw, "json")
    with pytest.raises(PlanFileRefused) as refused:
        read(raw.encode() if isinstance(raw, str) else raw, today=TODAY)
    return refused.value.problems


def told(raw: bytes | str | dict) -> list[str]:
    with override("en"):
        return [problem.told("plan.yaml") for problem in problems(raw)]


def field_of(problem) -> str:
    return problem.as_json()["field"]


def test_a_good_file_is_read():
    assert read(written(SMALL), today=TODAY).document == SMALL


@pytest.mark.parametrize(
    ("raw", "line", "what", "advice"),
    [
        (PNG, 1, "not a text file", "text that you can read"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01", 1, "not a text file", "text that you can read"),
        (b"", 1, "empty", "plan_file: 1"),
        (b" \n\n", 1, "empty", "plan_file: 1"),
        (b"# plan_file\n", None, "says nothing", "plan_file: 1"),
        (BEGINNING.encode("utf-16"), 1, "UTF-16", "as UTF-8"),
        (BEGINNING.encode("utf-16-le"), 1, "UTF-16", "as UTF-8"),
        (BEGINNING.encode("utf-32"), 1, "UTF-32", "as UTF-8"),
        ("plan_file: 1\nplan: Québec\n".encode("latin-1"), 2, "ISO-8859-1", "as UTF-8"),
        (b"x" * (5 * 2**20 + 1), None, "5242881 bytes", "holds one plan"),
        ("plan_file: 1\nplan:\n\ttitle: x\n", 3, "tab", "by spaces"),
        ("plan_file: 1\nplan: {title: x\nmember: y\n", 3, "bracket", "Close it"),
        ("plan_file: 1\nplan: 'x\n", 2, "not closed", "Close it"),
        ("plan_file: 1\nplan: a: b\n", 2, "colon", "quotes"),
        ("plan_file: 1\n  plan: x\n", 2, "colon", "spaces"),
        ('plan_file: 1\nplan: "\\q"\n', 2, "backslash", "twice"),
        ("plan_file: 1\nplan: @x\n", 2, "begin with", "quotes"),
        ("plan_file: 1\nplan: a\x07b\n", 2, "does not allow", "Delete"),
        ("plan_file: 1\n---\nplan_file: 1\n", 2, "second document", "file of its own"),
        ("plan_file: 1\nplan: " + "[" * 21 + "]" * 21, 2, "20 deep", "brackets"),
        ("title: Something else\n", 1, "not a plan file", "plan_file: 1"),
        ("[1, plan_file]\n", 1, "not a plan file", "plan_file: 1"),
        ("id,title: a\n1,x: y: z\n", 1, "not a plan file", "plan_file: 1"),
    ],
)
def test_what_is_no_plan_file_at_all(raw, line, what, advice):
    (problem,) = problems(raw)

    assert (problem.place and problem.place.line) == line
    assert what in told(raw)[0]
    assert advice in told(raw)[0]


def test_a_bomb_is_refused_at_once():
    lines = ["plan_file: 1", 'a: &a ["x","x","x","x","x","x","x","x","x"]']
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")

    codes = {problem.code for problem in problems("\n".join(lines))}

    assert {"alias", "anchor"} <= codes


def test_a_tag_constructs_nothing():
    found = problems(BEGINNING + "plan: !!python/object/apply:os.system [x]\n")

    assert ("tag", 3, "plan") in {(one.code, one.place.line, field_of(one)) for one in found}


@pytest.mark.parametrize(
    ("changes", "field", "what", "advice"),
    [
        ({"plan.titel": {"en": "x"}}, "plan.titel", "no field “titel”", "Did you mean title?"),
        ({"plan.colour": "blue"}, "plan.colour", "no field “colour”", "The fields here are"),
        ({"member.kind": "locale"}, "member.kind", "not one of the values", "Did you mean local?"),
        ({"member.languages": ["en", "fr", "xx"]}, "member.languages[2]", "does not speak", "en, fr"),
        ({"member.time_zone": "Quebec"}, "member.time_zone", "not a time zone", "America/Toronto"),
        ({"member.slug": "Québec"}, "member.slug", "page address", "without accents"),
        ({"plan.title": None}, "plan", "title is missing", "Add title"),
        ({"plan.title": "Plan"}, "plan.title", "under the code of its language", "{en: …, fr: …}"),
        ({"plan.title": {}}, "plan.title", "Nothing is written", "leave the field out"),
        ({"plan.title": {"de": "Plan"}}, "plan.title.de", "not among the languages", "en, fr"),
        ({"plan.title": {"english": "x"}}, "plan.title.english", "no field", "code of its language"),
        ({"plan.title": {"en": "x", "machine": ["fr"]}}, "plan.title.machine[0]", "no such text", "take the mark out"),
        ({"plan.title": {"machine": ["fr"]}}, "plan.title", "only a mark", "Write the text"),
        ({"plan.title": {"en": 2022}}, "plan.title.en", "not text", "in quotes"),
        ({"plan.launched": "2022-02-30"}, "plan.launched", "no such date", "Check the month"),
        ({"plan.launched": "2022-13"}, "plan.launched", "no such date", "Check the month"),
        ({"plan.launched": "spring"}, "plan.launched", "not a date", "2022-04-30"),
        ({"plan.launched": "30/04/2022"}, "plan.launched", "not a date", "2022-04-30"),
        ({"plan.launched": "2031"}, "plan.launched", "after today", "Correct the date"),
        ({"plan.ended": "2021"}, "plan.ended", "before it was launched", "Correct one"),
        ({"plan.starts": "2023", "plan.ends": "2022-12"}, "plan.ends", "ends before it starts", "Correct one"),
        ({"plan.stage": "not_stated"}, "plan.stage", "a date beside it", "Keep one"),
        ({"plan.comments_close": "2022-05-01"}, "plan.comments_close", "not open before", "Give the day"),
        ({"plan.source": "raport"}, "plan.source", "not a key of sources", "Did you mean report?"),
        ({"plan.url": "example.org"}, "plan.url", "not a web address", "https://"),
        ({"plan.url": "https://"}, "plan.url", "not a web address", "https://"),
        ({"commitments.0.identifier": "SOMEW1"}, "commitments[0].identifier", "not an identifier", "CAQUE0003"),
        ({"commitments.0.identifier": "somew0001"}, "commitments[0].identifier", "not an identifier", "capital"),
        ({"commitments.0.challenge": 7}, "commitments[0].challenge", "no number 7", "Add it to challenges"),
        ({"commitments.0.number": "1"}, "commitments[0].number", "not what is wanted", "a whole number"),
        ({"commitments.0.number": 0}, "commitments[0].number", "too small", "Check the number"),
        ({"commitments.0.values": ["openness"]}, "commitments[0].values[0]", "not one of", "transparency"),
        ({"commitments.0.values": ["technology"] * 2}, "commitments[0].values", "twice", "once"),
        ({"commitments.0.budget": {"amount": 5}}, "commitments[0].budget", "currency is missing", "Add currency"),
        (
            {"commitments.0.contacts": [{"role": {"en": "x"}, "email": "x"}]},
            "commitments[0].contacts[0].email",
            "e-mail",
            "name@",
        ),
        (
            {"commitments.0.institutions.0.organisation": "ministery"},
            "commitments[0].institutions[0].organisation",
            "not a key",
            "ministry?",
        ),
        (
            {"commitments.0.milestones.0.starts": "2023"},
            "commitments[0].milestones[0].due",
            "due before it starts",
            "Correct",
        ),
        (
            {"commitments.0.milestones.0.status": "complete"},
            "commitments[0].milestones[0].status",
            "neither a day",
            "reported_complete",
        ),
        (
            {"commitments.0.milestones.0.completed": {"date": "2022-01-01", "evidence": "report"}},
            "commitments[0].milestones[0].completed",
            "status says otherwise",
            "status: complete",
        ),
        (
            {
                "commitments.0.milestones.0.completed": {"date": "2022-01", "evidence": "report"},
                "commitments.0.milestones.0.status": "complete",
            },
            "commitments[0].milestones[0].completed.date",
            "not a day",
            "2022-04-30",
        ),
        (
            {"commitments.0.milestones.0.measure": {"name": "x.y", "target": 1}},
            "commitments[0].milestones[0].measure.name",
            "Nothing here counts",
            "evidence.documents_published",
        ),
        (
            {"commitments.0.reported_progress": [{"reached": 3, "total": 2, "source": "report"}]},
            "commitments[0].reported_progress[0].reached",
            "More were reached",
            "Check both",
        ),
        (
            {"sources.other": {"kind": "interview", "title": {"en": "x"}}},
            "sources.other",
            "Nothing in the file names",
            "take it out",
        ),
        ({"sources.report.url": None}, "sources.report", "has an address", "Add url"),
        (
            {
                "discrepancies": [
                    {
                        "number": 1,
                        "about": {"en": "x"},
                        "commitment": 4,
                        "statements": [{"says": {"en": "x"}, "source": "report"}],
                    }
                ]
            },
            "discrepancies[0].commitment",
            "no number 4",
            "correct the number",
        ),
        (
            {
                "plan.launched": None,
                "commitments.0.text": [{"passages": {"problem": {"en": "a"}}}, {"passages": {"problem": {"en": "b"}}}],
            },
            "commitments[0].text[1]",
            "one version",
            "Keep the last",
        ),
        (
            {"commitments.0.text": [{"passages": {"problem": {"en": "a"}}}] * 2},
            "commitments[0].text[1]",
            "says the same",
            "Take it out",
        ),
    ],
)
def test_a_field_that_is_wrong(changes, field, what, advice):
    document = small(**changes)

    (problem,) = problems(document)

    assert field_of(problem) == field
    assert what in told(document)[0]
    assert advice in told(document)[0]


def test_what_is_there_twice():
    document = small()
    document["commitments"].append({**document["commitments"][0], "title": {"en": "Again"}})

    assert {field_of(problem) for problem in problems(document)} == {
        "commitments[1].number",
        "commitments[1].identifier",
    }


def test_a_field_that_is_there_twice_names_both_lines():
    (words,) = [one for one in told(BEGINNING + "plan_file: 1\nplan: {slug: x, title: {en: x}}\n") if "twice" in one]

    assert words.startswith("plan.yaml:3:1 plan_file\n")
    assert "first on line 1" in words


def test_an_empty_value_is_no_value():
    (words,) = told(BEGINNING + "plan:\n  slug: x\n  title: {en: x}\n  launched:\n")

    assert words.startswith("plan.yaml:6:3 plan.launched\n")
    assert "leave the field out" in words


def test_everything_wrong_is_told_at_once_in_the_order_of_the_lines():
    raw = BEGINNING + "plan:\n  slug: x y\n  titel: {en: x}\n  launched: 2022-02-30\n  ends: 2020\n  starts: 2021\n"

    found = problems(raw)

    assert [(one.place.line, field_of(one)) for one in found] == [
        (4, "plan"),
        (4, "plan.slug"),
        (5, "plan.titel"),
        (6, "plan.launched"),
        (7, "plan.ends"),
    ]


def test_the_same_is_told_in_french():
    (problem,) = problems(small(**{"plan.launched": "2022-02-30"}))

    assert problem.as_json()["what"] == {
        "en": "There is no such date: “2022-02-30”.",
        "fr": "Cette date n’existe pas\u00a0: «\u00a02022-02-30\u00a0».",
    }


def test_a_byte_order_mark_is_no_mistake():
    assert read(b"\xef\xbb\xbf" + written(SMALL), today=TODAY).document == SMALL


@pytest.mark.parametrize("indent", [None, "\t", 4])
def test_json_is_read_however_it_is_laid_out(indent):

    assert read(json.dumps(SMALL, indent=indent).encode(), today=TODAY).document == SMALL


def test_halves_of_characters_as_json_writes_them_are_put_together():
    raw = BEGINNING + 'plan: {slug: x, title: {en: "\\ud83d\\ude00"}}\n'

    assert read(raw.encode(), today=TODAY).document["plan"]["title"]["en"] == "\U0001f600"


@pytest.mark.parametrize("repeated", ["k: x\n", "k{}: x\n", "k{}: *x\n"])
def test_of_a_great_many_problems_the_first_are_told(repeated):
    raw = BEGINNING + "".join(repeated.format(number) for number in range(3_000))

    assert len(problems(raw)) <= 1_000


def test_a_source_that_was_erased_does_not_say_what_it_was():
    document = small()
    document["sources"]["report"] |= {"erased": "2025-01-01"}
    assert {(one.code, field_of(one)) for one in problems(document)} == {
        ("erased_and_described", f"sources.report.{name}") for name in ("url", "title")
    }
