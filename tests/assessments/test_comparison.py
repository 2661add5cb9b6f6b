"""A member beside all members."""

import pytest

from parvis.accounts import queries as accounts
from parvis.assessments import queries

from .commitment_houses import entered, numbered

pytestmark = pytest.mark.django_db

DONE = {"Completion (End Of Term)": "Complete", "Completion (Progress Report)": "Limited"}
OPEN_DATA = {"Open Data": "1"}
ELSEWHERE = {"Country/Locality": "Ghana", "Action Plan ID": "AP_GHA01", "Code": "GHA"}


def comparison(slug="albania"):
    return queries.comparison(accounts.member(slug))


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


def test_years_are_those_of_its_plans(tmp_path):
    year, other = {"Year Of Submission": "2012"}, {"Year Of Submission": "2018", "Action Plan ID": "AP_ALB02"}
    entered(tmp_path, *numbered(2, **year), *numbered(1, since=8, **other), *numbered(1, since=9, **ELSEWHERE))

    assert [(year, ended.commitments) for year, ended in comparison().by_year] == [("2012", 2), ("2018", 1)]


def test_policy_areas_stand_beside_those_of_all(tmp_path):
    its = numbered(1, **OPEN_DATA, **DONE)
    entered(tmp_path, *its, *numbered(2, since=8, **ELSEWHERE, **OPEN_DATA), *numbered(1, since=20, **ELSEWHERE))

    [(area, own, everyone)] = comparison().by_area

    assert (area, own.commitments, everyone.commitments, everyone.rated) == ("open-data", 1, 3, 1)


def test_it_costs_one_query(tmp_path, django_assert_num_queries):
    entered(tmp_path, *numbered(2, **DONE))
    member = accounts.member("albania")

    with django_assert_num_queries(1):
        queries.comparison(member)
