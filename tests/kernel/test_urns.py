import uuid

import pytest

from parvis.kernel import urns
from parvis.kernel.urns import Kind, urn

A, B, C = (urn(kind, uuid.UUID(int=1)) for kind in ("a", "b", "c"))
SYSTEM = "urn:parvis:system:import"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    """The second costs two queries."""
    kinds = {name: Kind(name, name.upper(), lambda uids, viewer: {}, 2 if name == "b" else 1) for name in "abc"}
    monkeypatch.setattr(urns, "_kinds", kinds)


@pytest.mark.parametrize(
    ("most", "found"),
    [(0, [SYSTEM]), (1, [A, SYSTEM]), (2, [A, SYSTEM, C]), (3, [A, B, SYSTEM]), (4, [A, B, SYSTEM, C])],
)
def test_what_can_be_afforded_are_the_kinds_that_come_first(most, found):
    assert sorted(urns.affordable([A, B, SYSTEM, C], most)) == sorted(found)


def test_a_kind_costs_once_however_many_there_are():
    many = [urn("a", uuid.UUID(int=number)) for number in range(9)]

    assert urns.affordable(many, 1) == many


def test_a_kind_has_a_label():
    assert urns.label_of(A) == "A"
    assert urns.label_of(SYSTEM) is None
