import pytest
from django.core.management import call_command

from parvis.config.management.commands import demonstration as loading
from parvis.plans import queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_a_demonstration(settings):
    settings.DEMONSTRATION = True


def test_a_newer_file_leaves_what_people_have_worked_on(tmp_path, monkeypatch, capsys):
    call_command("demonstration")
    (tmp_path / "newer.yaml").write_text("a newer demonstration")
    monkeypatch.setattr(loading, "FOLDER", tmp_path)

    call_command("demonstration")

    assert [plan.slug for plan in queries.plans(viewer=loading.PLATFORM)] == ["quebec-2021-2023"]
