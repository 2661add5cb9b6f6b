from contextlib import ExitStack

import pytest

from parvis.kernel import urns
from parvis.kernel.clock import now
from parvis.kernel.urns import Named
from parvis.register import asking, last_signed, verify, witnessing
from parvis.register.cosignatures import ED25519
from parvis.register.keys import signer
from parvis.register.models import Entry

from . import logs
from .small_logs import serving, witness


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A log of its own for each test."""
    settings.REGISTER_FOLDER = tmp_path / "register"
    settings.REGISTER_KEY = tmp_path / "register.key"
    settings.REGISTER_ORIGIN = "parvis.test/register"
    return settings.REGISTER_FOLDER


@pytest.fixture
def clock(time_machine, monkeypatch):
    """Stands still until it is moved; the database's goes with it."""
    time_machine.move_to("2026-11-20T10:00:00+00:00", tick=False)
    monkeypatch.setattr(last_signed, "database_now", now)
    return time_machine


@pytest.fixture
def named(monkeypatch):
    """Benches and towns have names, except benches that nobody may see: those with an even number."""

    def resolve(uids, viewer):
        Entry.objects.exists()  # the one query that a real kind would cost
        return {uid: Named(f"No {uid.int} <b>", f"/there/{uid.int}/") for uid in uids if uid.int % 2}

    kinds = {kind: urns.Kind(kind, kind.capitalize(), resolve) for kind in ("bench", "town")}
    monkeypatch.setattr(urns, "_kinds", kinds)


@pytest.fixture
def log(tmp_path):
    """Of 257 entries: a full tile, a partial one, and one above."""
    logs.written(tmp_path / "log", logs.lines(257))
    return tmp_path / "log"


@pytest.fixture
def receipt(log, tmp_path):
    path = tmp_path / "parvis-3.tlog-proof"
    path.write_text(logs.receipt(log, 3, next(logs.lines(1, 3))))
    return path


@pytest.fixture
def verified(capsys):
    """Exit code, and what was said, of a call with the log's key."""

    def verified(*arguments, key=logs.VKEY):
        code = verify.main([str(argument) for argument in arguments] + (["--key", str(key)] if key else []))
        out, err = capsys.readouterr()
        return code, out + err

    return verified


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
