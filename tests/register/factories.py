"""Acts on benches, by the platform, for a town."""

import uuid

from django.db import transaction

from parvis.kernel.types import PLATFORM
from parvis.kernel.urns import urn
from parvis.register import commands as register
from parvis.register.models import Outbox

from .events import BenchMoved, BenchPainted, PaintsMixed


def bench(number=None):
    return urn("bench", uuid.uuid4() if number is None else uuid.UUID(int=number))


TOWN = urn("town", uuid.UUID(int=1))


def paint(object=None, *, by=PLATFORM, body=TOWN, commitments=None, **said):
    with transaction.atomic():
        event = BenchPainted(object or bench(), body, **said)
        return _stored(register.record(event, by=by, commitments=commitments))


def move(object=None, *, by=PLATFORM, body=TOWN, **said):
    with transaction.atomic():
        return _stored(register.record(BenchMoved(object or bench(), body, **said), by=by))


def mix(object, paints, *, by=PLATFORM, body=TOWN):
    with transaction.atomic():
        return _stored(register.record(PaintsMixed(object, body, tuple(paints)), by=by))


def _stored(recorded):
    return Outbox.objects.get(act=recorded.act)
