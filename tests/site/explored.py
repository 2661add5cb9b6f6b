"""Commitments to explore: generated rows of OGP's layout, entered by the real command."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command

from parvis.accounts.types import Member
from parvis.assessments.standards.commitment_data import layout, members
from parvis.search import commands as search
from tests.assessments.commitment_files import generated
from tests.assessments.commitment_rows import file_of, row

LAYOUT = layout("current")
PROCUREMENT = next(column.name for column in LAYOUT.columns if column.tag == "public-procurement")
COMPLETION = next(column.name for column in LAYOUT.columns if column.rating == "completion_end_of_term")
LATIN = {
    member.name["en"]
    for member in members()
    if Member(country=member.country, region=member.region).is_in_latin_america
}
THE_STORYS = 3


def generated_file(rows: int = 120) -> bytes:
    """Three commitments on procurement in Latin America ended complete, and no others did."""
    return file_of(*generated_rows(rows))


def generated_rows(rows: int) -> list[dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(b"".join(generated("current", rows, text_length=300)).decode())))
    there = [one for one in found if one["Country/Locality"] in LATIN]
    for place, one in enumerate(there):
        one[PROCUREMENT] = "1" if place < THE_STORYS else "0"
        one[COMPLETION] = "Complete" if place < THE_STORYS else "Limited"
    return found


def enter(content: bytes) -> None:
    """And make them findable: what follows a commit does not happen in a test that is rolled back."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "commitments.csv"
        path.write_bytes(content)
        call_command("import_commitments", str(path), stdout=io.StringIO(), stderr=io.StringIO())
    search.rebuild()


def enter_rows(*rows: dict[str, str]) -> None:
    enter(file_of(*rows))


def one_row(number: int = 1, **said: str) -> dict[str, str]:
    """Of Albania, unless told; each number another commitment."""
    return row(**{"Commitment Unique Identifier": f"AL{number:04}", "Commitment Number": str(number), **said})
