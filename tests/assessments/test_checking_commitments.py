"""What is said of a file before anyone confirms it, and where it is refused as too large for the page."""

import pytest

from parvis.assessments import checking_commitments
from parvis.assessments.checking_commitments import checked
from parvis.assessments.errors import CommitmentFileRefused
from parvis.assessments.models import CommitmentUpload
from parvis.assessments.remarks import remarks_as_csv
from parvis.kernel import transactions

from .commitment_pages import GOOD
from .commitment_rows import file_of, row


@pytest.fixture
def on(monkeypatch):
    """A database on which a file of one row is large."""

    def on(vendor: str) -> None:
        monkeypatch.setattr(transactions.connection, "vendor", vendor)
        monkeypatch.setattr(checking_commitments, "MOST_WITH_ONE_WRITER", 1)

    return on


def test_many_rows_on_sqlite_are_for_the_command(on):
    on("sqlite")

    with pytest.raises(CommitmentFileRefused, match="parvis import-commitments FILE.csv"):
        checked(file_of(*GOOD), name="a.csv")


def test_many_rows_on_postgresql_may_enter(on):
    on("postgresql")

    assert checked(file_of(*GOOD), name="a.csv").rows == 2


def test_a_spreadsheet_takes_no_column_for_a_formula():
    with_one = {**row(), "=1+1": "x"}
    upload = CommitmentUpload(content=file_of(with_one, header=list(with_one)))

    assert ",'=1+1," in "".join(remarks_as_csv(upload))
