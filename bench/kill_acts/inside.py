"""What the bench asks of an installation from inside: run with its settings, answers in JSON."""

import json
import re
import sys
from collections import defaultdict
from datetime import timedelta
from importlib import import_module
from itertools import zip_longest

import django

WORDS = re.compile(r"Storm \d+")


def prepare(writers: str) -> list[dict]:
    from django.urls import reverse
    from django.utils.translation import override

    from parvis.contributions.types import Subject
    from tests.accounts.factories import MembershipFactory
    from tests.contributions.factories import ContributionFactory
    from tests.plans.factories import MilestoneFactory

    milestone = MilestoneFactory()
    about, plan = milestone.commitment, milestone.commitment.plan
    subject = Subject(about.urn, plan.member.urn, about.title, about.get_absolute_url(), False)
    people = []
    for _number in range(int(writers)):
        person, comment = MembershipFactory(member=plan.member).person, ContributionFactory(on=subject)
        with override("en"):
            people.append(
                {
                    "cookie": _signed_in(person),
                    "milestone": milestone.get_absolute_url(),
                    "report": reverse("plans:report_progress", args=[plan.slug, milestone.code]),
                    "comment": comment.get_absolute_url(),
                    "hide": reverse("contributions:hide_contribution", args=[comment.uid]),
                    "restore": reverse("contributions:restore_contribution", args=[comment.uid]),
                }
            )
    return people


def stored() -> dict[str, list[str]]:
    """The words of each act in the database → the ids of its lines on the register."""
    acts: dict[str, list[str]] = defaultdict(list)
    _reports(acts)
    _moderation(acts)
    return acts


def unsettled() -> dict[str, int]:
    """What there still is to do, and what nobody will do any more."""
    from django.utils import timezone

    from parvis.jobs.tasks import Job
    from parvis.mail.models import Message
    from parvis.register.models import Outbox

    return {
        "outbox": Outbox.objects.count(),
        "ready": Job.objects.ready().filter(run_after__lte=timezone.now()).count(),
        "held": Job.objects.running().count(),
        "waiting": Job.objects.ready().filter(run_after__gt=timezone.now()).count(),
        "failed": Job.objects.failed().count(),
        "unsent": Message.objects.filter(sent_at=None).count(),
    }


def let_an_hour_pass() -> int:
    """For jobs: those that killed workers hold expire, and those that failed are tried again."""
    from django.utils import timezone

    from parvis.jobs.tasks import Job

    hour = timedelta(hours=1)
    ready = Job.objects.ready().filter(run_after__gt=timezone.now()).update(run_after=timezone.now())
    return ready + Job.objects.running().update(started_at=timezone.now() - hour)


def messages() -> list[str]:
    """The uid of each message that an act wrote."""
    from parvis.mail.models import Message

    return [str(uid) for uid in Message.objects.values_list("uid", flat=True)]


def _signed_in(person) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _lines(event: str) -> list:
    from parvis.register.models import Entry, Outbox

    return [line for table in (Entry, Outbox) for line in table.objects.filter(event=event).order_by("pk")]


def _reports(acts: dict[str, list[str]]) -> None:
    from parvis.plans.models import ProgressUpdate

    lines = defaultdict(list)
    for line in _lines("plans.progress_reported"):
        lines[line.payload["progress"]].append(str(line.act))
    for update in ProgressUpdate.objects.all():
        acts[update.words["en"]] += lines.pop(update.urn, ["no line"])
    for urn in lines:
        acts[f"a line without its act: {urn}"] = []


def _moderation(acts: dict[str, list[str]]) -> None:
    """Each comment is hidden and shown again by turns; each turn writes a line, and a message to the author."""
    from parvis.contributions.models import Contribution
    from parvis.mail.models import Message

    lines = [*_lines("contributions.contribution_hidden"), *_lines("contributions.contribution_restored")]
    for comment in Contribution.objects.select_related("author"):
        ours = sorted((line for line in lines if line.object == comment.urn), key=lambda line: line.recorded_at)
        written, words = Message.objects.filter(person=comment.author).order_by("pk"), ""
        for line, message in zip_longest(ours, written):
            found = WORDS.search(message.text) if message else None
            words = found[0] if found else f"{words}, shown again"
            acts[words].append(str(line.act) if line else "no line")
            if message is None:
                acts[f"a line without its message: {line.act}"] = []


def act() -> str:
    """One act of the tests' own, and its id."""
    from tests.register.factories import paint

    return str(paint().act)


if __name__ == "__main__":
    django.setup()
    questions = {
        "prepare": prepare,
        "stored": stored,
        "unsettled": unsettled,
        "let_an_hour_pass": let_an_hour_pass,
        "messages": messages,
        "act": act,
    }
    print(json.dumps(questions[sys.argv[1]](*sys.argv[2:])))
