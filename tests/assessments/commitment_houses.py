"""Houses with OGP's commitment data in them: read by the import itself, and findable."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from parvis.assessments.importing_commitments import import_commitments
from parvis.assessments.models import CommitmentFile
from parvis.search import commands as search

from .commitment_rows import file_of, row

RATED = {"Specificity": "High", "Completion (Progress Report)": "Limited", "Completion (End Of Term)": "Complete"}


def entered(folder: Path, *rows: Mapping[str, str], name: str = "current") -> CommitmentFile:
    """Rows of one layout, as `commitment_rows.row` makes them."""
    return entered_file(folder, [file_of(*rows, name=name)], name=f"{name}.csv")


def entered_file(folder: Path, content: Iterable[bytes], *, name: str = "data.csv") -> CommitmentFile:
    path = folder / name
    path.write_bytes(b"".join(content))
    outcome = import_commitments(path)
    assert outcome.file is not None, outcome.problem
    search.rebuild()
    return outcome.file


def numbered(count: int, *, since: int = 1, **said: str) -> list[dict[str, str]]:
    """So many rows of one plan, alike but for their numbers."""
    return [
        row(
            **{
                "Commitment Unique Identifier": f"AL{number:04}",
                "Commitment Number": str(number),
                "Commitment Title": f"Open book {number} of the harbour",
                **said,
            }
        )
        for number in range(since, since + count)
    ]
