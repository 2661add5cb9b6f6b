"""The plan file: one plan with everything known of it and where that is known from, as YAML or JSON.

`schema.json` describes it and docs/plan-file.md explains it. `read` gives what a file says or refuses it with every
problem, line by line; `written` writes one.
"""

from .problems import Path, PlanFileRefused, Problem, say
from .reading import Document, PlanFile, placed, read
from .shape import SCHEMA
from .writing import written

__all__ = ["SCHEMA", "Document", "Path", "PlanFile", "PlanFileRefused", "Problem", "placed", "read", "say", "written"]
