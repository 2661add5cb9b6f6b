"""What a page shows of the row that a commitment came from."""

import pytest

from parvis.assessments import queries
from parvis.assessments.models import CommitmentRecord
from parvis.plans import queries as plans

from .commitment_houses import RATED, entered
from .commitment_rows import row

pytestmark = pytest.mark.django_db


def recorded(folder, **said):
    file = entered(folder, row(**said))
    return queries.recorded(CommitmentRecord.objects.get(file=file))


def given(said):
    return {one.rating.code: one for _label, found in said.groups for one in found}


def test_a_rating_has_its_place_in_its_own_scale(tmp_path):
    found = given(recorded(tmp_path, **RATED))

    assert (found["specificity"].place, found["specificity"].steps) == (4, 4)
    assert (found["completion_progress_report"].place, found["completion_progress_report"].steps) == (2, 4)


@pytest.mark.parametrize(
    ("column", "written", "code"),
    [("Verifiable", "Yes", "verifiable"), ("Completion (Progress Report)", "Unclear", "completion_progress_report")],
)
def test_what_is_no_step_of_a_scale_has_no_place(tmp_path, column, written, code):
    assert given(recorded(tmp_path, **{column: written}))[code].place == 0


def test_why_something_is_not_rated_is_kept_apart(tmp_path):
    said = recorded(tmp_path, **{"Specificity": "ND", "Verifiable": "NA", "Potential Impact": "NR"})

    by_reason = {str(reason): [str(label) for label in labels] for reason, labels in said.not_rated}

    assert by_reason["No data"] == ["Specificity"]
    assert by_reason["Not applicable"] == ["Verifiable"]
    assert "Potential impact" in by_reason["Not reviewed"]


def test_a_date_is_kept_as_written(tmp_path):
    said = recorded(tmp_path, **{"Start Date": "Quarter 1 2014", "End Date": "Underway"})

    assert (said.starts.written, said.starts.precision, said.starts.note) == ("Quarter 1 2014", "quarter", "1")
    assert (said.ends.written, said.ends.date) == ("Underway", None)


def test_a_commitment_brings_its_record_along(tmp_path, django_assert_num_queries):
    entered(tmp_path, row(**RATED))

    with django_assert_num_queries(1):
        found = plans.commitment("albania-ap-alb01", 1001, viewer=None, also=queries.with_record())
        record = queries.record_of(found)
        assert record.file.name == "current.csv"
        assert record.ratings["specificity"] == "high"
