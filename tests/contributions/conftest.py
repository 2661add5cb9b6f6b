import pytest

from parvis.contributions import types
from parvis.contributions.types import Subject, declare_subject
from parvis.kernel import urns
from parvis.kernel.urns import Named


@pytest.fixture
def shown(monkeypatch):
    """Let the pages know a leaf: `shown(subject)`."""
    monkeypatch.setattr(types, "_finders", dict(types._finders))
    monkeypatch.setattr(urns, "_kinds", dict(urns._kinds))
    known: dict[str, Subject] = {}
    declare_subject("leaf", find=lambda uid: known.get(urns.urn("leaf", uid)))
    urns.declare("leaf", label="Leaf", resolve=lambda uids, viewer: {uid: Named("A leaf", "/en/leaf/") for uid in uids})

    def show(subject: Subject) -> Subject:
        known[subject.urn] = subject
        return subject

    return show
