"""Each rule of contradictions, both ways: where it speaks, and where it must stay silent."""

import time

import pytest

from parvis.assessments.findings import (
    counted,
    deadline,
    divergence,
    evaluator,
    findings,
    listed,
    on_milestone,
    results,
)
from parvis.assessments.findings.words import numbers
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.plans.models import ActionPlan

from . import told as made
from .told import answer, milestones, part, report, told

TWO_OF_THREE = "Two out of three milestones have been reached."


def codes(found):
    return [one.code for one in found]


def test_counts_in_the_prose_beside_all_as_planned():
    on = report()
    given = told(
        on,
        answer(on, "1.1", explanation=TWO_OF_THREE, proposed=(2, 3)),
        answer(on, "1.3", given="all_as_planned"),
    )

    [found] = counted.find(given)

    assert found.code == "counted_beside_all"
    assert "2 of 3" in found.sentence
    assert [side.url.partition("#")[2] for side in found.sides] == ["answer-1-1.1", "answer-1-1.3"]
    assert (found.sides[0].words, found.sides[0].is_quoted) == (TWO_OF_THREE, True)


@pytest.mark.parametrize(
    ("language", "prose"),
    [
        ("en", TWO_OF_THREE),
        ("en", "So far 2 of the 3 milestones are done."),
        ("fr", "Deux jalons sur trois sont atteints."),
        ("fr", "Deux des trois jalons ont été atteints."),
        ("es", "Se cumplieron dos de los tres hitos."),
    ],
)
def test_counts_are_read_from_prose_that_has_no_proposal(language, prose):
    on = report(language=language)
    given = told(on, answer(on, "1.1", given="complete", explanation=prose))

    assert codes(counted.find(given)) == ["counted_beside_all"]


@pytest.mark.parametrize(
    "prose",
    ["All three milestones were reached.", "Three of three milestones.", "Two of our three offices opened.", ""],
)
def test_prose_that_counts_no_less_than_all_is_no_contradiction(prose):
    on = report()
    given = told(on, answer(on, "1.1", explanation=prose), answer(on, "1.3", given="all_as_planned"))

    assert codes(counted.find(given)) == []


def test_a_declined_reading_counts_for_nothing():
    on = report()
    first = answer(on, "1.1", explanation=TWO_OF_THREE, proposed=("substantial", 2, 3, "declined"))

    assert codes(counted.find(told(on, first, answer(on, "1.3", given="all_as_planned")))) == []


def test_a_level_below_complete_beside_all_as_planned():
    on = report()
    given = told(on, answer(on, "1.1", given="limited"), answer(on, "1.3", given="all_as_planned"))

    assert codes(counted.find(given)) == ["level_beside_all"]


def test_an_unconfirmed_level_is_not_held_against_the_report():
    on = report()
    given = told(on, answer(on, "1.1", proposed="limited"), answer(on, "1.3", given="all_as_planned"))

    assert codes(counted.find(given)) == []


def test_milestones_complete_here_of_a_commitment_that_was_not_started():
    on = report()
    given = told(on, answer(on, "1.1", given="not_started"), milestones=milestones(on, "complete", "in_progress"))

    [found] = divergence.find(given)

    assert found.sentence == (
        "The government reports 1 of 2 milestones complete; the evaluator’s report says: Not started."
    )


def test_a_commitment_called_complete_of_which_something_is_left_here():
    on = report()
    given = told(on, answer(on, "1.1", given="complete"), milestones=milestones(on, "complete", "in_progress"))

    assert "the government reports 1 of 2 milestones complete" in next(divergence.find(given)).sentence


def test_where_the_government_says_nothing_nothing_is_held_against_it():
    on = report()
    given = told(on, answer(on, "1.1", given="complete"), milestones=milestones(on, "not_stated", "not_stated"))

    assert codes(divergence.find(given)) == []


def test_counts_that_differ_are_said():
    on = report()
    given = told(
        on,
        answer(on, "1.1", explanation=TWO_OF_THREE, proposed=(2, 3)),
        milestones=milestones(on, "complete", "in_progress", "not_stated"),
    )

    [found] = divergence.find(given)

    assert found.sentence == (
        "The report’s prose counts 2 of 3 milestones as reached; here the government reports 1 of 3 complete."
    )


def test_a_confirmed_reading_does_not_hide_that_counts_differ():
    on = report()
    given = told(
        on,
        answer(on, "1.1", explanation=TWO_OF_THREE, proposed=("substantial", 2, 3, "confirmed")),
        milestones=milestones(on, "not_stated", "not_stated", "not_stated"),
    )

    assert codes(divergence.find(given)) == ["counts_differ"]


def test_words_that_are_retold_are_not_put_between_quotation_marks():
    on = report(retold_from="https://example.org/report")
    given = told(
        on,
        answer(on, "1.1", explanation=TWO_OF_THREE, proposed=(2, 3)),
        milestones=milestones(on, "not_stated", "not_stated", "not_stated"),
    )

    [found] = divergence.find(given)

    assert (found.sides[0].words, found.sides[0].language, found.sides[0].is_quoted) == (TWO_OF_THREE, "en", False)


def test_silence_is_not_called_none():
    on = report()
    given = told(
        on,
        answer(on, "1.1", explanation=TWO_OF_THREE, proposed=(2, 3)),
        milestones=milestones(on, "not_stated", "not_stated", "not_stated"),
    )

    assert "has not said whether any of the 3 is complete" in next(divergence.find(given)).sentence


def test_counts_that_agree_are_no_divergence():
    on = report()
    given = told(
        on,
        answer(on, "1.1", explanation=TWO_OF_THREE, proposed=(2, 3)),
        milestones=milestones(on, "complete", "complete", "in_progress"),
    )

    assert codes(divergence.find(given)) == []


def test_two_of_three_says_nothing_of_any_one_milestone():
    on = report()
    rows = milestones(on, "complete", "in_progress", "not_stated")
    given = told(on, answer(on, "1.1", explanation=TWO_OF_THREE, proposed=(2, 3)), milestones=rows)

    assert [on_milestone(given, row) for row in rows] == ["", "", ""]


def test_a_milestone_in_progress_of_a_commitment_called_complete():
    on = report()
    rows = milestones(on, "in_progress", "not_stated", "complete")
    given = told(on, answer(on, "1.1", given="complete"), milestones=rows)

    assert [bool(on_milestone(given, row)) for row in rows] == [True, False, False]


def test_a_milestone_complete_here_of_a_commitment_that_was_not_started():
    on = report()
    rows = milestones(on, "complete", "not_started")
    given = told(on, answer(on, "1.1", given="not_started"), milestones=rows)

    assert [bool(on_milestone(given, row)) for row in rows] == [True, False]


@pytest.mark.parametrize("name", ["Ministry of Examples", "MINISTRY of  Éxamples", "MoE"])
def test_an_evaluator_that_leads_the_commitment(name):
    on = report()
    given = told(
        on,
        evaluators=[made.evaluator(name)],
        parts=[part(on, "Harbour Board"), part(on, "Ministry of Examples", abbreviation="MoE")],
    )

    assert codes(evaluator.find(given)) == ["evaluator_is_implementer"]


def test_an_evaluator_that_is_the_forum_of_the_plan():
    on, inception = report(), report("inception")
    forum = answer(inception, "1.1", explanation="There is one. It is called “Open Government Committee”.")
    given = told(on, evaluators=[made.evaluator("Open government committee")], forum=[forum])

    [found] = evaluator.find(given)

    assert found.code == "evaluator_is_forum"
    assert found.sides[1].words == "It is called “Open Government Committee”."


def test_an_evaluator_that_endorsed_the_plan():
    plan = ActionPlan(pk=1, **made.PLAN, endorsement=Multilingual({"fr": "Vu par le Comité gouvernement ouvert."}))
    given = told(report(plan=plan), evaluators=[made.evaluator("Comité gouvernement ouvert")])

    [found] = evaluator.find(given)

    assert (found.code, found.sides[1].language) == ("evaluator_is_forum", "fr")


@pytest.mark.parametrize("name", ["Ada Marsh", "Committee", "University of Examples"])
def test_an_evaluator_named_nowhere_else_is_left_alone(name):
    on, inception = report(), report("inception")
    forum = answer(inception, "1.1", explanation="The Open Government Committee, with Ada Harbour and Eve Marsh.")
    given = told(on, evaluators=[made.evaluator(name)], forum=[forum], parts=[part(on, "Ministry of Examples")])

    assert codes(evaluator.find(given)) == []


def submitted(submitted_on="2021-09-22", launched_on="2021-12-16"):
    days = {"submitted_on": submitted_on, "launched_on": launched_on}
    return ActionPlan(pk=1, **made.PLAN, **{name: day and PartialDate(day) for name, day in days.items()})


def test_a_report_whose_evidence_was_read_after_it_was_due():
    on = report("inception", plan=submitted())
    given = told(on, answer(on, "1.1", read_on=["2022-02-09"]), answer(on, "1.2", read_on=["2022-02-11", "2022-02"]))

    [found] = deadline.find(given)

    assert found.sentence == (
        "The Inception Report was due on November 22, 2021, counted from the submission. "
        "Evidence was still read on February 11, 2022. "
        "Counted from the launch it was due on February 16, 2022, and is not late by that."
    )


def test_a_report_published_after_both_its_days():
    on = report("inception", plan=submitted(), published_on=PartialDate("2022-03"))

    [found] = deadline.find(told(on, answer(on, "1.1", read_on=["2021-10-01"])))

    assert "The report was published on March 2022." in found.sentence
    assert "is not late by that" not in found.sentence


@pytest.mark.parametrize(
    ("days", "read_on"),
    [
        (("2021-09-22", None), ["2021-11-22"]),
        (("2021-09", None), ["2021-11-30"]),
        ((None, None), ["2025-01-01"]),
        (("2021-09-22", None), []),
        (("2021-09-22", None), ["2021"]),
    ],
)
def test_a_report_that_may_have_been_in_time_is_not_called_late(days, read_on):
    on = report("inception", plan=submitted(*days))

    assert codes(deadline.find(told(on, answer(on, "1.1", read_on=read_on)))) == []


def test_a_report_on_a_commitment_is_due_after_complete_implementation():
    on = report(published_on=PartialDate("2023-05-02"))

    assert codes(deadline.find(told(on, milestones=milestones(on, "complete", "complete")))) == ["late"]
    assert codes(deadline.find(told(on, milestones=milestones(on, "complete", "in_progress")))) == []


LIST = "The {} members are:\n- one\n- two\n- three"


@pytest.mark.parametrize(
    ("language", "prose", "said"),
    [
        ("en", LIST.format("four"), "announces 4 and lists 3"),
        ("en", LIST.format("four (4)"), "announces 4 and lists 3"),
        ("en", "It met. As of today (February 2022), five meetings were held:\n- a\n- b", "announces 5 and lists 2"),
        ("fr", "Les quatre membres sont :\n– un\n– deux", "announces 4 and lists 2"),
        ("es", "Los once miembros son:\n1. uno\n2. dos", "announces 11 and lists 2"),
    ],
)
def test_a_number_and_a_list_of_another_length(language, prose, said):
    on = report("inception", language=language)

    [found] = listed.find(told(on, answer(on, "1.2", explanation=prose)))

    assert said in found.sentence


@pytest.mark.parametrize(
    ("language", "prose"),
    [
        ("en", LIST.format("three")),
        ("en", LIST.format("eleven").replace("eleven", "once again")),
        ("en", "The first two of five members are:\n- one"),
        ("en", "In 2021 the members were:\n- one\n- two"),
        ("en", "Four members:\nand then prose\n- one"),
        ("fr", "Un forum existe :\n- un\n- deux"),
    ],
)
def test_a_list_that_may_be_whole_is_left_alone(language, prose):
    on = report("inception", language=language)

    assert codes(listed.find(told(on, answer(on, "1.2", explanation=prose)))) == []


def _results(on, **claim):
    values = [answer(on, code, given="not_applicable") for code in ("2.1.1", "2.1.2", "2.1.3")]
    return told(on, *values, answer(on, "2.1.4", given="not_applicable"), answer(on, "2.2", **claim))


def test_a_result_claimed_where_no_value_applies():
    assert codes(results.find(_results(report(), given="yes", explanation="It helped."))) == ["result_without_value"]


@pytest.mark.parametrize("claim", [{"given": "no", "explanation": "It did not."}, {"explanation": "It helped."}, {}])
def test_no_result_claimed_is_no_contradiction(claim):
    assert codes(results.find(_results(report(), **claim))) == []


def test_one_value_that_is_missing_may_hold_the_result():
    on = report()
    values = [answer(on, code, given="not_applicable") for code in ("2.1.1", "2.1.2", "2.1.4")]

    assert codes(results.find(told(on, *values, answer(on, "2.1.3"), answer(on, "2.2", given="yes")))) == []


@pytest.mark.parametrize("kind", ["inception", "end_of_commitment"])
def test_of_a_report_without_answers_nothing_is_said(kind):
    assert findings(told(report(kind))) == []


def test_numbers_are_read_as_the_language_has_them():
    assert [*numbers("once, dos y 3", "es")] == [11, 2, 3]
    assert [*numbers("once, dix-sept and 1.5 or 2022", "en")] == []
    assert [*numbers("dix-sept ou quatre", "fr")] == [17, 4]


@pytest.mark.parametrize(
    "prose", ["a" * 300_000 + " milestone", "two of " * 60_000 + "milestones", " " * 300_000 + ":"]
)
def test_no_rule_makes_a_page_wait(prose):
    on = report()
    given = told(on, answer(on, "1.1", explanation=prose), answer(on, "1.3", given="all_as_planned"))

    started = time.perf_counter()
    findings(given)

    assert time.perf_counter() - started < 2
