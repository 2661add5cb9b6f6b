"""What the register fixes of a completed milestone: what was promised, and what it rests on."""

import json
from hashlib import sha256

import pytest

from parvis.evidence.types import Citation
from parvis.kernel import contents
from parvis.plans import commands
from parvis.register import queries as register
from tests.plans.factories import MilestoneFactory
from tests.plans.people import lead_of

from .test_commands_milestones import DONE, PAGE, UPDATE

pytestmark = pytest.mark.django_db


def test_the_register_fixes_what_was_completed():
    milestone = MilestoneFactory()

    done = commands.complete_milestone(milestone, by=lead_of(milestone.commitment), **DONE)

    line = register.latest(milestone.urn)
    [content] = contents.found(line.event, "content_sha256", line.said, None)
    assert sha256(content).hexdigest() == line.payload["content_sha256"]
    assert json.loads(content)["title"] == done.title.as_json()


def test_the_register_fixes_what_completed_it():
    milestone = MilestoneFactory()

    done = commands.complete_milestone(milestone, by=lead_of(milestone.commitment), **DONE)

    line, cited = register.latest(milestone.urn), register.latest(done.evidence.urn)
    assert line.payload["source_sha256"] == cited.payload["source_sha256"]
    [content] = contents.found(line.event, "source_sha256", line.said, None)
    assert sha256(content).hexdigest() == line.payload["source_sha256"]
    assert json.loads(content)["url"] == done.evidence.url


def test_evidence_that_was_exchanged_later_shows():
    milestone = MilestoneFactory()
    done = commands.complete_milestone(milestone, by=lead_of(milestone.commitment), **DONE)
    line = register.latest(milestone.urn)

    Citation.objects.filter(pk=done.evidence.pk).update(url="https://example.org/exchanged")

    [content] = contents.found(line.event, "source_sha256", line.said, None)
    assert sha256(content).hexdigest() != line.payload["source_sha256"]


def test_what_progress_rests_on_has_its_line():
    milestone = MilestoneFactory()

    update = commands.report_progress(milestone, by=lead_of(milestone.commitment), **UPDATE, evidence=[PAGE])

    cited = register.latest(update.evidence.get().urn)
    assert (cited.event, cited.payload["about"]) == ("evidence.source_recorded", milestone.urn)
