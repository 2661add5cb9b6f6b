"""The words of a commitment as people read them."""

from time import process_time

import pytest

from parvis.assessments.standards.commitment_data.texts import readable


@pytest.mark.parametrize("mark", ["<br>", "<BR />", " \t<br/> ", "<br  >"])
def test_a_mark_of_html_breaks_a_line(mark):
    assert readable(f"Publish the dues.{mark}Ask the harbours.") == "Publish the dues.\nAsk the harbours."


@pytest.mark.parametrize("run", [" ", "<br ", "\t"])
def test_a_long_run_of_spaces_is_read_in_one_go(run):
    begun = process_time()

    readable("a" + run * 1_000_000 + "b")

    assert process_time() - begun < 5
