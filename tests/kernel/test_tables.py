"""What spreadsheets do to numbers, and how it is undone for people."""

import pytest

from parvis.kernel.tables import without_noise


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2.2000000000000002", "2.2"),
        ("2.2999999999999998", "2.3"),
        ("10.130000000000001", "10.13"),
        ("4.0999999999999996", "4.1"),
        ("0.10000000000000001", "0.1"),
    ],
)
def test_the_noise_of_a_binary_number_is_left_out(written, shown):
    assert without_noise(written) == shown


@pytest.mark.parametrize(
    "written",
    ["", "2.2", "2.10", "B.3", "2.2.1", "3.1415926535897931", "2.20000000000000", "2.2000000000000004", "1234567890123456"]
    + ["2,2000000000000002", "-2.2000000000000002", "2.2000000000000002a", "٢.2000000000000002", "2.200000000000000"],
)
def test_everything_else_stays_as_it_is(written):
    assert without_noise(written) == written
