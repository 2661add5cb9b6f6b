"""The policy file, the second signature, and keys."""

import pytest
from django.core.management import CommandError, call_command

from parvis.register import keys, sequencer
from parvis.register.cosignatures import ED25519, Cosigner, CosignerKey
from parvis.register.errors import KeyMissing
from parvis.register.notes import Signer, Verifier, split

from .factories import move

pytestmark = pytest.mark.django_db
W1, W2, W3 = (Cosigner(f"w.test/{seed}", ED25519, bytes([seed] * 32)).key for seed in (1, 2, 3))


def published(folder, name="policy.txt"):
    sequencer.sequence_once()
    return (folder / name).read_text()


def test_without_witnesses_the_policy_asks_for_none(folder, settings):
    settings.PARVIS_ORIGIN = "https://parvis.test"
    vkey = published(folder, "vkey").strip()

    assert published(folder) == f"log {vkey} https://parvis.test/register/log\nquorum none\n"


def test_the_policy_names_witnesses_and_quorum(folder, settings):
    settings.REGISTER_WITNESSES = [f"{key} http://127.0.0.1:1/secret" for key in (W1, W2, W3)]
    settings.REGISTER_QUORUM = 2

    assert published(folder).split("\n")[1:] == [
        f"witness w.test/1 {W1}",
        f"witness w.test/2 {W2}",
        f"witness w.test/3 {W3}",
        "group witnesses 2 w.test/1 w.test/2 w.test/3",
        "quorum witnesses",
        "",
    ]


def test_the_policy_follows_the_settings(folder, settings):
    before = published(folder)
    settings.REGISTER_WITNESSES = [f"{W1} http://127.0.0.1:1"]

    assert published(folder) != before


@pytest.mark.parametrize("address", ["/register/policy.txt", "/en/register/policy.txt", "/fr/register/policy.txt"])
def test_the_policy_is_served_as_it_is(client, folder, address, django_assert_num_queries):
    policy = published(folder)
    with django_assert_num_queries(0):
        response = client.get(address)

    assert (response.content.decode(), response["Content-Type"]) == (policy, "text/plain; charset=utf-8")


def test_before_anything_is_published_there_is_no_policy(client):
    assert client.get("/register/policy.txt", follow=True).status_code == 404


# The second signature


@pytest.fixture
def second(settings, tmp_path):
    settings.REGISTER_SECOND_KEY = str(tmp_path / "second.key")
    return tmp_path / "second.key"


def test_it_is_off_unless_asked_for(folder):
    assert len(split(published(folder, "checkpoint"))[1]) == 1


def test_switched_on_it_follows_the_first(folder, second):
    move()
    note = published(folder, "checkpoint")
    key = Cosigner.parse(second.read_text()).key

    assert [len(signature) for _name, signature in split(note)[1]] == [68, 2432]
    assert key.cosigned_at(note)
    assert key.name == "parvis.test/register"


def test_those_who_do_not_know_it_read_the_checkpoint_as_before(folder, second):
    note = published(folder, "checkpoint")

    assert Verifier.parse(published(folder, "vkey")).opened(note) == split(note)[0]


def test_the_policy_tells_its_key_in_a_comment(folder, second):
    """Tools that do not know the type would refuse the whole policy if it stood there as a log of its own."""
    policy = published(folder)

    assert f"# log {Cosigner.parse(second.read_text()).key}" in policy.split("\n")


def test_in_production_the_second_key_must_be_there_too(folder, second, settings):
    sequencer.sequence_once()
    second.unlink()
    settings.PRODUCTION = True

    with pytest.raises(KeyMissing, match=r"PARVIS_REGISTER_SECOND_KEY.*--type ml-dsa-44"):
        sequencer.sequence_once()


def test_a_second_key_of_another_type_is_refused(second):
    second.write_text(str(Cosigner("parvis.test/register", ED25519, bytes(32))))

    with pytest.raises(KeyMissing, match="not ML-DSA-44"):
        keys.second_signer()


# Keys


@pytest.mark.parametrize("type_", ["ed25519", "ml-dsa-44"])
def test_make_key_makes_a_key_and_prints_its_public_half(tmp_path, capsys, type_):
    call_command("make_key", "example.org/log", str(tmp_path / "new" / "key"), type=type_)
    read = Verifier.parse if type_ == "ed25519" else CosignerKey.parse
    secret = (tmp_path / "new" / "key").read_text()

    assert read(capsys.readouterr().out).name == "example.org/log"
    assert keys.verifier_key((Signer if type_ == "ed25519" else Cosigner).parse(secret))
    assert (tmp_path / "new" / "key").stat().st_mode & 0o777 == 0o400


def test_make_key_never_replaces_one(tmp_path):
    (tmp_path / "key").write_text("precious")

    with pytest.raises(CommandError, match="never replaced"):
        call_command("make_key", "example.org/log", str(tmp_path / "key"))
    assert (tmp_path / "key").read_text() == "precious"


@pytest.mark.parametrize("origin", ["two words", "a+b", ""])
def test_make_key_refuses_what_is_no_name(tmp_path, origin):
    with pytest.raises(CommandError, match="no name for a log"):
        call_command("make_key", origin, str(tmp_path / "key"))


def test_a_key_made_by_hand_is_the_one_the_log_uses(folder, settings, tmp_path, capsys):
    call_command("make_key", settings.REGISTER_ORIGIN, str(settings.REGISTER_KEY))

    assert published(folder, "vkey").strip() == capsys.readouterr().out.strip()
