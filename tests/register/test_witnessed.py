"""Who witnessed, as told; settings that cannot be read; receipts and the witnesses they carry."""

import re
from html import unescape

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.translation import override

from parvis.register import queries, sequencer, verify
from parvis.register.cosignatures import ED25519, ML_DSA_44, Cosigner
from parvis.register.errors import WitnessesMisread
from parvis.register.witness.protocol import Answer
from parvis.register.witnesses import panel

from .factories import move

pytestmark = pytest.mark.django_db


def acts(count):
    for _ in range(count):
        move()


def published(folder):
    return (folder / "checkpoint").read_text()


def test_who_witnessed_is_told_in_the_order_of_the_settings(witnesses, settings):
    witnesses("w2")
    witnesses("w1", of=lambda _honest, _body: Answer(500, ""))
    witnesses("w3")
    settings.REGISTER_QUORUM = 2
    acts(1)
    sequencer.sequence_once()
    told = queries.witnessed()

    assert (told.count, told.of, told.names, told.missing) == (2, 3, ("w2", "w3"), ("w1",))
    assert (told.quorum, told.is_met, len(told.times)) == (2, True, 2)


def test_a_quorum_is_not_met_before_anything_is_published(settings):
    settings.REGISTER_WITNESSES = [f"{Cosigner('w', ED25519, bytes(32)).key} http://127.0.0.1:1"]
    settings.REGISTER_QUORUM = 1

    assert not queries.witnessed().is_met


def test_a_log_without_witnesses_needs_none():
    assert queries.witnessed() == queries.Witnessed(0, 0, (), (), (), None, True)


def test_who_witnessed_costs_no_query(witnesses, django_assert_num_queries):
    witnesses("w1")
    sequencer.sequence_once()

    with django_assert_num_queries(0):
        assert queries.witnessed().count == 1


W1, W2 = (f"{Cosigner(name, ED25519, bytes([seed] * 32)).key} http://w.test" for name, seed in (("w1", 1), ("w2", 2)))


@pytest.mark.parametrize(
    ("lines", "quorum", "said"),
    [
        (["nonsense"], 0, "nonsense"),
        ([W1.replace("http", "ftp")], 0, "no http or https address"),
        ([W1.split(" ")[0]], 0, "no http or https address"),
        ([W1, W1], 0, "the same name"),
        ([W1, W1.replace("w1", "w2", 1)], 0, "w2"),
        ([W1, W2], 3, "from 0 to 2"),
        ([W1], -1, "from 0 to 1"),
        ([f"{Cosigner('none', ED25519, bytes(32)).key} http://w.test"], 0, "called none"),
        ([W1, f"{Cosigner('w2', ED25519, bytes([1] * 32)).key} http://w.test"], 0, "the same key"),
    ],
)
def test_settings_that_cannot_be_read_say_why(settings, lines, quorum, said):
    settings.REGISTER_WITNESSES, settings.REGISTER_QUORUM = lines, quorum

    with pytest.raises(WitnessesMisread, match=said):
        panel()


def test_no_process_starts_with_settings_that_cannot_be_read(settings):
    settings.REGISTER_WITNESSES = ["nonsense"]

    with pytest.raises(SystemExit, match="nonsense"):
        apps.get_app_config("register").ready()


# Receipts


def test_a_receipt_carries_the_cosignatures(witnesses):
    ours = [witnesses("w1"), witnesses("w2", kind=ML_DSA_44)]
    acts(1)
    sequencer.sequence_once()
    checkpoint = queries.receipt(0).split("\n\n", 1)[1]

    assert all(one.key.key.cosigned_at(checkpoint) for one in ours)


def test_a_receipt_rests_on_a_checkpoint_with_enough_witnesses(witnesses, folder):
    away = []
    witnesses("w1", of=lambda honest, body: Answer(500, "") if away else honest(body))
    acts(2)
    sequencer.sequence_once()
    away.append("w1")
    acts(3)
    sequencer.sequence_once()

    assert panel().cosigned(published(folder)) == {}
    assert [queries.receipt(index).split("\n\n", 1)[1].split("\n")[1] for index in (0, 1, 2, 4)] == ["2", "2", "5", "5"]


# What to type


def page(client, name, *args):
    with override("en"):
        return unescape(client.get(reverse(f"register:{name}", args=args)).content.decode())


@pytest.mark.parametrize(("name", "target"), [("entry", "parvis-0.tlog-proof"), ("about", "/register/log/")])
def test_where_there_is_a_quorum_the_command_takes_the_policy(client, witnesses, settings, name, target):
    for each in ("w1", "w2", "w3"):
        witnesses(each)
    settings.REGISTER_QUORUM = 2
    acts(1)
    sequencer.sequence_once()

    html = page(client, name, *([0] if name == "entry" else []))
    vkey = queries.published().vkey
    for program in ("parvis verify", "python3 verify.py"):
        assert re.search(rf"{program} \S*{target} --key policy\.txt", html)
    assert f"{target} --key {vkey}" in html
    assert "at least 2 of 3 witnesses saw the same log" in html
    assert 'href="/en/register/policy.txt" download' in html


@pytest.mark.parametrize(("name", "target"), [("entry", "parvis-0.tlog-proof"), ("about", "/register/log/")])
def test_where_there_is_none_the_command_takes_the_key(client, name, target):
    acts(1)
    sequencer.sequence_once()

    html = page(client, name, *([0] if name == "entry" else []))
    for program in ("parvis verify", "python3 verify.py"):
        assert re.search(rf"{program} \S*{target} --key parvis\.test/register\+", html)
    assert "It asks for no witness" in html
    assert 'policy.txt" download' not in html


def test_the_command_on_the_page_tells_whether_enough_witnesses_signed(client, witnesses, settings, folder, tmp_path):
    witnesses("w1")
    witnesses("w2", of=lambda _honest, _body: Answer(500, ""))
    acts(1)
    for quorum, code in ((1, 0), (2, 1)):
        settings.REGISTER_QUORUM = quorum
        acts(1)
        sequencer.sequence_once()
        (tmp_path / "policy.txt").write_bytes((folder / "policy.txt").read_bytes())
        (tmp_path / "receipt").write_text(queries.receipt(0))

        assert verify.main([str(tmp_path / "receipt"), "--key", str(tmp_path / "policy.txt"), "--quiet"]) == code
