"""Whom a verifier believes: keys, policies (C2SP tlog-policy), cosignatures (C2SP tlog-cosignature)."""

import base64

import pytest

from parvis.register import verify
from parvis.register.notes import Signer

from . import logs, signing
from .signing import LOG_ML_DSA, OTHER_WITNESS, THIRD_WITNESS, WITNESS

# Made by others: the example of Go's sumdb/note, and the key of a public witness.
REMORA = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

LOG = f"log {logs.VKEY}"
WITNESSES = f"witness w1 {WITNESS.vkey}\nwitness w2 {OTHER_WITNESS.vkey}\nwitness w3 {THIRD_WITNESS.vkey}"


@pytest.fixture
def note(tmp_path):
    return logs.written(tmp_path, logs.lines(3))


def _policy(*lines):
    return verify.read_policy("".join(f"{line}\n" for line in lines).encode())


def _holds(note, policy):
    try:
        return bool(verify.trusted(note.encode(), policy, "The checkpoint").signed_by)
    except verify.DoesNotHold:
        return False


@pytest.mark.parametrize(("vkey", "kind"), [(PETER, verify.ED25519), (REMORA, verify.ED25519_COSIGNATURE)])
def test_keys_that_others_made_are_read(vkey, kind):
    assert verify.read_vkey(vkey).kind == kind


def test_the_log_s_own_signature_is_enough_where_no_witness_is_asked_for(note):
    assert _holds(note, _policy(LOG, "quorum none"))


def test_another_log_s_signature_is_not(note):
    other = Signer("parvis.test/other", bytes(range(32)))

    assert not _holds(note, _policy(f"log {other.verifier}", "quorum none"))


def test_a_key_signs_only_for_the_log_of_its_name(note):
    """A key of the policy, but of another log than the one in the checkpoint."""
    other = Signer("parvis.test/other", bytes([5] * 32))
    text = note.partition("\n\n")[0] + "\n"

    assert not _holds(other.signed(text), _policy(LOG, f"log {other.verifier}", "quorum none"))


def test_a_log_may_sign_with_ml_dsa(note):
    text, signature = note.partition("\n\n")[::2]
    alone = f"{text}\n\n{LOG_ML_DSA.line(text + chr(10))}"

    assert _holds(alone, _policy(f"log {LOG_ML_DSA.vkey}", "quorum none"))
    assert not _holds(f"{text}\n\n{signature}", _policy(f"log {LOG_ML_DSA.vkey}", "quorum none"))


def test_an_unknown_signature_is_passed_over(note):
    assert _holds(signing.cosigned(note, WITNESS), _policy(LOG, "quorum none"))


@pytest.mark.parametrize("key", [WITNESS, OTHER_WITNESS], ids=["ed25519", "ml-dsa-44"])
@pytest.mark.parametrize("at", [0, signing.NOON, 2**63 - 1])
def test_a_witness_of_either_kind_is_believed(note, key, at):
    text = note.partition("\n\n")[0] + "\n"

    assert _holds(note + key.line(text, at), _policy(LOG, f"witness w {key.vkey}", "quorum w"))


@pytest.mark.parametrize("key", [WITNESS, OTHER_WITNESS], ids=["ed25519", "ml-dsa-44"])
def test_a_witness_of_another_checkpoint_is_not(note, tmp_path, key):
    other = logs.written(tmp_path / "other", logs.lines(4)).partition("\n\n")[0] + "\n"

    assert not _holds(note + key.line(other), _policy(LOG, f"witness w {key.vkey}", "quorum w"))


@pytest.mark.parametrize("key", [WITNESS, OTHER_WITNESS], ids=["ed25519", "ml-dsa-44"])
def test_a_witness_with_another_time_than_it_signed_is_not(note, key):
    text = note.partition("\n\n")[0] + "\n"
    name, raw = key.line(text)[2:].split(" ")
    moved = bytearray(base64.b64decode(raw))
    moved[11] ^= 1

    changed = f"— {name} {base64.b64encode(moved).decode()}\n"
    assert not _holds(note + changed, _policy(LOG, f"witness w {key.vkey}", "quorum w"))


def test_a_time_beyond_what_the_format_allows_is_refused(note):
    text = note.partition("\n\n")[0] + "\n"

    assert not _holds(note + WITNESS.line(text, 2**63), _policy(LOG, f"witness w {WITNESS.vkey}", "quorum w"))


def test_a_known_witness_whose_signature_fails_spoils_the_note_even_where_it_is_not_needed(note):
    bad = WITNESS.line("another text\n")

    assert not _holds(note + bad, _policy(LOG, WITNESSES, "quorum none"))


@pytest.mark.parametrize(
    ("rule", "by", "holds"),
    [
        ("group g any w1 w2 w3", [], False),
        ("group g any w1 w2 w3", [THIRD_WITNESS], True),
        ("group g all w1 w2 w3", [WITNESS, OTHER_WITNESS], False),
        ("group g all w1 w2 w3", [WITNESS, OTHER_WITNESS, THIRD_WITNESS], True),
        ("group g 2 w1 w2 w3", [WITNESS], False),
        ("group g 2 w1 w2 w3", [WITNESS, WITNESS], False),
        ("group g 2 w1 w2 w3", [WITNESS, THIRD_WITNESS], True),
        ("group inner 1 w1 w2\ngroup g all inner w3", [WITNESS, OTHER_WITNESS], False),
        ("group inner 1 w1 w2\ngroup g all inner w3", [OTHER_WITNESS, THIRD_WITNESS], True),
    ],
)
def test_as_many_witnesses_as_the_policy_asks_for(note, rule, by, holds):
    policy = _policy(LOG, WITNESSES, rule, "quorum g")

    assert _holds(signing.cosigned(note, *by), policy) is holds


def test_a_checkpoint_with_too_few_cosignatures_says_whose_are_there(note):
    policy = _policy(LOG, WITNESSES, "group g all w1 w2", "quorum g")

    with pytest.raises(verify.DoesNotHold, match=r"the policy asks for 2 of 2 \(g\), and there are those of w1\."):
        verify.trusted(signing.cosigned(note, WITNESS).encode(), policy, "The checkpoint")


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (["group g 2 w1 w2 w3", "quorum g"], "2 of 3 (g)"),
        (["group g any w1 w2 w3", "quorum g"], "1 of 3 (g)"),
        (["group h any w2 w3", "group g all w1 h", "quorum g"], "2 of 2 (g)"),
        (["quorum w3"], "w3"),
    ],
)
def test_what_a_policy_asks_for_is_told_in_numbers(note, lines, asked):
    with pytest.raises(verify.DoesNotHold) as told:
        verify.trusted(note.encode(), _policy(LOG, WITNESSES, *lines), "The checkpoint")

    assert f"the policy asks for {asked}, and there are those of no witness." in str(told.value)


def test_a_policy_may_be_laid_out_with_comments_tabs_and_addresses():
    policy = verify.read_policy(
        f"# ours\n\n \t log\t{logs.VKEY}  https://parvis.test/register/log \n"
        f"witness caf\u00e9 {WITNESS.vkey} https://witness.test/\n  # the end\nquorum caf\u00e9".encode()
    )

    assert (len(policy.logs), policy.quorum) == (1, "café")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [LOG],
        ["quorum none"],
        [LOG, "quorum none", "quorum none"],
        [LOG, "quorum nobody"],
        [LOG, "quorum w1", WITNESSES],
        [LOG, LOG, "quorum none"],
        [LOG, f"witness a {WITNESS.vkey}", f"witness b {WITNESS.vkey}", "quorum none"],
        [LOG, f"witness a {WITNESS.vkey}", f"witness a {OTHER_WITNESS.vkey}", "quorum none"],
        [LOG, f"witness none {WITNESS.vkey}", "quorum none"],
        [LOG, f"witness w {logs.VKEY}", "quorum none"],
        [f"log {WITNESS.vkey}", "quorum none"],
        [LOG, WITNESSES, "group g 3 w1 w2", "quorum g"],
        [LOG, WITNESSES, "group g 0 w1 w2", "quorum g"],
        [LOG, WITNESSES, "group g 01 w1 w2", "quorum g"],
        [LOG, WITNESSES, "group g most w1 w2", "quorum g"],
        [LOG, WITNESSES, "group g any", "quorum g"],
        [LOG, WITNESSES, "group g any w1 w1", "quorum g"],
        [LOG, WITNESSES, "group g any w1 none", "quorum g"],
        [LOG, WITNESSES, "group g any w4", "quorum g"],
        [LOG, WITNESSES, "group g any w1", "group h any w1", "quorum g"],
        [LOG, WITNESSES, "group w1 any w2", "quorum w1"],
        [LOG + "\r", "quorum none"],
        [LOG, "quorum none", "mirror m"],
        [LOG + " https://parvis.test/ more", "quorum none"],
        [LOG[:-8], "quorum none"],
    ],
)
def test_what_is_no_policy_is_refused(lines):
    with pytest.raises(verify.Unreadable, match="policy"):
        _policy(*lines)


def test_the_line_of_a_policy_that_cannot_be_used_is_named():
    with pytest.raises(verify.Unreadable, match="Line 2 of the policy"):
        _policy(LOG, "witness w nokey", "quorum none")


@pytest.mark.parametrize(
    "text",
    [
        "\n",
        "origin\n3\n",
        "origin\n03\n" + "A" * 43 + "=\n",
        "origin\n-3\n" + "A" * 43 + "=\n",
        "origin\n3\n" + "A" * 44 + "\n",
        "origin\n3\n" + "A" * 42 + "B=\n",
        "\n3\n" + "A" * 43 + "=\n",
        "origin\n\u0663\n" + "A" * 43 + "=\n",
        "origin\n3\n" + "A" * 43 + "=\n\nextension\n",
    ],
)
def test_what_is_no_checkpoint_is_refused_though_it_is_signed(text):
    signed = logs.KEY.signed(text.replace("origin", logs.KEY.name)).encode()

    with pytest.raises(verify.Unreadable, match="The note is no checkpoint"):
        verify.opened(signed, _policy(LOG, "quorum none"), "The note")


def test_extension_lines_are_signed_and_passed_over():
    note = logs.KEY.signed(f"{logs.KEY.name}\n3\n{'A' * 43}=\nextension\n").encode()

    assert verify.opened(note, _policy(LOG, "quorum none"), "The note").size == 3
