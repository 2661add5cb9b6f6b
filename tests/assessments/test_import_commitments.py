"""The command `import-commitments`: exit codes, what it says, and that it stores all or nothing."""

import json
from contextlib import ExitStack
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from parvis.accounts.models import Member, Organisation
from parvis.assessments.importing_commitments import import_commitments
from parvis.assessments.management.commands.import_commitments import _as_json
from parvis.assessments.models import CommitmentFile, CommitmentRecord
from parvis.evidence.models import Citation
from parvis.plans.models import ActionPlan, Commitment
from parvis.register.models import Outbox
from tests.plans.test_import_plan import run
from tests.processes import parvis

from .commitment_files import generated
from .commitment_rows import file_of, row, table

pytestmark = pytest.mark.django_db

OTHER = {"Commitment Unique Identifier": "AL0003", "Commitment Title": "Open the fishing books"}
IMPOSSIBLE = {"Commitment Unique Identifier": "AL0004", "Start Date": "30/02/2016"}


@pytest.fixture
def saved(tmp_path):
    def save(content: bytes, name: str = "commitments.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return save


def imported(*arguments: str) -> tuple[int, str, str]:
    return run("import_commitments", *arguments, "--language", "en")


def as_json(*arguments: str) -> tuple[int, dict]:
    code, said, _complaints = imported("--json", *arguments)
    return code, json.loads(said)


def stored() -> tuple[int, ...]:
    tables = (CommitmentFile, CommitmentRecord, Commitment, ActionPlan, Member, Organisation, Citation, Outbox)
    return tuple(table.objects.count() for table in tables)


# What enters


def test_a_file_enters(saved):
    code, said, complaints = imported(saved(file_of(row(), row(**OTHER))))

    assert (code, complaints) == (0, "")
    assert "2 rows: 2 commitments entered, in 1 plans of 1 members; 0 were here already, 0 left out" in said


def test_it_speaks_french(saved):
    _code, said, _complaints = run("import_commitments", saved(file_of(row())), "--language", "fr")

    assert "engagements entrés" in said


@pytest.mark.parametrize("name", ["current", "older"])
def test_both_layouts_enter(saved, name):
    code, said = as_json(saved(b"".join(generated(name, 40, count_members=5, text_length=200))))

    assert code == 0
    assert said == {"rows": 40, "commitments": 40, "plans": 5, "members": 5, "left_out": []}


def test_each_of_several_files_is_one_act(saved):
    files = [saved(file_of(row()), "first.csv"), saved(file_of(row(**OTHER)), "second.csv")]

    code, said, _complaints = imported("--json", *files)

    assert (code, CommitmentFile.objects.count()) == (0, 2)
    assert [json.loads(line)["file"] for line in said.splitlines()] == files


def test_one_refused_file_among_several_leaves_the_rest_in(saved):
    assert imported(saved(b"nothing"), saved(file_of(row()), "second.csv"))[0] == 1
    assert Commitment.objects.count() == 1


def test_a_byte_order_mark_is_read(saved):
    assert as_json(saved(b"\xef\xbb\xbf" + file_of(row())))[0] == 0


def test_json_has_this_shape_and_no_other(saved):
    code, said = as_json(saved(file_of(row(), row(**IMPOSSIBLE))))

    assert code == 1
    assert list(said) == ["rows", "commitments", "plans", "members", "left_out"]
    assert [list(one) for one in said["left_out"]] == [["line", "column", "reason"]]
    assert said == {
        "rows": 2,
        "commitments": 1,
        "plans": 1,
        "members": 1,
        "left_out": [{"line": 3, "column": "Start Date", "reason": "There is no such day: 30/02/2016."}],
    }


def test_json_is_written_while_it_is_read(saved):
    read = import_commitments(Path(saved(file_of(row(), *(row(**IMPOSSIBLE) for _ in range(5))))))

    pieces = [*_as_json(read, {})]

    assert len(pieces) > 5
    assert len(json.loads("".join(pieces))["left_out"]) == 5


# What is left out: the rest enters


def test_a_ragged_row_is_left_out(saved):
    code, said = as_json(saved(file_of(row()) + b"AL0009,Albania\r\n"))

    assert (code, said["commitments"]) == (1, 1)
    assert said["left_out"] == [{"line": 3, "column": "", "reason": "Cells in this row: 2; in the header: 171."}]


def test_what_is_left_out_is_said_with_line_and_column(saved):
    code, said, complaints = imported(saved(file_of(row(), row(**IMPOSSIBLE))))

    assert (code, "1 left out" in said) == (1, True)
    assert f"line 3, {row(**IMPOSSIBLE)['Commitment Unique Identifier']}, Start Date: There is no such day: 30/02/2016." in complaints


def test_a_row_without_an_identifier_is_called_by_its_title(saved):
    _code, _said, complaints = imported(
        saved(file_of(row(**{"Commitment Unique Identifier": "", "Commitment Title": "Open the books " * 9})))
    )

    assert "line 2, Open the books Open the books Open the books Open the …, Commitment Unique" in complaints


def test_one_key_with_two_contents_is_called_by_its_identifier(saved):
    _code, _said, complaints = imported(saved(file_of(row(), row(**{"Commitment Title": "Another"}))))

    assert f"line 3, {row()['Commitment Unique Identifier']}, Commitment Title: " in complaints


def test_one_key_with_two_contents_in_one_file_is_entered_once(saved):
    code, said = as_json(saved(file_of(row(), row(**{"Commitment Title": "Another"}))))

    assert (code, said["commitments"]) == (1, 1)
    assert (said["left_out"][0]["line"], said["left_out"][0]["column"]) == (3, "Commitment Title")


def test_one_key_with_other_content_in_another_file_is_left_out(saved):
    imported(saved(file_of(row(**OTHER), row())))

    code, said = as_json(saved(file_of(row(Theme="Fish")), "b.csv"))

    assert (code, said["commitments"]) == (1, 0)
    [left_out] = said["left_out"]
    assert (left_out["line"], left_out["column"]) == (2, "Theme")
    assert "(line 3 of its file)" in left_out["reason"]
    assert CommitmentRecord.objects.get(key="AL0002").line == 3


def test_the_same_rows_in_another_file_change_nothing(saved):
    imported(saved(file_of(row(), row(**OTHER))))

    code, said = as_json(saved(file_of(row(**OTHER), row()), "b.csv"))

    assert (code, said["rows"], said["commitments"], said["left_out"]) == (0, 2, 0, [])
    assert Commitment.objects.count() == 2


def test_new_rows_in_another_file_join_those_that_are_here(saved):
    imported(saved(file_of(row())))

    _code, said = as_json(saved(file_of(row(), row(**OTHER)), "b.csv"))

    assert said["commitments"] == 1
    assert (ActionPlan.objects.get().commitment_count, ActionPlan.objects.get().commitments.count()) == (2, 2)


# A second time


def test_the_same_file_again_changes_nothing(saved):
    path = saved(file_of(row(), row(**IMPOSSIBLE)))
    imported(path)
    before = stored()

    code, said = as_json(path)

    assert stored() == before
    assert (code, said["rows"], said["commitments"], said["plans"], said["members"]) == (1, 2, 0, 0, 0)
    assert len(said["left_out"]) == 1


def test_the_same_bytes_under_another_name_are_the_same_file(saved):
    content = file_of(row())
    imported(saved(content))

    code, said, _complaints = imported(saved(content, "copy.csv"))

    assert (code, CommitmentFile.objects.count()) == (0, 1)
    assert "has entered before; nothing changed" in said


@pytest.mark.django_db(transaction=True)
def test_the_same_file_in_two_processes_at_once_enters_once(saved):
    path = saved(b"".join(generated("current", 60, count_members=5, text_length=200)))

    with ExitStack() as stack:
        both = [stack.enter_context(parvis("import-commitments", "--json", path)) for _ in range(2)]
        said = [process.communicate(timeout=120) for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(json.loads(out)["commitments"] for out, _err in said) == [0, 60]
    assert (Commitment.objects.count(), Outbox.objects.count()) == (60, 1)


# What is refused: nothing is stored

HEADER = list(row())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        ("Country\n".encode("utf-16"), "UTF-16"),
        ("Country\n".encode("utf-16-le"), "UTF-16"),
        (file_of(row(Theme="Pêche")).decode().encode("latin-1"), "Windows-1252"),
        (b"a,b,c\r\n1,2,3\r\n", "names the columns"),
        (table([[one for one in HEADER if one != "Commitment Title"]]), "“Commitment Title”"),
        (table([[*HEADER, "Theme"]]), "twice"),
        (file_of(row(), row(**OTHER)) + b'AL0004,"never closed', "never closed"),
        (b"PK\x03\x04", "is no CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_leaves_nothing(saved, content, reason):
    before = stored()

    code, said, complaints = imported(saved(content))

    assert (code, said, stored()) == (2, "", before)
    assert reason in complaints
    assert "Nothing was stored." in complaints


def test_a_refusal_is_json_too(saved):
    code, said = as_json(saved(b""))

    assert (code, list(said)) == (2, ["error"])


def test_a_file_that_is_not_there_is_refused(tmp_path):
    code, _said, complaints = imported(str(tmp_path / "none.csv"))

    assert code == 2
    assert "cannot be read" in complaints


def test_a_folder_is_refused(tmp_path):
    assert imported(str(tmp_path))[0] == 2


# The bar


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar(saved):
    stderr = Terminal()

    call_command("import_commitments", saved(file_of(row())), "--language", "en", stdout=StringIO(), stderr=stderr)

    assert "Entering rows: [" in stderr.getvalue()
    assert "100 %" in stderr.getvalue()


def test_a_log_shows_none(saved):
    _code, _said, complaints = imported(saved(file_of(row())))

    assert "[#" not in complaints
