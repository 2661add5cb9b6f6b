"""Published reports of a fictional member, each beside what a truthful reading of it gives.

The layout is that of real published pages; the words are our own. Four styles, as pages circulate:

- A: every label, value and address;
- B: some labels of the header and most values are lost, and so are addresses of web pages;
- C: definitions stand glued to words, values and addresses are lost, and so is the title of the plan;
- D: definitions stand glued to words, the rest is there.

The truth has no notices: what a reader has to say of its own reading is its own affair.
"""

from dataclasses import dataclass, replace

from parvis.assessments.standards.report_forms import Question, form_for
from parvis.assessments.types import (
    AnswerStatus,
    GlossaryTerm,
    PrintedComment,
    PublishedReport,
    ReadAnswer,
    ReadCitation,
    ReadCommitment,
    ReadProposal,
    ReportKind,
)

from .published_page import Page
from .published_plan import RIVEMONT, FictionalPlan
from .published_prose import DEFINITIONS, GOES_ON, PROSE
from .published_words import LABELS, QUESTIONS, SPANISH_OPTIONS

STYLES = ("A", "B", "C", "D")
LANGUAGES = ("en", "fr", "es")
EVALUATORS = ("Okoro, Ada", "Lind, Bo")
EMAIL = "evaluator@example.org"
SITE = "https://rivemont.example"
COMMENT = PrintedComment("Who holds the key now?", author="Mira Vale", date="2033-03-03")
ACCESSED = "2032-02-10"
NUMBERS = {
    "en": {2: "two (2)", 3: "three (3)", 5: "five (5)"},
    "fr": {2: "deux (2)", 3: "trois (3)", 5: "cinq (5)"},
    "es": {2: "dos (2)", 3: "tres (3)", 5: "cinco (5)"},
}
FIELDS = {"commitment": "title", "action": "action", "problem": "problem"}
VALUES = {"1.1": "substantial", "2.1.3": "major", "2.2": "yes"}
CUT_AT = 200  # bytes, as pages cut them
WITHOUT_VALUES = ("B", "C")
WITH_DEFINITIONS = ("C", "D")


@dataclass(frozen=True)
class Published:
    content: bytes
    truth: PublishedReport
    text: str


def published(
    kind: ReportKind | str = ReportKind.INCEPTION,
    *,
    style: str = "C",
    language: str = "en",
    as_html: bool = False,
    plan: FictionalPlan = RIVEMONT,
    commitment: int = 5,
    comments: bool = False,
) -> Published:
    """A report on the plan, or on its commitment of that number, and the truth of it."""
    writing = _Writing(ReportKind(kind), style, language, as_html, plan, commitment)
    truth = writing.inception() if kind == ReportKind.INCEPTION else writing.end_of_commitment()
    if comments:
        writing.print_comment(truth.title)
        truth = replace(truth, comments=(COMMENT,))
    writing.print_end(comments)
    text = writing.page.rendered()
    return Published(text.encode(), truth, text)


class _Writing:
    """Prints the page and keeps what it said."""

    def __init__(
        self, kind: ReportKind, style: str, language: str, as_html: bool, plan: FictionalPlan, commitment: int
    ) -> None:
        self.kind, self.style, self.language, self.plan = kind, style, language, plan
        self.subject = plan.commitments[commitment - 1]
        self.form = form_for(kind)
        self.words = LABELS[language]
        self.page = Page(as_html=as_html, spaced=style in ("A", "B"))
        self.definitions = dict(DEFINITIONS[language]) if style in WITH_DEFINITIONS else {}
        self.glossary: list[GlossaryTerm] = []
        self.answers: list[ReadAnswer] = []
        self.sentences = 0

    # What the page says

    def inception(self) -> PublishedReport:
        title = f"{self.words['inception']} – {self.plan.title[self.language]}"
        self.print_header(title)
        for number in ("1", "2"):
            self.print_section(number)
            for question in self.questions(number):
                self.answer(question)
        self.print_section("3")
        for number, commitment in enumerate(self.plan.commitments, 1):
            if number > 1:
                self.put(self.words["nth"].format(number), "h4")
            self.put(commitment.title[self.language], "h4")
            for question in self.questions("3"):
                self.answer(question, number)
        commitments = tuple(
            ReadCommitment(
                number,
                said.title[self.language],
                milestones=tuple(milestone[self.language] for milestone in said.milestones),
            )
            for number, said in enumerate(self.plan.commitments, 1)
        )
        return self.report(title, plan=self.plan.title[self.language], commitments=commitments)

    def end_of_commitment(self) -> PublishedReport:
        subject = self.subject
        printed = subject.title[self.language]
        title = f"{self.words['end_of_commitment']} – {printed}"
        self.print_header(title)
        for name in FIELDS:
            if self.style in ("A", "D"):
                self.put(self.words[name], "h4")
            self.put(getattr(subject, FIELDS[name])[self.language])
        for section in self.form.sections:
            self.print_section(section.number)
            for question in section.questions:
                self.answer(question)
        plan = "" if self.style == "C" else self.plan.title[self.language]
        read = ReadCommitment(None, printed, subject.action[self.language], subject.problem[self.language])
        return self.report(title, plan=plan, commitments=(read,), commitment=printed)

    def report(self, title: str, **said: object) -> PublishedReport:
        return PublishedReport(
            kind=self.kind,
            form=self.form.name,
            language=self.language,
            title=title,
            member=self.plan.member[self.language],
            evaluators=EVALUATORS,
            answers=tuple(self.answers),
            glossary=tuple(self.glossary),
            **said,
        )

    def print_header(self, title: str) -> None:
        words, style = self.words, self.style
        if style in ("A", "B"):
            self.page.put(words["skip"], "a")
        self.page.put(title, "h1")
        if style in ("A", "D"):
            self.put(words["overview"], "h2")
        self.put(words["evaluator"], "h4")
        self.put(" ; ".join(EVALUATORS) + " ;")
        if style == "A":
            self.put(words["email"], "h4")
            self.put(f"{EMAIL} ; {EMAIL}")
        if style != "C":
            self.put(words["member"], "h4")
        self.put(self.plan.member[self.language])
        if style == "C":
            self.put(words["plan"], "h4")
        else:
            self.put(words["plan_title"], "h4")
            self.put(self.plan.title[self.language])

    def print_section(self, number: str) -> None:
        self.page.put(self.words["section"].format(number), "h2")
        for part in self.words["sections"][self.kind][number]:
            self.put(part, "h2")

    def print_comment(self, title: str) -> None:
        self.put(self.words["comments"].format(title), "h2")
        self.put(COMMENT.author)
        self.put(self.words["comment_date"])
        self.put(COMMENT.text)
        self.put(self.words["reply"])

    def print_end(self, commented: bool) -> None:
        if self.style != "C" and not commented:
            self.put(self.words["no_comments"])
        self.put(self.words["leave"], "h3")

    # Answers

    def questions(self, section: str) -> list[Question]:
        return [question for question in self.form.questions if question.section == section]

    def wording(self, question: Question) -> str:
        if self.language == "es":
            return QUESTIONS["es"][self.kind][question.code]
        seen = QUESTIONS.get(self.language, {}).get(f"{question.code} forum")
        if seen and self.kind == ReportKind.INCEPTION and question.section == "1":
            return seen
        return question.label[self.language]

    def answer(self, question: Question, number: int | None = None) -> None:
        code = question.printed(number)
        dot = "." if code in ("2.1.1", "2.1.2", "3") else ""
        line = self.put(f"{code}{dot} {self.wording(question)}", "h3")
        said = ReadAnswer(question.section, code, number, status=AnswerStatus.GIVEN, line=line)
        if question.code in ("2.1.1", "2.1.2", "2.1.4") and self.kind == ReportKind.END_OF_COMMITMENT:
            self.put(self.words["not_applicable"])
            said = replace(said, value="not_applicable")
        elif question.has_only_text:
            said = replace(said, explanation=self.explained(question, number))
        else:
            said = self.chosen(question, number, said)
        self.answers.append(said)

    def chosen(self, question: Question, number: int | None, said: ReadAnswer) -> ReadAnswer:
        degree = question.scale is not None and question.scale.name == "degree"
        if degree:
            self.put(self.words["degree"], "h4")
        said = self.valued(question, number, said)
        self.put(self.words["narrative" if degree else "explanation"], "h4")
        said = replace(said, explanation=self.explained(question, number))
        if question.code == "1.1" and self.kind == ReportKind.END_OF_COMMITMENT and said.value is None:
            said = replace(said, proposed=ReadProposal("substantial", self.words["counted"], 2, 3))
        return replace(said, citations=tuple(self.cited(question, number)))

    def valued(self, question: Question, number: int | None, said: ReadAnswer) -> ReadAnswer:
        if question.options:
            commitment = self.plan.commitments[(number or 1) - 1]
            option = {"n.3": commitment.novelty, "n.4": commitment.ambition, "1.3": "all_as_planned"}[question.code]
            text = SPANISH_OPTIONS[option] if self.language == "es" else question.choice(option).text[self.language]
            self.put(text)
            return replace(said, option=option)
        if self.style in WITHOUT_VALUES:
            return replace(said, status=AnswerStatus.MISSING_IN_SOURCE)
        yes_or_no = "no" if question.code in ("1.4", "2.4") else "yes"
        value = VALUES[question.code] if self.kind == ReportKind.END_OF_COMMITMENT else yes_or_no
        self.put(question.choice(value).text[self.language])
        return replace(said, value=value)

    def explained(self, question: Question, number: int | None) -> str:
        first, second, *more = (self.sentence() for _ in range(5))
        paragraphs = [f"{first} {second}", " ".join(more)]
        if question.code == "1.1" and self.kind == ReportKind.END_OF_COMMITMENT:
            paragraphs = [self.words["counted"], f"– {first}", f"– {second}"]
        elif question.code == "n.1":
            paragraphs.insert(0, self.listed(number))
        elif question.code == "1.2" and self.kind == ReportKind.INCEPTION:
            paragraphs[1:] = ["- Rowing club", "- The Ferry (1921)", "- 3 schools"]
        for paragraph in paragraphs:
            self.put(paragraph.removeprefix("- "), "li" if paragraph.startswith("- ") else "p")
        return "\n".join(paragraphs)

    def listed(self, number: int) -> str:
        opening, closing = self.words["quotes"]
        space = "\u00a0" if opening == "«" else ""
        titles = [milestone[self.language] for milestone in self.plan.commitments[number - 1].milestones]
        quoted = ", ".join(f"{opening}{space}{title}{space}{closing}" for title in titles)
        return self.words["milestones"].format(number, NUMBERS[self.language][len(titles)], quoted)

    def sentence(self) -> str:
        prose = PROSE[self.language]
        self.sentences += 1
        return prose[self.sentences % len(prose)]

    def cited(self, question: Question, number: int | None) -> list[ReadCitation]:
        self.put(self.words["evidence"], "h4")
        if number is not None:
            if question.code != "n.3":
                return []
            name = f"rivemont-{number}.pdf"
            self.cite(name)
            return [ReadCitation(name, kind="public_document"), self.web_page(number, self.words["online"])]
        if self.kind == ReportKind.END_OF_COMMITMENT:
            return []
        self.put(self.words["references"], "h4")
        pages = [self.web_page(n) for n in range(1 + len(self.answers) % 2)]
        self.cite(self.words["interviews"])
        self.cite(self.words["papers"])
        interviews = ReadCitation(self.words["interviews"], kind="interview")
        return [*pages, interviews, ReadCitation(self.words["papers"], kind="not_public")]

    def web_page(self, number: int, lead: str = "") -> ReadCitation:
        lead = f"{lead} " if lead else ""
        accessed = self.words["accessed"].format(self.words["date"])
        if self.style in WITHOUT_VALUES:
            self.cite(f"{lead}{accessed}")
            return ReadCitation(f"{lead}{accessed}", accessed_on=ACCESSED)
        url = f"{SITE}/forum/{number}"
        shown = f"Forum {number}" if self.page.as_html else url
        self.cite(f"{lead}{shown} {accessed}", link=(shown, url))
        return ReadCitation(f"{lead}{shown} {accessed}", url, ACCESSED)

    def cite(self, text: str, link: tuple[str, str] | None = None) -> None:
        self.put(text, "ol" if self.style == "A" else "li", link=link)

    def put(self, text: str, tag: str = "p", link: tuple[str, str] | None = None) -> int:
        return self.page.put(self.glued(text), tag, link)

    def glued(self, text: str) -> str:
        """The text with a definition after the first word that has one and had none before."""
        for term, definition in self.definitions.items():
            before, found, after = text.partition(term)
            if found:
                whole = f"{definition} {GOES_ON[self.language]}"
                cut = whole.encode()[:CUT_AT].decode(errors="ignore")
                more = " More" if len(self.glossary) % 2 else ""
                self.glossary.append(GlossaryTerm(term, cut.rstrip(), is_cut=True))
                del self.definitions[term]
                return f"{before}{term}{cut}...{more}{after}"
        return text
