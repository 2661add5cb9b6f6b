"""Saved pages that lay their text out in other ways than the generator's."""

from parvis.assessments.standards.published_report import read
from parvis.assessments.types import PrintedComment

DEFINITION = ("Rules that bind those who govern, written down and published, with a day on which they begin. " * 3)[
    :200
]
PAGE = f"""<html><title>Inception Report – Action plan – Rivemont, 2031 – Open Government Partnership</title>
<body><p><strong>Name of Evaluator:</strong> Ada Okoro &lt;<a href="mailto:ada@x.example">ada@x.example</a>&gt;</p>
<dl><dt>Action Plan Title</dt><dd>Action plan – Rivemont, 2031</dd></dl>
<h2>Section 1.<br>Compliance with<br>co-creation requirements</h2>
<h3>1.1 Does a forum exist?</h3><p>Yes</p>
<p>Provide a brief explanation of your answer: It does. See <a href="https://a.example/x">this</a>.</p>
<p>Provide evidence for your answer:</p>
<ol><li><a href="https://b.example/m.pdf">Minutes</a></li><li>Interview with the mayor</li></ol>
<h3>1.2 Is the <span>forum</span> multi-stakeholder?</h3><p>No.</p><p>It binds nobody, like a
<span>regulation<span class="tip">{DEFINITION}... <a href="/g">More</a></span></span>.</p>
<h2>Section 3. Initial evaluation of commitments</h2><h3>Commitment 1: Open the books</h3>
<h4>1.1 Is the commitment verifiable?</h4><p>Yes</p><p>Provide a brief explanation of your answer:</p>
<p>It has the following milestones:</p><ul><li>“Open one”</li><li>“Open two”</li></ul><p>And “others” follow.</p>
<h4>1.5 Are there any recommended changes to the design of the commitment to help improve its implementation?</h4>
<p>Name people.</p><p>2.1 is a number that is no question.</p><p>Buy in the open</p>
<h4>2.1 Is the commitment verifiable?</h4><p>Yes</p>
<h3>2 thoughts on “Inception Report”</h3><p>Mira says:</p><p>March 3, 2033 at 10:02 am</p><p>Well<br>done.</p>
<a>Reply</a><p>Bo</p><p>April 4, 2033 at 9:02 pm</p><p>No.</p><a>Reply</a><h3>Leave a Reply</h3></body></html>
"""
REPORT = read(PAGE.encode())
ANSWERS = {(answer.section, answer.question): answer for answer in REPORT.answers}


def test_the_title_of_the_window_serves_where_the_page_has_no_heading():
    assert (REPORT.title, REPORT.member) == ("Inception Report – Action plan – Rivemont, 2031", "Rivemont")


def test_a_label_and_its_value_may_share_a_line():
    assert REPORT.evaluators == ("Ada Okoro",)
    assert ANSWERS["1", "1.1"].explanation == "It does. See this."


def test_a_link_gives_its_address_to_the_citation():
    found = [(it.text, it.url, it.kind) for it in ANSWERS["1", "1.1"].citations]

    assert found == [
        ("Minutes", "https://b.example/m.pdf", "public_document"),
        ("Interview with the mayor", None, "interview"),
    ]


def test_text_under_a_value_is_the_explanation_where_its_label_is_lost():
    assert (ANSWERS["1", "1.2"].value, ANSWERS["1", "1.2"].explanation) == ("no", "It binds nobody, like a regulation.")


def test_commitments_are_named_above_their_first_question():
    assert [(it.number, it.title) for it in REPORT.commitments] == [(1, "Open the books"), (2, "Buy in the open")]


def test_milestones_may_be_a_list():
    assert REPORT.commitments[0].milestones == ("Open one", "Open two")


def test_a_number_in_the_text_is_no_question():
    assert ANSWERS["3", "1.5"].explanation == "Name people.\n2.1 is a number that is no question."


def test_comments_are_read_with_author_and_day():
    assert REPORT.comments == (
        PrintedComment("Well\ndone.", "Mira", "2033-03-03"),
        PrintedComment("No.", "Bo", "2033-04-04"),
    )
