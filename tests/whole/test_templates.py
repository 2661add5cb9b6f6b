"""Templates compile, and hold nothing that the content security policy would have to excuse."""

import re

import pytest
from django.template import engines

from tools import house

TEMPLATES = {path.as_posix().split("/templates/", 1)[1]: path for path in house.templates()}
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)(?![^>]*ld\+json)", re.IGNORECASE
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles(name):
    engines["django"].get_template(name)


def test_none_has_an_inline_script_or_style():
    assert [name for name, path in TEMPLATES.items() if INLINE.search(path.read_text())] == []


def test_no_python_writes_a_style_either():
    sources = {path: path.read_text() for path in house.python_files() if path.is_relative_to(house.PACKAGE)}
    assert [path for path, source in sources.items() if re.search(r"<style\b|\sstyle=", source)] == []


def test_only_base_pages_write_the_root_element_and_they_say_its_language():
    roots = {name: path.read_text() for name, path in TEMPLATES.items() if "<html" in path.read_text()}
    assert [name for name, text in roots.items() if not re.search(r"<html[^>]*\blang=", text)] == []
