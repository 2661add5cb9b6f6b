import hashlib
import json

import pytest
import rfc8785

from parvis.register import tree, types, verify

from . import logs


def test_a_receipt_holds_and_says_the_act_in_words(verified, receipt):
    code, said = verified(receipt)

    assert code == 0
    for line in (
        "It holds: this entry is in the register parvis.test/register/log.",
        "entry    3",
        "act      tests.bench_moved",
        "recorded 2026-11-23T01:38:03.250Z",
        "by       urn:parvis:platform:platform",
        "in role  platform",
        "on       urn:parvis:bench:3",
        "for      urn:parvis:town:1",
        "  on: 2022-04-30",
    ):
        assert line in said.split("\n")


def test_a_receipt_of_another_entry_does_not_hold(verified, log, receipt):
    receipt.write_text(logs.receipt(log, 3, next(logs.lines(1, 4))))

    code, said = verified(receipt)

    assert code == 1
    assert "This is not entry 3 of the signed log" in said


def test_a_receipt_for_a_place_beyond_the_log_does_not_hold(verified, receipt):
    receipt.write_text(receipt.read_text().replace("\nindex 3\n", "\nindex 257\n"))

    assert verified(receipt)[0] == 1


def test_a_receipt_without_its_entry_says_so(verified, receipt):
    lines = receipt.read_text().split("\n")
    receipt.write_text("\n".join([lines[0], *lines[2:]]))

    code, said = verified(receipt)

    assert code == 2
    assert "carries no entry" in said


@pytest.mark.parametrize("content", [b"", b"c2sp.org/tlog-proof@v1\n", b"\xff\xfe", b"a\n\nb", b"\n\n"])
def test_what_is_no_receipt_cannot_be_read(verified, tmp_path, content):
    (tmp_path / "file").write_bytes(content)

    assert verified(tmp_path / "file")[0] == 2


def test_a_receipt_cannot_show_how_a_log_went_on(verified, log, receipt):
    assert verified(receipt, "--since", log / "checkpoint")[0] == 2


def test_an_entry_cannot_move_the_cursor_of_a_terminal(verified, tmp_path):
    logs.written(tmp_path / "log", [json.dumps({"kind": "\x1b[2Jtests\u202e", "payload": {"a\nb": "\x9b1A"}}).encode()])
    entry = next(iter(verify.entries_in((tmp_path / "log/tile/entries/000.p/1").read_bytes(), _only())))
    (tmp_path / "receipt").write_text(logs.receipt(tmp_path / "log", 0, entry))

    code, said = verified(tmp_path / "receipt")

    assert code == 0
    assert said.replace("\n", "").isprintable()
    assert "act      \\x1b[2Jtests\\u202e" in said


def _only():
    return verify.File(verify.ENTRIES, 0, 1)


def _says(object_of, **more):
    return json.dumps({"kind": "tests.said", "object": object_of, **more}).encode()


@pytest.fixture
def published(tmp_path):
    """A log whose entries speak of a file, of a JSON document, and of a comment that only a salted digest names."""
    content = {"é": [1, None, True, "ü\n"], "": "first", "😀": 2, "\ufb33": 3}
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7 \xff")
    (tmp_path / "plan.json").write_text(json.dumps(content, indent=3))
    (tmp_path / "comment.txt").write_text("What about the benches?\n")
    digest, salt = types.commitment("What about the benches?")
    entries = [
        _says("none", payload={"sha256": "00" * 32}),
        _says("file", payload={"files": [{"sha256": hashlib.sha256(b"%PDF-1.7 \xff").hexdigest()}]}),
        _says("json", payload={"content_sha256": _canonical_sha256(content)}),
        _says("comment", payload={}, commitments={"text": digest}),
    ]
    logs.written(tmp_path / "log", entries)
    for place, entry in enumerate(entries):
        (tmp_path / f"{place}.tlog-proof").write_text(logs.receipt(tmp_path / "log", place, entry))
    (tmp_path / "salt").write_text(salt)
    return tmp_path


def _canonical_sha256(content):
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


@pytest.mark.parametrize(
    ("index", "file", "words"), [(1, "report.pdf", "the file's bytes"), (2, "plan.json", "JSON in canonical form")]
)
def test_an_entry_speaks_of_published_content(verified, published, index, file, words):
    code, said = verified(published / f"{index}.tlog-proof", "--object", published / file)

    assert code == 0
    assert words in said


def test_an_entry_commits_to_a_comment_with_its_salt(verified, published):
    salt = (published / "salt").read_text()

    code, said = verified(published / "3.tlog-proof", "--object", published / "comment.txt", "--salt", salt)

    assert code == 0
    assert "without the last line break" in said


@pytest.mark.parametrize(
    ("content", "is_that"),
    [
        (b"abc", True),
        (b"abc\n", True),
        (b"abc\r\n", True),
        (b"abc\n\n", False),
        (b"abc\r\n\n\n\r\n", False),
        (b"abc\r\r\n", False),
        (b"abc\r", False),
    ],
)
def test_one_last_line_break_makes_no_difference(verified, tmp_path, content, is_that):
    entry = _says("file", payload={"sha256": hashlib.sha256(b"abc").hexdigest()})
    logs.written(tmp_path / "log", [entry])
    (tmp_path / "file").write_bytes(content)

    assert verified(tmp_path / "log", "--object", tmp_path / "file")[0] == (0 if is_that else 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "latin-1"])
def test_json_is_utf_8_or_another_content(verified, published, encoding):
    content = (published / "plan.json").read_bytes().decode("unicode_escape" if encoding == "latin-1" else "utf-8")
    (published / "plan.json").write_bytes(content.encode(encoding, "replace"))

    assert verified(published / "2.tlog-proof", "--object", published / "plan.json")[0] == 1


@pytest.mark.parametrize(("many", "more"), [(9, ""), (10, ""), (11, "and 1 more"), (700, "and 690 more")])
def test_of_many_entries_that_speak_of_content_ten_are_told_and_the_rest_counted(verified, tmp_path, many, more):
    speaks = [_says(f"{n}", payload={"sha256": hashlib.sha256(b"abc").hexdigest()}) for n in range(many)]
    logs.written(tmp_path / "log", [*logs.lines(300), *speaks])
    (tmp_path / "file").write_bytes(b"abc")

    code, said = verified(tmp_path / "log", "--object", tmp_path / "file")
    answer = json.loads(verified(tmp_path / "log", "--object", tmp_path / "file", "--json")[1])

    assert (code, said.count("\nentry ")) == (0, min(many, 10))
    assert more in said
    assert ("more" in said) is bool(more)
    assert (answer["found"], len(answer["entries"])) == (many, min(many, 10))


def test_another_salt_does_not_open_the_commitment(verified, published):
    code, said = verified(published / "3.tlog-proof", "--object", published / "comment.txt", "--salt", "00" * 32)

    assert code == 1
    assert "Content or salt is another" in said


def test_one_changed_byte_does_not_open_the_commitment(verified, published):
    file, salt = published / "comment.txt", (published / "salt").read_text()
    file.write_bytes(file.read_bytes().replace(b"benches", b"Benches"))

    assert verified(published / "3.tlog-proof", "--object", file, "--salt", salt)[0] == 1


def test_without_its_salt_a_commitment_says_that_there_is_one(verified, published):
    code, said = verified(published / "3.tlog-proof", "--object", published / "comment.txt")

    assert code == 1
    assert "adds --salt HEX" in said


def test_a_log_names_the_entry_that_commits_to_a_comment(verified, published):
    salt = (published / "salt").read_text()
    code, said = verified(published / "log", "--object", published / "comment.txt", "--salt", salt)

    assert code == 0
    assert [line.split()[0] for line in said.splitlines() if line[:6] in ("entry ", "object")] == [
        "entry",
        "object",
    ]


@pytest.mark.parametrize("file", ["plan.json", "comment.txt"])
def test_an_entry_does_not_speak_of_other_content(verified, published, file):
    code, said = verified(published / "1.tlog-proof", "--object", published / file)

    assert code == 1
    assert "Entry 1 is in the log, but has no digest of" in said


def test_the_entries_that_speak_of_content_are_found_in_a_log(verified, published):
    code, said = verified(published / "log", "--object", published / "plan.json")

    assert code == 0
    assert [line for line in said.split("\n") if line.startswith("entry")] == ["entry    2"]


def test_a_log_that_speaks_of_no_such_content_says_so(verified, published):
    (published / "other").write_bytes(b"other")

    code, said = verified(published / "log", "--object", published / "other")

    assert code == 1
    assert "No entry of the log has a digest of" in said


def test_the_path_of_a_proof_is_read_as_the_writer_reads_it():
    """Two ways to read one specification, over every place of small trees."""
    for size in range(1, 40):
        nodes = {}
        whole = tree.CompactRange()
        for at in range(size):
            for height, completed in enumerate(whole.append(tree.leaf_hash(b"%d" % at))):
                nodes[height, at >> height] = completed
        for at in range(size):
            proof = tree.inclusion_proof(at, size, lambda height, index, nodes=nodes: nodes[height, index])
            assert verify.root_by_path(nodes[0, at], at, size, proof) == whole.root()
