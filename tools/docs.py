"""What docs/ says from the code: `make docs` writes it, and a test fails when it is out of date."""

import ast
import json
import re
from html import escape
from pathlib import Path
from textwrap import dedent

from parvis.site.glossary import all_terms
from tools import house
from tools.schema_tables import tables

DOCS = house.ROOT / "docs"
ACTS = DOCS / "acts.md"
LAYERS = DOCS / "pictures" / "layers.svg"
TOUR = DOCS / "tour.md"
PLAN_FILE = DOCS / "plan-file.md"
GLOSSARY = DOCS / "glossary.md"
PLAN_FILE_SCHEMA = house.PACKAGE / "plans" / "standards" / "plan_file" / "schema.json"

_QUOTED = re.compile(r"<!-- code: (\S+) (\S+) -->\n(?:\n```python\n.*?```\n)?", re.DOTALL)


def acts() -> str:
    """Every command: what it puts on the register, or why it is no official act."""
    commands = sorted(house.commands(), key=lambda command: (house.rooms().index(command.room), command.name))
    kept = [command for command in commands if not command.not_an_act]
    excused = [command for command in commands if command.not_an_act]
    return "\n".join(
        [
            "# Acts",
            "",
            "Written from the code by `make docs`.",
            "",
            "An official act leaves a line on the public register, in the same transaction. There is no line without",
            "an act. What changes the database without being an act says so in the code, with its reason.",
            "",
            "## What is an act",
            "",
            "| room | command |",
            "|---|---|",
            *(f"| `{command.room}` | `{command.name}` |" for command in kept),
            "",
            "## What is not, and why",
            "",
            "| room | command | because |",
            "|---|---|---|",
            *(f"| `{command.room}` | `{command.name}` | {command.not_an_act} |" for command in excused),
            "",
        ]
    )


def layers_picture() -> str:
    """The floors of the house from the contract in pyproject.toml, drawn. Colours work on white and on black."""
    floors = house.layers()
    width, height, gap = 760, 40, 8
    total = len(floors) * (height + gap) + gap
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {total}" role="img" '
        'aria-labelledby="title" font-family="system-ui, sans-serif" font-size="16">',
        '<title id="title">The rooms of Parvis, from the top floor down: '
        f"{escape('; '.join(' and '.join(floor) for floor in floors))}. Imports go down only.</title>",
    ]
    for number, floor in enumerate(floors):
        y = gap + number * (height + gap)
        each = (width - gap * (len(floor) + 1)) / len(floor)
        for place, room in enumerate(floor):
            x = gap + place * (each + gap)
            drawn.append(
                f'<rect x="{x:.0f}" y="{y}" width="{each:.0f}" height="{height}" rx="4" '
                'fill="#e8eef4" stroke="#1d4f76"/>'
                f'<text x="{x + each / 2:.0f}" y="{y + 26}" text-anchor="middle" fill="#0b2540">{room}</text>'
            )
    return "\n".join([*drawn, "</svg>", ""])


def tour() -> str:
    """The tour as it stands, with what it quotes taken from the source anew."""
    return _QUOTED.sub(_quotation, TOUR.read_text())


def _quotation(found: re.Match) -> str:
    path, name = found.groups()
    return f"<!-- code: {path} {name} -->\n\n```python\n{quoted(house.ROOT / path, name)}\n```\n"


def quoted(path: Path, name: str) -> str:
    """The source of a function, a class or a method; where there is none of that name, the lines that hold the word."""
    source = path.read_text()
    scope: ast.AST = ast.parse(source)
    for part in name.split("."):
        inside = (node for node in ast.walk(scope) if getattr(node, "name", None) == part)
        scope = next(inside, None)
        if scope is None:
            return _lines_with(source, name)
    lines = source.splitlines()
    marks = getattr(scope, "decorator_list", [])
    first = min([scope.lineno, *(mark.lineno for mark in marks)])
    return dedent("\n".join(lines[first - 1 : scope.end_lineno]))


def _lines_with(source: str, word: str) -> str:
    found = [line.strip() for line in source.splitlines() if re.search(rf"\b{word}\b", line)]
    if not found:
        raise LookupError(f"docs/tour.md quotes {word}, which is gone")
    return "\n".join(found)


def plan_file() -> str:
    """What people wrote above the mark, and every field of the schema below it."""
    above, mark, _below = PLAN_FILE.read_text().partition("written from the schema by `make docs`. -->\n")
    return f"{above}{mark}\n{tables(json.loads(PLAN_FILE_SCHEMA.read_text()))}"


def glossary() -> str:
    """The words of the domain, from the file that the glossary page shows as well."""
    rows = [
        f"| `{term.code}` | {term.word['en']} | {term.word['fr']} | `{term.room}` | {term.meaning['en']} |"
        for term in all_terms()
    ]
    return "\n".join(
        [
            "# Glossary",
            "",
            "Written from `parvis/site/glossary.yaml` by `make docs`; the site shows these words, at `/en/glossary/`",
            "and `/fr/glossary/`, with their meaning in both languages. A word means the same in code, pages and docs.",
            "",
            "| word in code | English | French | room | meaning |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


WRITTEN = {ACTS: acts, LAYERS: layers_picture, TOUR: tour, PLAN_FILE: plan_file, GLOSSARY: glossary}


def main() -> None:
    for path, content in WRITTEN.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content())


if __name__ == "__main__":
    main()
