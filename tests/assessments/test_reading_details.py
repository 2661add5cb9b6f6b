"""Details of reading, one behaviour each: encodings, refusals, definitions, citations, milestones, proposals."""

import pytest
from django.utils.translation import override

from parvis.assessments.errors import NotAReport
from parvis.assessments.standards.published_report import read, without_addresses
from parvis.assessments.standards.published_report.citations import accessed_on, citations
from parvis.assessments.standards.published_report.lines import MOST, Line
from parvis.assessments.standards.published_report.margin import Margin
from parvis.assessments.standards.published_report.milestones import quoted_milestones
from parvis.assessments.standards.published_report.proposals import proposed
from parvis.assessments.standards.published_report.tooltips import without_definitions
from parvis.assessments.standards.report_file import as_json, from_json

from .published import COMMENT, EMAIL, LANGUAGES, published

DEFINITION = ("A definition of some length goes on and on, with commas, and says what a word is. " * 3)[:200]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_an_encoding_makes_no_difference(encoding):
    report = published(language="fr")

    assert read(report.text.encode(encoding)) == read(report.content)


def test_windows_1252_is_read_with_a_notice():
    notices = read(published(language="fr").text.encode("cp1252")).notices

    assert any("Windows-1252" in notice.text for notice in notices)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"%PDF-1.7 Inception Report", "another kind"),
        (b"\x00\x01\x02" * 500, "something else than text"),
        (b" " * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (b"A page about frogs\n1.1 Does a frog exist?\n", "line 2"),
        ("Inception Report – what it is\n\nIt is a report.".encode(), "line 3"),
        (b"<html><script>Inception Report</script><p>Frogs", "No such heading"),
    ],
    ids=["empty", "blank", "pdf", "binary", "large", "other page", "no questions", "html"],
)
def test_what_is_no_report_is_refused_with_a_reason(content, why):
    with pytest.raises(NotAReport, match=why) as refused:
        read(content)

    assert "Inception Report" in str(refused.value)


def test_a_report_that_is_cut_is_read_as_far_as_it_goes():
    report = published(style="A")

    read_of_it = read(report.text[:6000].encode())

    assert 0 < len(read_of_it.answers) < len(report.truth.answers)
    assert "not in the file" in read_of_it.notices[-1].text


def test_a_file_of_too_many_lines_is_read_in_part():
    lines = [published(style="C").text, *["x"] * MOST]

    assert any(f"first {MOST} lines" in notice.text for notice in read("\n".join(lines).encode()).notices)


@pytest.mark.parametrize("page", ["<div>" * 100_000, "<!--", "<" * 1_000_000, "&" * 1_000_000, "<ul><li>" * 50_000])
def test_html_beyond_reason_is_read(page):
    assert read(f"<h1>Inception Report – X</h1><p>1.1 Does a forum exist?</p>{page}".encode()).answers


def test_assumed_labels_are_named_with_their_first_line():
    notices = read(published("end_of_commitment", style="A", language="es").content).notices

    assert any("“Acción” (line" in notice.text and "assume" in notice.text for notice in notices)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("as_html", [False, True])
def test_comments_of_the_public_are_read(language, as_html):
    report = published("end_of_commitment", style="A", language=language, as_html=as_html, comments=True)

    assert read(report.content).comments == (COMMENT,)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        (f"the steering committee{DEFINITION}.../group?", "the steering committee/group?"),
        (f"a dull thing{DEFINITION}... More of it", "a dull thing of it"),
        (f"the end{DEFINITION}....", "the end."),
        ("BudgIT and the iPhone of McDonald... and so on", "BudgIT and the iPhone of McDonald... and so on"),
        ("now available on Qué to share...", "now available on Qué to share..."),
        ("open dataFigures that anyone may use. More are there", "open data are there"),
    ],
)
def test_definitions_come_out_and_the_prose_stays(printed, meant):
    assert without_definitions(printed)[0] == meant


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("(last accessed on February 10, 2022)", "2022-02-10"),
        ("(dernier accès le 1er mars 2022)", "2022-03-01"),
        ("(último acceso el 10 de febrero de 2022)", "2022-02-10"),
        ("(accessed 2022-02-10)", "2022-02-10"),
        ("(last accessed in May 2022)", "2022-05"),
        ("(last accessed February 31, 2022)", None),
        ("The plan of May 2022", None),
    ],
)
def test_the_day_of_access(printed, date):
    assert accessed_on(printed) == date


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("https://a.example/b (last accessed May 1, 2022)", "web_page"),
        ("(last accessed May 1, 2022)", "web_page"),
        ("- minutes_2022.docx", "public_document"),
        ("(3) The plan (PDF):", "public_document"),
        ("Nine (9) interviews with members", "interview"),
        ("The authors were given access to the minutes", "not_public"),
    ],
)
def test_the_kind_of_a_citation(printed, kind):
    assert [it.kind for it in citations([Line(1, printed)], Margin())] == [kind]


def test_a_line_that_only_announces_evidence_goes_to_the_notices():
    margin = Margin()

    assert citations([Line(7, "- Additional evidence (online) :")], margin) == []
    assert [(notice.line, notice.text) for notice in margin.notices] == [(7, "- Additional evidence (online) :")]


def test_only_milestones_that_are_listed_are_milestones():
    said = (
        "The “Forum” met. It has two milestones: “Run the “Little Market” site” (called “LM”) and “Cut the rules.”. "
        "The milestones are vague, as members of the group that calls itself “The Five” say."
    )

    assert quoted_milestones(said) == ("Run the “Little Market” site", "Cut the rules")


@pytest.mark.parametrize(
    ("said", "value", "counted"),
    [
        ("Two out of three milestones have been reached.", "substantial", (2, 3)),
        ("4 of the 5 milestones were completed.", "substantial", (4, 5)),
        ("One (1) of four (4) milestones was met.", "limited", (1, 4)),
        ("All the milestones were implemented.", "complete", (None, None)),
        ("No milestone was reached.", "not_started", (None, None)),
        ("The commitment was not started.", "not_started", (None, None)),
        ("Deux jalons sur trois ont été atteints.", "substantial", (2, 3)),
        ("Se han alcanzado dos de los cinco hitos.", "limited", (2, 5)),
    ],
)
def test_a_count_in_words_is_proposed(said, value, counted):
    found = proposed(f"First a sentence. {said} Then another.")

    assert (found.value, found.quotation, (found.reached, found.total)) == (value, said, counted)


@pytest.mark.parametrize(
    "said",
    [
        "Two out of three milestones have not been reached.",
        "Two out of three milestones should be reached soon.",
        "All the milestones except one were reached.",
        "Much has been achieved.",
        "Five of three milestones were reached.",
        "The second activity was not started.",
    ],
)
def test_nothing_is_proposed_that_is_not_said(said):
    assert proposed(said) is None


def test_addresses_are_in_nothing_that_is_read():
    report = published(style="A").text.replace("The forum of Rivemont", "Write to jane@town.example. The forum", 1)

    said = read(report.encode())

    assert "town.example" not in repr(said)
    assert EMAIL not in repr(said)
    assert "Write to [@]. The forum" in repr(said.answers)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_a_file_loses_its_addresses_and_nothing_else(encoding):
    text = f"Émile ; {EMAIL}\r\n<a href='mailto:{EMAIL}'>é</a>"

    kept = without_addresses(text.encode(encoding)).decode(encoding)

    assert kept == "Émile ; [@]\r\n<a href='[@]'>é</a>"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("kind", ["inception", "end_of_commitment"])
def test_a_file_reads_the_same_once_it_has_lost_its_addresses(kind, language):
    report = published(kind=kind, style="A", language=language)
    assert EMAIL.encode() in report.content

    assert read(without_addresses(report.content)) == read(report.content)


def test_a_file_without_addresses_is_the_same():
    content = published(style="C").content + b"\xff\xfe\x00"

    assert without_addresses(content) is content


def test_prose_is_not_taken_for_a_title_that_is_lost():
    report = published(style="C")
    titles = {one.title for one in report.truth.commitments}
    text = "\n".join(line for line in report.text.split("\n") if line not in titles)

    said = read(text.encode())

    assert [one.title for one in said.commitments] == [""] * 5
    assert [one.explanation for one in said.answers] == [one.explanation for one in report.truth.answers]


def test_notices_of_ours_are_in_the_language_of_who_reads():
    content = published(language="fr").text.encode("cp1252")

    with override("fr"):
        notices = read(content).notices

    assert "Le fichier n’est pas en UTF-8; il a été lu comme du Windows-1252 (Latin-1)." in [it.text for it in notices]


def test_a_value_that_the_form_does_not_offer_is_kept_in_the_notices_and_not_taken():
    text = published(style="A").text.replace("\nYes\n", "\nNot Applicable\n", 1)

    said = read(text.encode())

    assert (said.answers[0].value, from_json(as_json(said))) == (None, said)
    assert "Not Applicable" in [notice.text for notice in said.notices]
