"""Whatever arrives, a report or a refusal comes out; `bench/fuzz_reader.py` goes on for minutes."""

from contextlib import suppress
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from parvis.assessments.errors import NotAReport
from parvis.assessments.standards.published_report import read, without_addresses

from .published_damage import damaged


@given(st.integers(0, 2**32))
def test_a_damaged_report(seed):
    content = damaged(Random(seed))

    without_addresses(content)
    with suppress(NotAReport):
        assert read(content).answers


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_anything(content):
    without_addresses(content)
    with suppress(NotAReport):
        read(content)
