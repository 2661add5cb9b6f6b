"""A published report as JSON: what `parvis import-report --json` prints, and what a stored report gives back.

`schema.json` describes it. `as_json` writes, `from_json` reads or refuses, `content_sha256` says whether two are the
same report, wherever and in whatever layout their files are.
"""

from .reading import SCHEMA, from_json, is_url, parsed, require_writable
from .writing import as_json, content, content_sha256, line, written

__all__ = [
    "SCHEMA",
    "as_json",
    "content",
    "content_sha256",
    "from_json",
    "is_url",
    "line",
    "parsed",
    "require_writable",
    "written",
]
