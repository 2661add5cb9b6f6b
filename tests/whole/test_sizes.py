"""The tail: a file or function this long holds two ideas. And nothing is left unfinished by its own words."""

import ast
import re
from pathlib import Path

import pytest

from tools import house

# A sceptic is handed one file, and reads that: docs/decisions/0012-a-verifier-of-its-own.md.
ALONE = {Path("parvis/register/verify.py")}
FILES = {path.relative_to(house.ROOT): path.read_text() for path in house.python_files()}


def test_a_file_has_at_most_400_lines():
    assert [path for path, source in FILES.items() if source.count("\n") > 400 and path not in ALONE] == []


def test_a_function_has_at_most_50_lines():
    functions = [
        (path, node)
        for path, source in FILES.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [f"{path} {node.name}" for path, node in functions if node.end_lineno - node.lineno >= 50] == []


def test_nothing_is_left_to_do():
    sources = FILES | {path: path.read_text() for path in house.templates()}
    unfinished = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|NotImplemented" r"Error)\b")
    assert [path for path, source in sources.items() if unfinished.search(source)] == []


def test_no_file_is_a_drawer():
    assert [path for path in FILES if path.stem in {"utils", "util", "helpers", "misc", "common"}] == []


@pytest.mark.parametrize("room", house.rooms())
def test_a_room_says_what_it_is_for(room):
    sentence = ast.get_docstring(ast.parse((house.PACKAGE / room / "__init__.py").read_text()))
    assert sentence
    assert sentence.endswith(".")
