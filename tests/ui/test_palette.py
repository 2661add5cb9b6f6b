"""Every colour that carries words can be read: WCAG 2.2, 1.4.3, at 4.5 to 1."""

import re
from itertools import pairwise

import pytest

from parvis.accounts.models import Member
from parvis.ui import samples
from tools import house

STYLES = house.PACKAGE / "ui" / "frontend" / "styles"
SOURCE = (STYLES / "_palette.scss").read_text()
PALETTE = dict(re.findall(r'"(\w+)": (#[0-9a-f]{6}),', SOURCE))
NAMED = dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", SOURCE, re.M))
TAGS = re.findall(
    r"&--(\w+) \{ background: (#[0-9a-f]{3,6}).*?[^-]color: (#[0-9a-f]{6})", (STYLES / "_components.scss").read_text()
)


def luminance(colour):
    """Relative luminance, as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_measures_it():
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", ["#ffffff", NAMED["limestone"]])
@pytest.mark.parametrize("name", PALETTE)
def test_a_member_colour_reads_on_every_ground(name, ground):
    assert contrast(PALETTE[name], ground) >= 4.5


@pytest.mark.parametrize("name", ["ink", "ink-soft", "link", "link-hover", "error", "success"])
def test_text_reads_on_limestone_as_on_white(name):
    assert contrast(NAMED[name], NAMED["limestone"]) >= 4.5


def test_focus_is_seen_beside_ink():
    assert contrast(NAMED["focus"], NAMED["ink"]) >= 3


@pytest.mark.parametrize(("tone", "ground", "words"), TAGS)
def test_a_tag_reads(tone, ground, words):
    assert contrast(ground, words) >= 4.5


def test_a_member_chooses_among_the_colours_there_are():
    assert list(PALETTE) == Member.Colour.values == list(samples.COLOURS)


def test_colours_differ():
    values = sorted(PALETTE.values())
    assert all(one != other for one, other in pairwise(values))
