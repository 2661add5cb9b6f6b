"""The forms as data: complete in both languages, with scales that are never one another's."""

import copy

import pytest
from ruamel.yaml import YAML

from parvis.assessments.standards import report_forms
from parvis.assessments.standards.report_forms import FormFileWrong, require_form
from parvis.assessments.standards.report_forms.reading import FOLDER
from parvis.assessments.types import ReportKind

FORMS = report_forms.forms()
SCALES = report_forms.scales()
QUESTIONS = [(form, question) for form in FORMS.values() for question in form.questions]
every_question = pytest.mark.parametrize(
    ("form", "question"), QUESTIONS, ids=lambda it: getattr(it, "name", "") and getattr(it, "code", it.name)
)


def said(name="inception-1"):
    return YAML(typ="safe").load((FOLDER / f"{name}.yaml").read_text())


def check(form, file="inception-1.yaml"):
    require_form(form, file=file, scales=SCALES)


@pytest.mark.parametrize("kind", ReportKind)
def test_each_kind_of_report_has_a_form(kind):
    assert report_forms.form_for(kind).kind == kind


def test_the_inception_report_asks_ten_questions_and_five_for_each_commitment():
    sections = {section.number: len(section.questions) for section in FORMS["inception-1"].sections}

    assert sections == {"1": 4, "2": 6, "3": 5}


def test_the_end_of_commitment_report_asks_nine():
    assert len(FORMS["end-of-commitment-1"].questions) == 9


@every_question
def test_a_question_has_its_label_and_help_in_both_languages(form, question):
    assert {"en", "fr"} <= {*question.label} & {*question.help}


@every_question
def test_help_is_in_our_own_words(form, question):
    assert question.help["en"] not in question.label["en"]
    assert question.label["en"] not in question.help["en"]


@every_question
def test_a_question_is_answered_in_one_way(form, question):
    assert not (question.scale and question.options)


@every_question
def test_questions_that_read_alike_are_told_apart_by_name(form, question):
    alike = [other for other in form.questions if other.section == question.section and other.label == question.label]

    assert len({other.name for other in alike}) == len(alike)


def test_a_code_stands_once_in_a_section():
    for form in FORMS.values():
        keys = [(question.section, question.code) for question in form.questions]
        assert len(keys) == len(set(keys))


def test_the_two_scales_of_results_share_nothing():
    degree, early = SCALES["degree"], SCALES["early_results"]

    assert degree is not early
    assert not {value.code for value in degree.values} & {value.code for value in early.values}
    assert not {*map(id, degree.values)} & {*map(id, early.values)}


def test_no_question_of_a_local_form_answers_on_the_national_scale():
    assert all(question.scale is not SCALES["early_results"] for _form, question in QUESTIONS)


def test_a_value_has_its_text_in_all_three_languages_of_reports():
    assert all({"en", "fr", "es"} <= {*value.text} for scale in SCALES.values() for value in scale.values)


@pytest.mark.parametrize("name", FORMS)
def test_the_forms_that_are_here_are_right(name):
    check(said(name), f"{name}.yaml")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda form: form.pop("due"), "'due' is a required property"),
        (lambda form: form.update(kind="final"), "kind: 'final' is not one of"),
        (lambda form: form.update(form="inception-2"), "a form is called as its file is: inception-1"),
        (lambda form: _first(form).pop("help"), "sections → 1 → questions → 1.1: 'help' is a required property"),
        (lambda form: _first(form)["label"].pop("fr"), "questions → 1.1 → label: 'fr' is a required property"),
        (lambda form: _first(form).update(scale="of_ten"), "there is no scale of_ten; there are completion, degree"),
        (lambda form: _first(form).update(options=_two()), "a question has a scale or options, not both"),
        (lambda form: form["sections"]["1"].update(repeats="commitment"), "a code begins with n. in a section that"),
        (lambda form: form["sections"]["1"].update(repeats="milestone"), "repeats: 'commitment' was expected"),
        (lambda form: form["sections"].clear(), "sections: {} should be non-empty"),
    ],
)
def test_a_wrong_form_file_is_refused_with_the_place_and_the_reason(spoil, told):
    form = copy.deepcopy(said())
    spoil(form)

    with pytest.raises(FormFileWrong) as refused:
        check(form)

    assert str(refused.value).startswith("inception-1.yaml: ")
    assert told in str(refused.value)


@pytest.mark.parametrize("nothing", [None, [], "inception", 1])
def test_a_file_that_is_no_form_is_refused(nothing):
    with pytest.raises(FormFileWrong, match=r"inception-1\.yaml"):
        check(nothing)


def _first(form):
    return form["sections"]["1"]["questions"]["1.1"]


def _two():
    return {code: {"text": {"en": code, "fr": code}} for code in ("this", "that")}
