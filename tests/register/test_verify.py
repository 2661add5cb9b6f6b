import ast
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from parvis.register import verify
from parvis.register.notes import Signer, State

from . import damaged, logs


@pytest.fixture
def older(tmp_path):
    def older(size, key=logs.KEY):
        path = tmp_path / f"checkpoint-{size}"
        path.write_text(logs.written(tmp_path / f"log-{size}", logs.lines(size), key))
        return path

    return older


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 65_537])
def test_a_log_holds(verified, tmp_path, size):
    logs.written(tmp_path, logs.lines(size))

    code, said = verified(tmp_path)

    assert (code, said.split("\n")[1]) == (0, f"size     {size:,}")


@pytest.mark.parametrize("damage", damaged.WAYS, ids=lambda damage: damage.__name__)
def test_a_damaged_log_does_not_hold(verified, log, damage):
    damage(log)

    code, said = verified(log)

    assert code in (1, 2)
    assert said.strip()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (damaged.a_byte_of_an_entry, "Entry 15 does not have the hash that tile/0/000 gives it"),
        (damaged.a_hash, "Entry 2 does not have the hash that tile/0/000 gives it"),
        (damaged.a_hash_above, "tile/1/000.p/1 has another hash 0 than the entries lead to"),
        (damaged.an_entry_and_its_hash, "tile/1/000.p/1 has another hash 0 than the entries lead to"),
        (damaged.two_entries_swapped, "Entry 3 does not have the hash"),
        (damaged.an_entry_cut_off, "tile/entries/000 ends within entry 255"),
        (damaged.an_entry_added, "tile/entries/001.p/1 goes on after entry 256"),
        (damaged.a_tile_lengthened, "tile/0/000 is longer than the 8,192 bytes that it may have"),
        (damaged.a_tile_of_no_end, "tile/1/000.p/1 is longer than the 32 bytes that it may have"),
        (damaged.a_bundle_too_long, "tile/entries/001.p/1 is longer than the 65,537 bytes that it may have"),
        (damaged.a_bundle_lost, "tile/entries/001.p/1 is missing"),
        (damaged.a_tile_lost, "tile/0/000 is missing"),
        (damaged.the_size, "the signature of parvis.test/register/log does not hold"),
        (damaged.another_key_over_the_same, "not signed with the key that you gave"),
        (damaged.another_key_over_a_rewritten_log, "not signed with the key that you gave"),
        (damaged.another_key_over_a_shorter_log, "not signed with the key that you gave"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_is_wrong_first_is_named(verified, log, damage, sentence):
    damage(log)

    code, said = verified(log)

    assert code == 1
    assert sentence in said


def test_entries_rewritten_with_every_tile_lead_to_another_root(verified, log):
    note = (log / "checkpoint").read_text()
    logs.written(log, [*logs.lines(256), b'{"rewritten":true}'])
    (log / "checkpoint").write_text(note)

    code, said = verified(log)

    assert code == 1
    assert "The first 257 entries lead to the root" in said


@pytest.mark.parametrize("size", [0, 1, 200, 255, 256, 257])
def test_a_log_continues_what_it_was(verified, log, older, size):
    code, said = verified(log, "--since", older(size))

    assert code == 0
    assert f"its first {size} entries are those signed before" in said


@pytest.mark.parametrize("size", [1, 255, 256, 257])
def test_a_rewritten_log_does_not_continue_what_it_was_though_the_key_is_the_same(verified, tmp_path, older, size):
    logs.written(tmp_path / "other", [b'{"rewritten":true}', *logs.lines(400)])

    code, said = verified(tmp_path / "other", "--since", older(size))

    assert code == 1
    assert f"The first {size} entries lead to the root" in said


def test_a_shortened_log_does_not_continue_what_it_was_though_the_key_is_the_same(verified, log, older):
    code, said = verified(log, "--since", older(300))

    assert code == 1
    assert "The log has 257 entries; 300 were signed before: it was cut short." in said


@pytest.mark.parametrize("size", [0, 257])
def test_a_log_without_entries_has_one_root(verified, tmp_path, size):
    """Whatever else was signed over none is not how this log began."""
    logs.written(tmp_path / "log", logs.lines(size))
    before = tmp_path / "before"
    before.write_text(logs.KEY.signed(str(State(logs.KEY.name, 0, bytes(32)))))

    code, said = verified(tmp_path / "log", "--since", before)

    assert code == 1
    assert f"A log without entries has the root {hashlib.sha256().hexdigest()}, but {'0' * 64} was signed" in said


def test_an_older_checkpoint_by_another_key_is_refused(verified, log, older):
    assert verified(log, "--since", older(200, damaged.THIEF))[0] == 1


def test_an_older_checkpoint_of_another_log_is_refused(verified, log, older, tmp_path):
    both = tmp_path / "policy"
    other = Signer("parvis.test/other", bytes([9] * 32))
    both.write_text(f"log {logs.VKEY}\nlog {other.verifier}\nquorum none\n")

    code, said = verified(log, "--since", older(200, other), key=both)

    assert code == 1
    assert "The older checkpoint is of another log, parvis.test/other." in said


def test_a_partial_tile_may_have_given_way_to_the_whole_one(verified, log, tmp_path):
    """The log grew while it was read, and its partial files were collected."""
    note = (log / "checkpoint").read_text()
    logs.written(tmp_path / "grown", logs.lines(512))
    (tmp_path / "grown" / "checkpoint").write_text(note)
    logs.write(tmp_path / "grown" / damaged.ABOVE.path, (log / damaged.ABOVE.path).read_bytes())

    assert verified(tmp_path / "grown")[0] == 0


@pytest.mark.parametrize("key", ["", None])
def test_without_a_key_it_says_where_to_get_one(verified, log, key):
    code, said = verified(log, key=key)

    assert code == 2
    for place in ("annual report", "DNS TXT", "source repository", "policy file"):
        assert place in said


def test_a_key_that_lies_in_the_log_is_refused(verified, log):
    (log / "vkey").write_text(logs.VKEY)

    code, said = verified(log, key=log / "vkey")

    assert code == 2
    assert "lies in the log" in said


def _log_linked(log, tmp_path):
    (tmp_path / "another way").symlink_to(log)
    return tmp_path / "another way"


@pytest.mark.parametrize("target", [lambda log, _: log, _log_linked], ids=["log", "link to it"])
@pytest.mark.parametrize(
    "linked",
    [
        lambda log, elsewhere: (log / "vkey").symlink_to(elsewhere) or log / "vkey",
        lambda log, elsewhere: (log / "keys").symlink_to(elsewhere.parent) or log / "keys/vkey",
        lambda log, elsewhere: (log / "tile/vkey").symlink_to(elsewhere) or log / "tile/../tile/vkey",
        lambda log, elsewhere: (log / "vkey").symlink_to(elsewhere) or _link(log.parent / "mine", log / "vkey"),
        lambda log, elsewhere: logs.write(log / "vkey", elsewhere.read_bytes()) or _link(log.parent / "mine", log),
        lambda log, elsewhere: (
            (log / "vkey").symlink_to(elsewhere) or _link(log.parent / "mine", log / "tile") / "../vkey"
        ),
    ],
    ids=["out of it", "folder out of it", "by a detour", "into it and out", "into it", "up into it and out"],
)
def test_a_key_found_in_the_log_by_way_of_a_link_is_refused(verified, log, tmp_path, target, linked):
    elsewhere = tmp_path / "elsewhere/vkey"
    logs.write(elsewhere, logs.VKEY.encode())
    key = linked(log, elsewhere)

    code, said = verified(target(log, tmp_path), key=key / "vkey" if key.is_dir() else key)

    assert code == 2
    assert "lies in the log" in said


def _link(path, to):
    path.symlink_to(to)
    return path


def test_a_key_beside_the_log_is_given_by_any_way(verified, log, tmp_path):
    (tmp_path / "vkey").write_text(logs.VKEY)

    assert verified(log, key=log / "../vkey")[0] == 0


def test_a_link_that_leads_nowhere_is_no_key(verified, log, tmp_path):
    (tmp_path / "one").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / "one")

    code, said = verified(log, key=tmp_path / "one")

    assert code == 2
    assert "cannot be read" in said


def test_a_link_to_a_key_elsewhere_is_a_way_to_give_it(verified, log, tmp_path):
    logs.write(tmp_path / "elsewhere/vkey", logs.VKEY.encode())

    assert verified(log, key=_link(tmp_path / "mine", tmp_path / "elsewhere/vkey"))[0] == 0


def test_a_key_that_would_be_fetched_is_refused(verified, log):
    assert verified(log, key="https://parvis.test/register/policy")[0] == 2


def test_a_key_may_lie_in_a_file(verified, log, tmp_path):
    (tmp_path / "vkey").write_text(f"{logs.VKEY}\n")

    assert verified(log, key=tmp_path / "vkey")[0] == 0


@pytest.mark.parametrize(
    "key", [logs.VKEY[:-4], logs.VKEY.replace("parvis", "parvus"), f"x+00000000+{'A' * 44}", str(logs.KEY), "nowhere"]
)
def test_what_is_no_key_is_refused(verified, log, key):
    assert verified(log, key=key)[0] == 2


NAME, ID, KEY = logs.VKEY.split("+", 2)


@pytest.mark.parametrize("key", [f" {logs.VKEY}", f"{logs.VKEY} ", f"{logs.VKEY}\n"])
@pytest.mark.parametrize("in_a_file", [True, False])
def test_space_around_a_key_makes_no_difference(verified, log, tmp_path, key, in_a_file):
    (tmp_path / "vkey").write_text(key)

    assert verified(log, key=tmp_path / "vkey" if in_a_file else key)[0] == 0


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        (f"{NAME}+{ID.upper()}+{KEY}", "its id is written in small letters"),
        (f"{NAME}+{ID[:-1]}+{KEY}", "it holds no key that fits its own id"),
        (f"{NAME}+{ID}+{KEY[:20]} {KEY[20:]}", "there is a space or a line break in it"),
        (f"{NAME} +{ID}+{KEY}", "there is a space or a line break in it"),
        (f"{NAME}+{ID}+{KEY[:-1]}", "its last part is not whole base64"),
        (f"{NAME}+{ID}+{KEY[:-4]}", "its last part is no key of a known type, or not the whole of one"),
        (f"{NAME}+{ID}+", "it is not name+id+base64"),
        (f"+{ID}+{KEY}", "it is not name+id+base64"),
        (f"{NAME}+{'9' * 5000}+{KEY}", "it holds no key that fits its own id"),
    ],
)
def test_what_is_wrong_with_a_key_is_said(verified, log, key, wrong):
    assert verified(log, key=key) == (2, f"The key cannot be used: {wrong}.\n")


@pytest.mark.parametrize(
    ("where", "told"), [("nowhere", "There is nothing at"), ("empty", "the address of the log ends with /register/log")]
)
def test_where_there_is_no_log_it_says_where_one_is(verified, tmp_path, where, told):
    (tmp_path / "empty").mkdir()

    code, said = verified(tmp_path / where)

    assert code == 2
    assert told in said


def test_the_answer_as_json(verified, log, older):
    code, said = verified(log, "--json", "--since", older(200))

    answer = json.loads(said)
    assert (code, answer["holds"], answer["refusal"], answer["size"], answer["since"]) == (0, True, None, 257, 200)


def test_the_refusal_as_json(verified, log):
    damaged.a_hash(log)

    answer = json.loads(verified(log, "--json")[1])

    assert answer["holds"] is False
    assert "Entry 2" in answer["refusal"]


def test_quiet_says_nothing_where_it_holds(verified, log):
    assert verified(log, "--quiet") == (0, "")


@pytest.mark.parametrize("arguments", [["--salt", "00" * 32], ["--object", "x", "--salt", "00"], ["--unknown"]])
def test_a_call_that_makes_no_sense_is_refused(log, arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        verify.main([str(log), "--key", logs.VKEY, *arguments])

    assert ended.value.code == 2


def test_it_needs_nothing_but_python_and_cryptography():
    source = ast.parse(Path(verify.__file__).read_text())
    imports = [node for node in ast.walk(source) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0] for node in imports
    }

    assert modules - set(sys.stdlib_module_names) == {"cryptography"}
    assert not any(isinstance(node, ast.ImportFrom) and node.level for node in imports)


def test_it_runs_alone(log, tmp_path):
    alone = shutil.copy(verify.__file__, tmp_path)

    done = subprocess.run([sys.executable, "-I", alone, log, "--key", logs.VKEY], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("It holds")


def test_parvis_verify_needs_no_settings(log, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "there.are.none")
    command = [sys.executable, "-m", "parvis.config.cli", "verify", log, "--key", logs.VKEY]

    assert subprocess.run(command, capture_output=True).returncode == 0


def test_a_salt_that_is_none_is_told_what_one_is(capsys):
    with pytest.raises(SystemExit):
        verify.main(["log", "--key", logs.VKEY, "--object", "x", "--salt", "zz"])
    assert "a salt is 64 hexadecimal digits" in capsys.readouterr().err
