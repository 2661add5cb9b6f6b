"""OGP's commitment data as CSV, in its two layouts: `current` (171 columns, one row per commitment) and `older` (2016).

What a column is to us stands in current.yaml and older.yaml, what a cell may say in scales.yaml, the names of what
commitments are about in policy_areas.yaml, and the members in members.yaml. Cells are always kept as written; what is
read of them stands beside.
"""

from .dates import DateWritten
from .layouts import Column, Layout, layout, layouts
from .members import REGIONS, MemberNamed, member_named, members
from .policy_areas import policy_areas
from .reading import CommitmentFile
from .rows import CommitmentRow, LeftOut, Notice
from .scales import Rating, Scale, Value, completion, ratings, reasons, scales

__all__ = [
    "REGIONS",
    "Column",
    "CommitmentFile",
    "CommitmentRow",
    "DateWritten",
    "Layout",
    "LeftOut",
    "MemberNamed",
    "Notice",
    "Rating",
    "Scale",
    "Value",
    "completion",
    "layout",
    "layouts",
    "member_named",
    "members",
    "policy_areas",
    "ratings",
    "reasons",
    "scales",
]
