"""Reports as they were read, built by hand: short, with one of each thing that a report may hold."""

import hashlib
from dataclasses import replace

from parvis.assessments import commands
from parvis.assessments.matching import best_or_new, match
from parvis.assessments.types import (
    AnswerStatus,
    GlossaryTerm,
    Notice,
    PrintedComment,
    PublishedReport,
    ReadAnswer,
    ReadCitation,
    ReadCommitment,
    ReadProposal,
    ReportFileGiven,
    ReportKind,
)
from parvis.kernel.types import IMPORT

MEMBER, PLAN = "Lakeside, Norland", "Action plan – Lakeside, Norland, 2021 – 2023"
OPEN_DATA, OPEN_SOURCE = "Open the city's data.", "Equip staff in the use of open source software."
LOST_PAGE = ReadCitation("(last accessed February 10, 2022)", None, "2022-02-10", "web_page")
INTERVIEWS = ReadCitation("Nine (9) interviews with members of the forum", None, None, "interview")


def inception(**changes) -> PublishedReport:
    report = PublishedReport(
        kind=ReportKind.INCEPTION,
        form="inception-1",
        language="en",
        title=f"Inception Report – {PLAN}",
        member=MEMBER,
        plan=PLAN,
        evaluators=("Marsh, Ada", "Open Government Committee"),
        commitments=(
            ReadCommitment(1, OPEN_DATA, milestones=("Publish five datasets", "Teach their use")),
            ReadCommitment(2, OPEN_SOURCE),
        ),
        answers=(
            ReadAnswer("1", "1.1", explanation="There is one.", citations=(LOST_PAGE, INTERVIEWS), line=9),
            ReadAnswer("1", "1.2", value="yes", status=AnswerStatus.GIVEN, citations=(INTERVIEWS,), line=12),
            ReadAnswer("3", "1.1", commitment=1, line=20),
            ReadAnswer("3", "1.3", commitment=1, option="continuation", status=AnswerStatus.GIVEN, line=22),
            ReadAnswer("3", "2.5", commitment=2, explanation="Say who pays.", status=AnswerStatus.GIVEN, line=30),
        ),
        comments=(PrintedComment("I was there.", "Ola", "2022-03-01"), PrintedComment("Thanks", "", "yesterday")),
        glossary=(GlossaryTerm("inclusion", "Working for all", is_cut=True),),
        notices=(Notice(31, "Leave a Reply"),),
    )
    return replace(report, **changes)


def end_of_commitment(**changes) -> PublishedReport:
    """Its header calls the commitment otherwise than its heading does."""
    title = "Equip staff with the use of open-source software."
    report = PublishedReport(
        kind=ReportKind.END_OF_COMMITMENT,
        form="end-of-commitment-1",
        language="en",
        title=f"End of Commitment Report – {OPEN_SOURCE}",
        member=MEMBER,
        plan=PLAN,
        evaluators=("Open Government Committee",),
        commitment=title,
        commitments=(ReadCommitment(None, title, action="The city wishes it.", problem="Nobody knows it."),),
        answers=(
            ReadAnswer(
                "1",
                "1.1",
                explanation="Two out of three milestones have been reached.",
                proposed=ReadProposal("substantial", "Two out of three milestones have been reached.", 2, 3),
                line=11,
            ),
            ReadAnswer("1", "1.3", option="all_as_planned", status=AnswerStatus.GIVEN, line=15),
            ReadAnswer("2", "2.1.1", value="not_applicable", status=AnswerStatus.GIVEN, line=19),
        ),
    )
    return replace(report, **changes)


def given(content: bytes = b"Inception Report\n", name: str = "report.txt") -> ReportFileGiven:
    return ReportFileGiven(name, hashlib.sha256(content).hexdigest(), content)


def recorded(report: PublishedReport | None = None, *, by=IMPORT, file: ReportFileGiven | None = None):
    """Through the door, with the best match taken and the rest made: an `ImportOutcome`."""
    report = report or inception()
    matches = match(report, by, settle=best_or_new)
    return commands.record_past_report(report, by=by, file=file or given(), matches=matches)
