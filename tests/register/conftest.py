from contextlib import ExitStack

import pytest

from parvis.kernel import urns
from parvis.kernel.urns import Named
from parvis.register import asking, witnessing
from parvis.register.cosignatures import ED25519
from parvis.register.keys import signer
from parvis.register.models import Entry

from .logs import serving, witness


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A log of its own for each test."""
    settings.REGISTER_FOLDER = tmp_path / "register"
    settings.REGISTER_KEY = tmp_path / "register.key"
    settings.REGISTER_ORIGIN = "parvis.test/register"
    return settings.REGISTER_FOLDER


@pytest.fixture
def named(monkeypatch):
    """Benches and towns have names, except benches that nobody may see: those with an even number."""

    def resolve(uids, viewer):
        Entry.objects.exists()  # the one query that a real kind would cost
        return {uid: Named(f"No {uid.int} <b>", f"/there/{uid.int}/") for uid in uids if uid.int % 2}

    kinds = {kind: urns.Kind(kind, kind.capitalize(), resolve) for kind in ("bench", "town")}
    monkeypatch.setattr(urns, "_kinds", kinds)


@pytest.fixture
def witnesses(settings, tmp_path, patience):
    """Starts witnesses of this log, and puts them in the settings. `of(honest, body)` answers in one's place."""
    with ExitStack() as stack:
        started = []

        def start(name, *, kind=ED25519, of=None):
            folder = tmp_path / name
            made = witness(folder, name, kind=kind, keys=[signer().verifier], seed=len(started) + 1)
            if of:
                honest = made.add_checkpoint
                made.add_checkpoint = lambda body: of(honest, body)
            started.append(made)
            made.server = stack.enter_context(serving(made))
            settings.REGISTER_WITNESSES = [*settings.REGISTER_WITNESSES, f"{made.key.key} {made.server.url}"]
            return made

        yield start
        asking._connections().close()


@pytest.fixture
def patience(monkeypatch):
    monkeypatch.setattr("parvis.register.publisher.WAIT", 5.0)
    monkeypatch.setattr(witnessing, "WAIT", 5.0)
