import pytest

from parvis.kernel.errors import NotPermitted
from parvis.kernel.permissions import declared, may, require
from parvis.kernel.types import IMPORT, PLATFORM


def test_an_undeclared_permission_is_a_mistake_not_a_no():
    with pytest.raises(LookupError):
        may(IMPORT, "plans.fly")


def test_history_enters_by_the_import_alone():
    assert [may(by, "plans.record_past_plan") for by in (IMPORT, PLATFORM)] == [True, False]


def test_a_refusal_has_a_code_for_machines_and_words_for_people():
    with pytest.raises(NotPermitted) as refused:
        require(PLATFORM, "plans.record_past_plan")
    assert (refused.value.code, str(refused.value)) == ("not_permitted", "Your role does not allow this.")


def test_every_permission_is_named_for_its_room():
    assert all("." in name for name in declared())
