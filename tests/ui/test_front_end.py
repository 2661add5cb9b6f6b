"""What browsers load stays light, and comes from nowhere else."""

import gzip
import json
import re

import pytest

from tools import house

BUILT = house.PACKAGE / "assets" / "built"
LIMITS = {"parvis.css": 20_000, "parvis.js": 16_000, "htmx.min.js": 16_000, "source-serif-4-600.woff2": 26_000}


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_it_is_light(name, limit):
    """Bytes as sent: compressed, save for the font, which is already."""
    content = (BUILT / name).read_bytes()

    assert len(content if name.endswith(".woff2") else gzip.compress(content)) < limit


def test_the_stylesheet_asks_only_for_what_is_beside_it():
    asked = re.findall(r"url\(\s*[\"']?([^\"')]+)", (BUILT / "parvis.css").read_text())

    assert [name for name in asked if not (BUILT / name).exists()] == []


def test_the_face_and_crest_of_another_government_are_left_out():
    assert not re.search("GDS Transport|crest|crown", (BUILT / "parvis.css").read_text(), re.I)


def test_the_licences_go_with_it():
    assert {path.stem for path in (BUILT / "licences").iterdir()} == {"govuk-frontend", "htmx", "source-serif-4"}


def test_the_lock_names_no_host():
    lock = json.loads((house.ROOT / "package-lock.json").read_text())

    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_every_package_is_pinned():
    asked = json.loads((house.ROOT / "package.json").read_text())

    assert [version for version in asked["devDependencies"].values() if not version[0].isdigit()] == []
