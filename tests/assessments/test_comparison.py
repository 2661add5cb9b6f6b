"""A member beside all members."""

import pytest

from parvis.accounts import queries as accounts
from parvis.assessments import queries
from parvis.assessments.importing_commitments import import_commitments
from parvis.plans import queries as plans

from .commitment_houses import entered, numbered
from .commitment_rows import file_of, row

pytestmark = pytest.mark.django_db

DONE = {"Completion (End Of Term)": "Complete", "Completion (Progress Report)": "Limited"}
OPEN_DATA = {"Open Data": "1"}
ELSEWHERE = {"Country/Locality": "Ghana", "Action Plan ID": "AP_GHA01", "Code": "GHA"}


def comparison(slug="albania"):
    member = accounts.member(slug, also=plans.with_public_plans())
    return queries.comparison(member, member.public_plans)


def test_the_end_of_the_term_has_the_last_word(tmp_path):
    entered(tmp_path, *numbered(2, **DONE))

    assert comparison().own.by_completion == {"complete": 2}


def test_what_nobody_rated_is_apart_and_in_no_share(tmp_path):
    entered(tmp_path, *numbered(1, **DONE), *numbered(3, since=5))

    own = comparison().own

    assert (own.rated, own.not_rated, own.share) == (1, 3, 100)


def test_where_nobody_rated_any_there_is_no_share(tmp_path):
    entered(tmp_path, *numbered(2))

    assert comparison().own.share is None


def test_everyone_is_all_members_with_this_one(tmp_path):
    entered(tmp_path, *numbered(2, **DONE), *numbered(1, since=8, **ELSEWHERE, **DONE))

    assert (comparison().own.rated, comparison().everyone.rated) == (2, 3)


def test_each_plan_stands_alone_and_the_newest_is_first(tmp_path):
    older, newer, same_year = [
        {"Year Of Submission": year, "Action Plan ID": identifier}
        for year, identifier in [("2012", "AP_ALB01"), ("2018", "AP_ALB02"), ("2012", "AP_ALB03")]
    ]
    rows = [*numbered(2, **older), *numbered(1, since=8, **newer), *numbered(1, since=9, **same_year)]
    entered(tmp_path, *rows, *numbered(1, since=10, **ELSEWHERE))

    found = [(plan.identifier, ended.commitments) for plan, ended in comparison().by_plan]

    assert found == [("AP_ALB02", 1), ("AP_ALB03", 1), ("AP_ALB01", 2)]


def test_policy_areas_stand_beside_those_of_all(tmp_path):
    its = numbered(1, **OPEN_DATA, **DONE)
    entered(tmp_path, *its, *numbered(2, since=8, **ELSEWHERE, **OPEN_DATA), *numbered(1, since=20, **ELSEWHERE))

    [(area, own, everyone)] = comparison().by_area

    assert (area, own.commitments, everyone.commitments, everyone.rated) == ("open-data", 1, 3, 1)


def test_it_costs_one_query(tmp_path, django_assert_num_queries):
    entered(tmp_path, *numbered(2, **DONE))
    member = accounts.member("albania", also=plans.with_public_plans())

    with django_assert_num_queries(1):
        queries.comparison(member, member.public_plans)


@pytest.mark.parametrize("first", ["current", "older"])
def test_a_commitment_of_both_layouts_counts_once(tmp_path, django_capture_on_commit_callbacks, first):
    title = {"Commitment Title": "Open the books of the harbour", "Action Plan Number": "1"}
    both = {
        "current": row(**title, **{"Commitment Number": "2"}),
        "older": row("older", **title, **{"Comm No": "2"}),
    }
    for name in (first, *both.keys() - {first}):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(file_of(both[name], name=name))
        with django_capture_on_commit_callbacks(execute=True):
            import_commitments(path)

    assert (comparison().own.commitments, comparison().everyone.commitments) == (1, 1)
