"""Likely the same commitment in both layouts."""

import pytest

from parvis.assessments.standards.commitment_data.matching import bare_title, likely_matches

from .commitment_rows import file_of, only, row


def _current(identifier="AL0002", **said):
    return only(file_of(row(**{"Commitment Unique Identifier": identifier, "Commitment Number": "2", **said})))


def _older(**said):
    return only(file_of(row("older", **said), name="older"))


def test_the_same_title_number_and_year_is_certain():
    current = _current(**{"Year Of Submission": "2012", "Commitment Title": "Open the books"})
    older = _older(**{"Year of submission": "2012"})

    [found] = likely_matches([current], [older])

    assert (found.current, found.older, found.score) == (current.key, older.key, 1.0)


def test_another_number_is_less_likely():
    current = _current(**{"Commitment Number": "9", "Commitment Title": "Open the books"})

    assert 0.6 < likely_matches([current], [_older()])[0].score < 1


def test_a_number_that_a_spreadsheet_has_spoilt_is_the_same():
    current = _current(**{"Commitment Number": "4.0999999999999996", "Commitment Title": "Open the books"})

    assert likely_matches([current], [_older(**{"Comm No": "4.1"})])[0].score == 0.95


def test_another_plan_is_another_commitment():
    assert likely_matches([_current()], [_older(**{"Action Plan Number": "2"})]) == []


def test_unlike_titles_are_no_match():
    assert likely_matches([_current(**{"Commitment Title": "Plant lanterns"})], [_older()]) == []


def test_each_row_is_in_the_match_with_the_highest_score():
    rows = [
        _current("AL0002", **{"Commitment Title": "Open the books of ports"}),
        _current("AL0003", **{"Commitment Title": "Open the books"}),
    ]

    assert [found.current for found in likely_matches(rows, [_older()])] == ["AL0003"]


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("10. Open the books", "open the books"),
        ("COMMITMENT 2: Open the books", "open the books"),
        ("Commitment n°8: Open the books", "open the books"),
        ("Action 3.1 – Open the books", "open the books"),
        ("Action for books", "action for books"),
        ("2.3", "2 3"),
    ],
)
def test_the_number_in_front_of_a_title_is_none_of_it(title, bare):
    assert bare_title(title) == bare
