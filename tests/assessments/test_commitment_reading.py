"""Files of commitment data: what is read, what is left out, what is refused."""

import io
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parvis.assessments.errors import CommitmentFileRefused
from parvis.assessments.standards.commitment_data import CommitmentFile, CommitmentRow, LeftOut, layout
from parvis.assessments.standards.commitment_data.institutions import institutions
from parvis.assessments.standards.commitment_data.languages import language_of
from parvis.assessments.standards.commitment_data.texts import readable, title_of
from parvis.assessments.standards.commitment_data.writing import write_rows

from .commitment_files import COMMON_WORD, RARE_WORD, generated
from .commitment_rows import file_of, only, read, row, table

NAMES = layout("current").names


def test_a_row_says_what_its_cells_say():
    found = only(file_of(row(**{"Public Procurement": "1", "Open Data": "ND", "Youth": "0", "Specificity": "High"})))

    assert (found.key, found.country, found.title) == ("AL0002", "Albania", "Open the harbour books")
    assert found.tags == ("public-procurement",)
    assert "open-data" in found.tags_not_said
    assert "youth" not in found.tags_not_said
    assert found.ratings == {"specificity": "high"}
    assert found.not_rated["verifiable"] == "not_reviewed"


def test_the_key_of_the_older_layout_is_member_plan_number_and_title():
    assert only(file_of(row("older"), name="older")).key == "albania|1|2|1. open the books"


def test_a_header_is_matched_in_any_order_case_and_spacing():
    header = [f" {name.upper()}  " for name in reversed(NAMES)]
    content = b"\xef\xbb\xbf" + table([header, [row()[name] for name in reversed(NAMES)]])

    assert only(content).cells == only(file_of(row())).cells


def test_the_same_row_has_the_same_hash_in_any_order_of_columns():
    assert only(file_of(row(), header=NAMES[::-1])).content_sha256 == only(file_of(row())).content_sha256


def test_a_row_of_column_numbers_may_stand_above_the_header():
    content = b"".join(generated("older", 3))
    with CommitmentFile.open(io.BytesIO(content)) as file:
        assert (file.layout, file.header.numbered, file.header.line) == ("older", True, 2)
        assert [one.line for one in file] == [3, *_lines_after(content, 2)]


def _lines_after(content, count):
    """Where rows begin: a text holds line breaks."""
    rows = read(content)
    lines = [3]
    for one in rows[:count]:
        lines.append(lines[-1] + sum(cell.count("\n") for cell in one.cells) + 1)
    return lines[1:]


def test_columns_that_are_not_known_are_named_and_kept():
    content = table([[*NAMES, "Our Note"], [*row().values(), "seen"]])
    with CommitmentFile.open(io.BytesIO(content)) as file:
        assert [notice.column for notice in file.header.notices] == ["Our Note"]
        assert next(iter(file)).extra == {"Our Note": "seen"}


def test_an_unnamed_column_that_holds_something_is_told_once():
    content = table([[*NAMES, ""], [*row().values(), "x"], [*row().values(), "y"]])

    assert [len(one.notices) for one in read(content)] == [1, 0]


def test_a_column_that_the_file_lacks_is_not_an_empty_cell():
    found = only(file_of(row(), header=[name for name in NAMES if name != "Theme"]))

    assert found.cells[NAMES.index("Theme")] is None
    assert "Theme" not in found.by_name


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xff\xfea\x00", "UTF-16"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "UTF-32"),
        ("Country,Title\n".encode("utf-16-le"), "UTF-16"),
        (b"Country,\nCaf\xe9,1\n", "on line 2, byte 13 \\(0xE9\\).*Windows-1252"),
        (b"Country,\nCaf\xc3", "ends in the middle of a character, on line 2"),
        (b"Country,\nx\0y,1\n", "Line 2 holds a NUL"),
        (b"PK\x03\x04", "no CSV"),
        (b"a,b,c\n1,2,3\n", "None of the first 5 rows"),
        (b"Country\n\n", "None of the first 5 rows"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_name(content, said):
    with pytest.raises(CommitmentFileRefused, match=said):
        read(content)


def test_an_error_in_the_last_line_refuses_before_the_first_row():
    with pytest.raises(CommitmentFileRefused, match="UTF-8"), CommitmentFile.open(io.BytesIO(file_of(row()) + b"\xe9")):
        pytest.fail("opened")


def test_a_required_column_that_is_missing_is_named():
    with pytest.raises(CommitmentFileRefused, match="“Commitment Title”"):
        read(file_of(row(), header=[name for name in NAMES if name != "Commitment Title"]))


def test_a_column_named_twice_is_refused():
    with pytest.raises(CommitmentFileRefused, match="“THEME” twice"):
        read(table([[*NAMES, "THEME"], [*row().values(), ""]]))


def test_a_quotation_mark_that_is_never_closed_is_refused_with_the_line_of_its_row():
    content = file_of(row()) + b'AL1,"never closed\r\nand on'
    with pytest.raises(CommitmentFileRefused) as refused:
        read(content)

    assert refused.value.line == 3


def test_a_cell_without_end_is_refused():
    with pytest.raises(CommitmentFileRefused, match="longer than"):
        read(file_of(row(**{"Full Text": "a" * 1_000_001})))


@pytest.mark.parametrize("cells", [["AL0003"], [*row().values(), "one more"]])
def test_a_ragged_row_is_left_out_and_the_next_is_read(cells):
    ragged, whole = read(table([NAMES, cells, list(row().values())]))

    assert (ragged.line, ragged.column, ragged.reason) == (
        2,
        "",
        f"Cells in this row: {len(cells)}; in the header: 171.",
    )
    assert whole.line == 3


def test_empty_rows_are_passed_over():
    assert len(read(table([NAMES, [], [""] * 171, list(row().values()), []]))) == 1


@pytest.mark.parametrize("column", ["Commitment Title", "Country/Locality", "Commitment Unique Identifier"])
def test_a_row_without_what_it_needs_is_left_out(column):
    found = only(file_of(row(**{column: " "})))

    assert (type(found), found.line, found.column) == (LeftOut, 2, column)


def test_a_row_with_an_impossible_date_is_left_out():
    found = only(file_of(row(**{"End Date": "31/9/2014"})))

    assert (found.column, found.reason) == ("End Date", "There is no such day: 31/9/2014.")


def test_a_value_that_no_scale_knows_rates_nothing_and_is_told():
    found = only(file_of(row(Verifiable="1")))

    assert "verifiable" not in found.ratings
    assert found.not_rated["verifiable"] == "unknown"
    assert [(notice.line, notice.column) for notice in found.notices] == [(2, "Verifiable")]
    assert found.by_name["Verifiable"] == "1"


@pytest.mark.parametrize(
    ("end_of_term", "progress", "completion", "stage"),
    [
        ("Complete", "Limited", "complete", "end_of_term"),
        ("ND", "Limited", "limited", "progress_report"),
        ("NR", "NA", "", ""),
    ],
)
def test_the_completion_of_the_end_of_term_counts_before_that_of_the_progress_report(
    end_of_term, progress, completion, stage
):
    said = {"Completion (End Of Term)": end_of_term, "Completion (Progress Report)": progress}
    found = only(file_of(row(**said)))

    assert (found.completion, found.completion_stage) == (completion, stage)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Ministry of Health, Labour and Harbours", ("Ministry of Health, Labour and Harbours",)),
        ("Harbour Office; City Library;\nHarbour Office", ("Harbour Office", "City Library")),
        ("Office of the\nHarbour", ("Office of the Harbour",)),
        ("• Harbour Office\n• City Library", ("Harbour Office", "City Library")),
        ("Harbour Office\n\nCity Library", ("Harbour Office", "City Library")),
        ("Harbour<br/>Office", ("Harbour Office",)),
        (": 41; the; City Library", ("City Library",)),
        ("Harbour Office; A. Person (0555) 123456; a.person@harbour.example", ("Harbour Office",)),
        ("NA", ()),
        ("None Specified", ()),
        ("unclear", ()),
        ("Harbour Office; " + "prose " * 40, ("Harbour Office",)),
    ],
)
def test_institutions_are_parted_at_semicolons_and_between_items(written, found):
    assert institutions(written) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The books of the harbour will be open to the public.", "en"),
        ("Los libros del puerto y de la ciudad se publican en la red para el público.", "es"),
        ("Les registres du port sont ouverts au public, et la ville les publie.", "fr"),
        ("e-Acts", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_told_by_its_small_words(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("28. Management of the services", "en"),
        ("Registro de los proveedores", "es"),
        ("Esquema", "es"),
    ],
)
def test_a_title_is_judged_by_itself_and_else_as_its_text(title, language):
    assert language_of(title, otherwise="es") == language


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("One<br/>Two", "One Two"),
        ("\ufffcOne  Two", "One Two"),
        ("<br/>", "<br/>"),
    ],
)
def test_a_title_is_read_on_one_line_without_marks(written, read):
    assert title_of(written) == read


@pytest.mark.parametrize("number", ["+639205550123", "(0555) 665011", "0555016837"])
def test_numbers_to_call_are_not_shown(number):
    assert number not in readable(f"A person, {number}, of 2014")


@pytest.mark.parametrize("text", ["Law 1538-XII of 27.05.1994", "from 2014 to 2016", "500 000 000 som", "(2014) 12"])
def test_other_numbers_are(text):
    assert readable(text) == text


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (" https://example.org/a/ ", "https://example.org/a/"),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("http://[", ""),
        ("https://example.org/a b", ""),
        ("NA", ""),
    ],
)
def test_only_an_address_of_the_web_is_a_link(written, url):
    assert only(file_of(row(URL=written))).url == url


def test_what_was_read_is_written_byte_for_byte():
    content = b"".join(generated("current", 300))

    assert b"".join(write_rows(one.by_name for one in read(content))) == content


@pytest.mark.parametrize("name", ["current", "older"])
def test_a_generated_file_is_read_whole(name):
    rows = read(b"".join(generated(name, 1000)))

    assert {type(one) for one in rows} == {CommitmentRow}
    assert len({one.key for one in rows}) == 1000
    assert sum(RARE_WORD in one.text for one in rows) == 20
    assert 250 < sum(COMMON_WORD in one.text for one in rows) < 350


def test_the_same_arguments_give_the_same_file():
    assert b"".join(generated("older", 50)) == b"".join(generated("older", 50))


class _Pipe(io.RawIOBase):
    """A pipe: it cannot be gone through twice."""

    def __init__(self, content):
        self._content = io.BytesIO(content)

    def readable(self):
        return True

    def read(self, size=-1):
        return self._content.read(size)


def test_a_pipe_is_read_too():
    with CommitmentFile.open(_Pipe(file_of(row()))) as file:
        assert len(list(file)) == 1


def test_reading_takes_no_more_memory_for_more_rows(tmp_path):
    peaks = []
    for rows in (2_000, 2_000, 8_000):
        path = tmp_path / f"{rows}.csv"
        with path.open("wb") as file:
            file.writelines(generated("current", rows, text_length=500))
        tracemalloc.start()
        with CommitmentFile.open(path) as opened:
            assert sum(1 for _one in opened) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[2] < 1.5 * max(peaks[0], peaks[1])


WHOLE = file_of(row(), row(**{"Commitment Unique Identifier": "AL0003", "Full Text": 'a "b"\r\nc, d'}))


@settings(max_examples=200)
@given(st.binary(max_size=300), st.integers(0, len(WHOLE)), st.integers(0, 40))
@example(b'"', len(WHOLE) - 10, 0)
@example(b"\r", 100, 0)
def test_whatever_the_bytes_they_are_refused_or_read(damage, place, lost):
    content = WHOLE[:place] + damage + WHOLE[place + lost :]
    try:
        rows = read(content)
    except CommitmentFileRefused:
        return
    assert all(isinstance(one, CommitmentRow | LeftOut) for one in rows)


@given(st.binary(max_size=500))
def test_bytes_that_are_no_such_file_are_refused(content):
    with pytest.raises(CommitmentFileRefused):
        read(content)


def test_what_says_nothing_is_no_text():
    found = only(file_of(row(**{"Full Text": "N/A", "Short Title": "NR"})))

    assert (found.text, found.short_title) == ("", "")
    assert found.by_name["Full Text"] == "N/A"
