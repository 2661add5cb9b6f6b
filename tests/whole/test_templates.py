"""Templates compile, and hold nothing that the content security policy would have to excuse."""

import re

import pytest
from django.template import engines

from tools import house

TEMPLATES = house.templates()
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)(?![^>]*ld\+json)", re.I
)


def _name(path):
    return path.as_posix().split("/templates/", 1)[1]


every_template = pytest.mark.parametrize("path", TEMPLATES, ids=_name)


@every_template
def test_it_compiles(path):
    engines["django"].get_template(_name(path))


@every_template
def test_it_has_no_inline_script_or_style(path):
    assert not INLINE.findall(path.read_text())


def test_no_python_writes_a_style_either():
    sources = {path: path.read_text() for path in house.python_files() if path.is_relative_to(house.PACKAGE)}
    assert [path for path, source in sources.items() if re.search(r"<style\b|\sstyle=", source)] == []


@every_template
def test_a_page_says_its_language_once(path):
    """Only the base page writes `<html>`; it takes the language from the address."""
    assert "<html" not in path.read_text() or "lang=" in path.read_text()
