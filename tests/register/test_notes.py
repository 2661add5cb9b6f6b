import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.register.notes import Signer, State, Verifier, proof_text

# The example of Go's sumdb/note: an independent implementation made these.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETER_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_NOTE = (
    f"{PETER_TEXT}\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ROOT = bytes(range(32))
KEY = Signer("example.org/register", bytes(32))


def test_a_note_that_go_signed_opens():
    assert Verifier.parse(PETER).opened(PETER_NOTE) == PETER_TEXT


def test_signing_makes_the_note_that_go_makes():
    assert Signer.parse(PETER_SECRET).signed(PETER_TEXT) == PETER_NOTE


def test_a_verifier_key_is_written_as_go_writes_it():
    assert str(Signer.parse(PETER_SECRET).verifier) == PETER


def test_keys_read_back():
    assert (Signer.parse(str(KEY)), Verifier.parse(str(KEY.verifier))) == (KEY, KEY.verifier)


def test_a_signer_does_not_show_its_secret():
    assert repr(KEY) == "Signer('example.org/register')"


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+????",
    ],
)
def test_what_is_no_verifier_key_is_refused(vkey):
    with pytest.raises(ValueError, match=r"base64|verifier key"):
        Verifier.parse(vkey)


@pytest.mark.parametrize("skey", ["", "PRIVATE+KEY+x", str(KEY.verifier), str(KEY).replace("org", "com")])
def test_what_is_no_signer_key_is_refused(skey):
    with pytest.raises(ValueError, match=r"base64|signer key"):
        Signer.parse(skey)


@given(st.data())
def test_a_changed_note_does_not_open(data):
    note = KEY.signed(str(State(KEY.name, 7, ROOT)))
    place = data.draw(st.integers(0, len(note) - 1))
    changed = note[:place] + chr(ord(note[place]) ^ 1) + note[place + 1 :]

    with pytest.raises(ValueError, match=r"sign|base64"):
        KEY.verifier.opened(changed)


def test_a_note_by_another_key_of_the_same_name_does_not_open():
    with pytest.raises(ValueError, match="not signed"):
        KEY.verifier.opened(Signer(KEY.name, bytes([1] * 32)).signed("text\n"))


def test_lines_of_unknown_keys_are_passed_over():
    note = KEY.signed("text\n") + f"— witness.example {base64.b64encode(bytes(80)).decode()}\n"

    assert KEY.verifier.opened(note) == "text\n"


@given(st.integers(0, 2**63), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_reads_back(size, root):
    state = State("example.org/register", size, root)

    assert State.parse(KEY.signed(str(state))) == state


@pytest.mark.parametrize("text", ["", "a\nb\nc\n", "origin\n-1\nAAAA\n", "origin\n01\n" + "A" * 43 + "=\n"])
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(ValueError, match="not a checkpoint"):
        State.parse(text)


def test_a_receipt_reads_as_the_specification_says():
    receipt = proof_text(5, [ROOT], "checkpoint\n", extra=b"leaf")

    assert receipt == (
        "c2sp.org/tlog-proof@v1\nextra bGVhZg==\nindex 5\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\ncheckpoint\n"
    )
