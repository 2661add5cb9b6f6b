"""The demonstration's own log, sequenced and published as `parvis work` does it, verified by our program and by Go."""

import pytest
from django.core.management import call_command

from parvis.register import queries, sequencer, verify
from parvis.register.models import Entry
from tests.register import go
from tests.register.damaged import changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(settings, tmp_path):
    settings.DEMONSTRATION = True
    settings.REGISTER_FOLDER = tmp_path / "register"
    settings.REGISTER_KEY = tmp_path / "register.key"
    call_command("demonstration", verbosity=0)
    assert sequencer.sequence_once() >= 10
    return settings.REGISTER_FOLDER


def test_its_log_and_its_receipts_hold_until_a_byte_is_changed(log, tmp_path, capsys):
    vkey, receipt = queries.published().vkey, tmp_path / "receipt"

    assert verify.main([str(log), "--key", vkey]) == 0
    for index in Entry.objects.values_list("index", flat=True):
        receipt.write_text(queries.receipt(index))
        assert verify.main([str(receipt), "--key", vkey]) == 0
    if not go.IS_HERE:
        pytest.skip(go.MISSING)
    program = go.built(tmp_path)
    assert go.says(program, "log", log, vkey) == (0, "ok")
    assert go.says(program, "receipt", receipt, vkey) == (0, "ok")

    changed(next((log / "tile" / "entries").glob("*.p/*")), 1000)

    assert verify.main([str(log), "--key", vkey]) == 1
    assert go.says(program, "log", log, vkey)[0] == 1
