"""How commitments ended by how specific they were: counted, apart by layout and stage, and silent where few are."""

import pytest

from parvis.assessments import queries

from .commitment_houses import entered, numbered
from .commitment_rows import row

pytestmark = pytest.mark.django_db

PROGRESS = "Completion (Progress Report)"


def rows(*groups):
    """Groups of how many, how specific, and how complete."""
    found = []
    for count, specificity, completion in groups:
        found += numbered(count, since=len(found) + 1, **{"Specificity": specificity, PROGRESS: completion})
    return found


def levels(stage="completion_progress_report", layout="current"):
    found = {(one.layout, one.stage): one for one in queries.design_and_delivery()}
    return {level.specificity: level for level in found[layout, stage].levels}


def test_shares_are_of_the_rated(tmp_path):
    entered(tmp_path, *rows((20, "High", "Complete"), (10, "High", "Limited"), (3, "High", "NR")))

    high = levels()["high"]

    assert (high.delivered, high.rated, high.share) == (20, 30, 67)


def test_substantial_counts_as_delivered_and_withdrawn_not_at_all(tmp_path):
    entered(tmp_path, *rows((30, "Low", "Substantial"), (5, "Low", "Withdrawn"), (5, "Low", "Unclear")))

    low = levels()["low"]

    assert (low.delivered, low.rated) == (30, 30)


def test_of_fewer_than_thirty_there_is_no_share(tmp_path):
    entered(tmp_path, *rows((29, "Medium", "Complete")))

    assert levels()["medium"].share is None


def test_the_two_stages_are_kept_apart(tmp_path):
    both = {"Specificity": "High", PROGRESS: "Limited", "Completion (End Of Term)": "Complete"}
    entered(tmp_path, *numbered(2, **both))

    assert levels()["high"].delivered == 0
    assert levels("completion_end_of_term")["high"].delivered == 2


def test_the_two_layouts_are_kept_apart(tmp_path):
    entered(tmp_path, *rows((2, "High", "Complete")))
    older = {
        "Specificity": "c. high",
        "Completion (progress report)": "b. Limited",
        "Commitment Title": "Teach sailing",
        "Comm No": "40",
    }
    entered(tmp_path, row("older", **older), name="older")

    assert levels()["high"].rated == 2
    assert levels(layout="older")["high"].rated == 1


def test_one_sentence_needs_enough_at_every_level(tmp_path):
    entered(tmp_path, *rows((30, "High", "Complete"), (30, "Medium", "Limited"), (29, "Low", "Limited")))

    assert queries.clearest(queries.design_and_delivery()) is None


def test_it_costs_one_query(tmp_path, django_assert_num_queries):
    entered(tmp_path, *rows((3, "High", "Complete")))

    with django_assert_num_queries(1):
        queries.design_and_delivery()
