import pytest

from parvis.kernel import urns
from parvis.kernel.urns import Named
from parvis.register.models import Entry


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
