"""Why a row is left out, or a cell kept as written: a code with its values, told in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "ragged": _("Cells in this row: %(cells)s; in the header: %(width)s."),
    "quotation_marks": _("The quotation marks of this row do not pair: it cannot be told apart into cells."),
    "nothing": _("The row has nothing in this column."),
    "impossible_date": _("There is no such day: %(written)s."),
    "other_content": _("Another row has the same key (line %(line)s of its file) and says something else here."),
    "identifier_here": _("A commitment that is here has this identifier, and did not come from OGP’s data."),
    "member_acts_here": _("This member keeps its own plans here: only its own people enter them."),
    "unknown_column": _("This column is not known; its cells are kept as written."),
    "unknown_value": _("“%(written)s” is no value of this column; it is kept as written."),
    "unnamed_column": _("Column %(number)s has no name; what it holds is left out."),
}


def sentence(code: str, values: Mapping[str, Any]) -> str:
    return str(SENTENCES[code]) % values
