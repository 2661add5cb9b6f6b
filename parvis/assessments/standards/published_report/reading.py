"""The steps in their order: decode, lines, addresses, definitions, heading, outline, header, answers, comments."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...errors import NotAReport
from ...types import PublishedReport, ReadAnswer, ReadCommitment, ReportKind
from ..report_forms import form_for
from . import addresses
from .answers import answer
from .comments import comments
from .decoding import codec_of, decoded
from .header import Header, header
from .heading import Heading, heading, plan_and_member
from .html import html_lines, is_html
from .labels import Labels, labels
from .lines import MOST, Line, text_lines
from .margin import Margin
from .milestones import quoted_milestones
from .outline import Outline, outline
from .tooltips import taken_out


def read(content: bytes, *, name: str = "") -> PublishedReport:
    """What the page says. `name` of the file may tell HTML from text. Raises `NotAReport`."""
    file = decoded(content)
    margin = Margin(list(file.notices))
    as_html = is_html(file.text) or name.lower().endswith((".html", ".htm", ".xhtml"))
    lines = html_lines(file.text) if as_html else text_lines(file.text)
    if len(lines) > MOST:
        margin.note(lines.pop(), _("Only the first %s lines were read; no report has as many.") % MOST)
    lines = _without_addresses(lines, margin)
    lines, glossary = taken_out(lines)
    title = heading(lines, margin)
    if title is None:
        raise _no_heading(lines)
    known = labels(title.language)
    _around_heading(lines, title, known, margin)
    body = [line for line in lines[title.place + 1 :] if not line.is_page_title]
    laid_out = outline(body, title.kind, known, margin)
    if not laid_out.asked:
        raise _no_question(lines)
    head = header(laid_out.header, title, known, margin)
    last_line = lines[-1].number
    answers = tuple(answer(asked, known, margin, last_line=last_line) for asked in laid_out.asked)
    _note_absent_questions(title.kind, answers, margin, last_line)
    return PublishedReport(
        kind=title.kind,
        form=form_for(title.kind).name,
        language=title.language,
        title=title.title,
        **_said_of_plan(head, title, known),
        evaluators=head.evaluators,
        commitment=_commitment(head, title),
        commitments=tuple(_commitments(title, laid_out, head, answers)),
        answers=answers,
        comments=tuple(comments(laid_out.end, known, margin)),
        glossary=tuple(glossary),
        notices=margin.all_notices(),
    )


def without_addresses(content: bytes) -> bytes:
    """The file without e-mail addresses: the same bytes where it has none, or is no text."""
    codec = codec_of(content)
    # Every byte must come back as it was, also where the file is damaged.
    codec, errors = ("latin-1", "strict") if codec in ("utf-8", "utf-8-sig", "cp1252") else (codec, "surrogatepass")
    try:
        text = content.decode(codec, errors)
    except UnicodeDecodeError:
        return content
    kept = addresses.without(text)
    return content if kept is text else kept.encode(codec, errors)


def _without_addresses(lines: list[Line], margin: Margin) -> list[Line]:
    """A line of addresses only, as under the label of the header, goes; in a sentence a mark stands for each.

    A mark that stands in the file already counts as an address: a file without its addresses reads as it did with them.
    """
    kept = []
    for line in lines:
        clean = addresses.without_in(line)
        had_one = clean is not line or addresses.TAKEN_OUT in clean.text
        if had_one and clean.text.replace(addresses.TAKEN_OUT, "").strip(" ;,"):
            margin.note(line, _("An e-mail address was left out here; %s stands for it.") % addresses.TAKEN_OUT)
        elif had_one:
            continue
        kept.append(clean)
    return kept


def _around_heading(lines: list[Line], title: Heading, known: Labels, margin: Margin) -> None:
    for line in lines[: title.place]:
        if label := known.find(line.words, "furniture", "end"):
            margin.used(label, line)
        elif not (line.is_page_title and line.text.startswith(title.title)):
            margin.keep(line)


def _said_of_plan(head: Header, title: Heading, known: Labels) -> dict[str, str]:
    """Where the header has lost the plan or the member, the title of the page or of the plan still names it."""
    of_title = title.subject if title.kind == ReportKind.INCEPTION else ""
    plan = head.text("plan") or of_title
    return {"plan": plan, "member": head.text("member") or plan_and_member(plan, known)[1]}


def _commitment(head: Header, title: Heading) -> str | None:
    if title.kind == ReportKind.INCEPTION:
        return None
    return head.text("commitment") or title.subject or None


def _commitments(
    title: Heading, laid_out: Outline, head: Header, answers: tuple[ReadAnswer, ...]
) -> Iterator[ReadCommitment]:
    if title.kind == ReportKind.END_OF_COMMITMENT:
        yield ReadCommitment(None, _commitment(head, title) or "", head.text("action"), head.text("problem"))
        return
    listed = {
        asked.commitment: quoted_milestones(said.explanation)
        for asked, said in zip(laid_out.asked, answers, strict=True)
        if asked.question.code == "n.1"
    }
    for number in sorted({*laid_out.titles, *(said.commitment for said in answers if said.commitment)}):
        heads = laid_out.titles.get(number)
        yield ReadCommitment(number, heads.text if heads else "", milestones=listed.get(number, ()))


def _note_absent_questions(kind: ReportKind, answers: tuple[ReadAnswer, ...], margin: Margin, last_line: int) -> None:
    there = {(said.section, said.question) for said in answers}
    numbers = sorted({said.commitment for said in answers if said.commitment})
    absent = []
    for section in form_for(kind).sections:
        codes = [
            question.printed(number)
            for number in (numbers if section.repeats_per_commitment else [None])
            for question in section.questions
            if (section.number, question.printed(number)) not in there
        ]
        if section.repeats_per_commitment and not numbers:
            codes = [_("all")]
        if codes:
            said = {"number": section.number, "codes": ", ".join(codes)}
            absent.append(_("section %(number)s: %(codes)s") % said)
    if absent:
        margin.note(last_line, _("Questions of the form that are not in the file: %s.") % "; ".join(absent))


def _no_heading(lines: list[Line]) -> NotAReport:
    line = lines[-1].number if lines else 0
    why = _("No such heading was found up to line %(line)s, the last one.") % {"line": line}
    return NotAReport(f"{_looked_for()} {why}", line=line)


def _no_question(lines: list[Line]) -> NotAReport:
    line = lines[-1].number
    why = _("The heading is there, but no such question was found up to line %(line)s, the last one.") % {"line": line}
    return NotAReport(f"{_looked_for()} {why}", line=line)


def _looked_for() -> str:
    return _(
        "This is no published report. Looked for: the heading of an Inception Report or an End of Commitment Report "
        "in English, French or Spanish, and below it the numbered questions of its form."
    )
