"""What was left out of a file of OGP's commitment data, and what was kept as written without being known: as CSV."""

import csv
import io
from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _

from parvis.kernel.tables import plain

from . import queries
from .checking_commitments import remarks
from .models import CommitmentUpload, LeftOutRow
from .standards.commitment_data.reasons import sentence
from .standards.commitment_data.rows import LeftOut, Notice


def remarks_as_csv(upload: CommitmentUpload) -> Iterator[str]:
    """As it was stored once the file has entered, and before that as it is read; in the reader's language."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow([_("Line"), _("Column"), _("What became of it"), _("Reason")])
    for one in _remarks(upload):
        is_left_out = isinstance(one, LeftOut) or (isinstance(one, LeftOutRow) and not one.is_notice)
        became = _("Row left out") if is_left_out else _("Kept as written")
        writer.writerow([one.line, plain(one.column), became, plain(sentence(one.code, one.values))])
        yield held.getvalue()
        held.seek(0)
        held.truncate()
    yield held.getvalue()


def _remarks(upload: CommitmentUpload) -> Iterator[LeftOut | Notice | LeftOutRow]:
    if upload.file:
        return chain(queries.left_out(upload.file), queries.notices(upload.file))
    return remarks(upload.waiting) if upload.content else iter(())
