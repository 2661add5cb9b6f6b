"""One file of OGP's commitment data from disk to the database, and what to say of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.kernel.errors import Refusal
from parvis.kernel.types import IMPORT

from . import commands, queries
from .models import CommitmentFile, LeftOutRow
from .standards.commitment_data.reading import CommitmentFile as FileRead


@dataclass(frozen=True)
class CommitmentsRead:
    """What became of a file. `problem` is why it was refused as a whole, and then nothing was stored."""

    name: str
    file: CommitmentFile | None = None
    is_new: bool = False
    problem: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """What entered now: of a file that had entered before, nothing but what was left out of it then."""
        if self.file is None:
            return {}
        entered = self.file.counts
        return entered if self.is_new else {**entered, "commitments": 0, "plans": 0, "members": 0}

    def left_out(self) -> Iterator[LeftOutRow]:
        """Each row that could not be used."""
        return queries.left_out(self.file) if self.file is not None else iter(())


def import_commitments(path: Path) -> CommitmentsRead:
    """Never raises for what is wrong with the file."""
    try:
        with FileRead.open(path) as read:
            outcome = commands.record_past_commitments(read, by=IMPORT, name=path.name)
    except OSError:
        problem = _("The file cannot be read. Check its name, its folder, and whether you may read it.")
        return CommitmentsRead(str(path), problem=problem)
    except Refusal as refusal:
        return CommitmentsRead(str(path), problem=str(refusal))
    return CommitmentsRead(str(path), outcome.file, outcome.is_new)
