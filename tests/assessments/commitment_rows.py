"""A file of the current or the older layout, as small as a test needs it."""

import csv
import io
from collections.abc import Sequence

from parvis.assessments.standards.commitment_data import CommitmentFile, layout

SAID = {
    "current": {
        "Commitment Unique Identifier": "AL0002",
        "Country/Locality": "Albania",
        "Action Plan Number": "1",
        "Commitment Title": "Open the harbour books",
        "Action Plan ID": "AP_ALB01",
    },
    "older": {
        "Country": "Albania",
        "Action Plan Number": "1",
        "Comm No": "2",
        "Commitment Title": "1. Open  the Books",
    },
}


def row(name: str = "current", **said: str) -> dict[str, str]:
    """Everything else is not reviewed."""
    return {**dict.fromkeys(layout(name).names, "NR"), **SAID[name], **said}


def file_of(*rows: dict[str, str], header: Sequence[str] = (), name: str = "current") -> bytes:
    header = header or layout(name).names
    return table([header, *([one[column] for column in header] for one in rows)])


def table(rows: Sequence[Sequence[str]]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(rows)
    return held.getvalue().encode()


def read(content: bytes):
    with CommitmentFile.open(io.BytesIO(content)) as file:
        return list(file)


def only(content: bytes):
    [found] = read(content)
    return found
