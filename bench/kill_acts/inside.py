"""What the bench asks of an installation from inside: run with its settings, answers in JSON."""

import json
import sys
from collections import defaultdict
from importlib import import_module

import django


def prepare() -> dict:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.urls import reverse
    from django.utils.translation import override

    from tests.accounts.factories import MembershipFactory
    from tests.plans.factories import MilestoneFactory

    milestone = MilestoneFactory()
    person = MembershipFactory(member=milestone.commitment.plan.member).person
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    with override("en"):
        url = reverse("plans:report_progress", args=[milestone.commitment.plan.slug, milestone.code])
    return {"url": url, "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}


def stored() -> dict[str, list[str]]:
    from parvis.plans.models import ProgressUpdate
    from parvis.register.models import Entry, Outbox

    acts = defaultdict(list)
    for table in (Entry, Outbox):
        for line in table.objects.filter(event="plans.progress_reported"):
            acts[line.payload["progress"]].append(str(line.act))
    return {update.words["en"]: acts.pop(update.urn, []) for update in ProgressUpdate.objects.all()} | {
        f"line without an act: {urn}": found for urn, found in acts.items()
    }


def waiting() -> int:
    from parvis.register.models import Outbox

    return Outbox.objects.count()


def act() -> str:
    """One act of the tests' own, and its id."""
    from tests.register.factories import paint

    return str(paint().act)


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"prepare": prepare, "stored": stored, "waiting": waiting, "act": act}[sys.argv[1]]()))
