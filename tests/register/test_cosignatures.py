import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.register.cosignatures import ED25519, ML_DSA_44, Cosigner, CosignerKey
from parvis.register.notes import Signer, State, Verifier

LOG = Signer("example.org/register", bytes(32))
NOTE = LOG.signed(str(State(LOG.name, 7, bytes(range(32)))))
TEXT = LOG.verifier.opened(NOTE)
AT = datetime(2026, 11, 29, 12, tzinfo=UTC)
WITNESSES = [Cosigner("witness.example/w1", kind, bytes([1] * 32)) for kind in (ED25519, ML_DSA_44)]
of_both_types = pytest.mark.parametrize("witness", WITNESSES, ids=["ed25519", "ml-dsa-44"])

# The example of C2SP tlog-cosignature: what stands there was made by others.
EXAMPLE = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


@of_both_types
def test_a_cosignature_says_when_it_was_made(witness):
    assert witness.key.cosigned_at(NOTE + witness.line(TEXT, AT)) == AT


@of_both_types
def test_keys_read_back(witness):
    assert (Cosigner.parse(str(witness)), CosignerKey.parse(str(witness.key))) == (witness, witness.key)


@of_both_types
def test_a_cosigner_does_not_show_its_secret(witness):
    assert repr(witness) == "Cosigner('witness.example/w1')"


def test_the_type_is_part_of_the_key_id():
    public = WITNESSES[0].key.public
    log, witness = Verifier("name", public), CosignerKey("name", ED25519, public)

    assert log.key_id != witness.key_id


@of_both_types
def test_a_checkpoint_without_it_is_not_cosigned(witness):
    other = Cosigner("witness.example/w2", witness.kind, witness.seed)

    assert witness.key.cosigned_at(NOTE + other.line(TEXT, AT)) is None


@of_both_types
def test_the_log_still_opens_its_own_note(witness):
    assert LOG.verifier.opened(NOTE + witness.line(TEXT, AT)) == TEXT


@of_both_types
@given(place=st.integers(0, len(TEXT) - 2))
def test_a_cosignature_of_another_checkpoint_is_false(witness, place):
    note = NOTE + witness.line(TEXT, AT)
    changed = note[:place] + chr(ord(note[place]) ^ 1) + note[place + 1 :]

    with pytest.raises(ValueError, match=r"does not hold|not a checkpoint|base64"):
        witness.key.cosigned_at(changed)


@of_both_types
@given(data=st.data())
def test_a_changed_cosignature_is_false(witness, data):
    line = witness.line(TEXT, AT)
    raw = bytearray(base64.b64decode(line.split(" ")[2]))
    place = data.draw(st.integers(4, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))
    changed = f"— {witness.name} {base64.b64encode(raw).decode()}\n"

    with pytest.raises(ValueError, match=r"does not hold|has no time"):
        witness.key.cosigned_at(NOTE + changed)


@of_both_types
@pytest.mark.parametrize("at", [0, 2**63, 2**64 - 1])
def test_a_cosignature_has_a_time(witness, at):
    raw = witness.key.key_id + at.to_bytes(8, "big") + bytes(64 if witness.kind == ED25519 else 2420)

    with pytest.raises(ValueError, match="has no time"):
        witness.key.cosigned_at(f"{NOTE}— {witness.name} {base64.b64encode(raw).decode()}\n")


def test_what_is_signed_with_ml_dsa_names_the_cosigner():
    """Under another name, the same key's signature is another's, and false."""
    one, other = WITNESSES[1], Cosigner("witness.example/w2", ML_DSA_44, WITNESSES[1].seed)
    stolen = base64.b64decode(one.line(TEXT, AT).split(" ")[2])[4:]
    line = f"— {other.name} {base64.b64encode(other.key.key_id + stolen).decode()}\n"

    with pytest.raises(ValueError, match="does not hold"):
        other.key.cosigned_at(NOTE + line)


@of_both_types
def test_a_line_is_laid_out_as_the_specification_says(witness):
    mark, name, signature = witness.line(EXAMPLE, AT).rstrip("\n").split(" ")
    raw = base64.b64decode(signature)

    assert (mark, name, raw[:4], raw[4:12]) == ("—", witness.name, witness.key.key_id, b"\0\0\0\0" + raw[8:12])
    assert int.from_bytes(raw[4:12], "big") == AT.timestamp()
    assert len(raw) == {ED25519: 76, ML_DSA_44: 2432}[witness.kind]


@pytest.mark.parametrize("vkey", ["", "name", str(LOG.verifier), str(WITNESSES[0].key).replace("w1", "w2")])
def test_what_is_no_cosigners_key_is_refused(vkey):
    with pytest.raises(ValueError, match=r"key"):
        CosignerKey.parse(vkey)


@pytest.mark.parametrize("skey", ["", str(LOG), str(WITNESSES[0]).replace("w1", "w2"), "PRIVATE+KEY+x+zz+AAAA"])
def test_what_is_no_cosigners_secret_is_refused(skey):
    with pytest.raises(ValueError, match=r"key|fromhex"):
        Cosigner.parse(skey)


def test_a_name_too_long_to_sign_with_ml_dsa_is_refused():
    with pytest.raises(ValueError, match="255"):
        Cosigner("w" * 256, ML_DSA_44, bytes(32)).line(TEXT, AT)
