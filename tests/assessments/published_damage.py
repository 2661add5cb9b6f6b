"""Published reports as files arrive: cut, shuffled, glued, in other encodings, with the noise of a browser."""

from collections.abc import Callable
from random import Random

from parvis.assessments.types import ReportKind

from .published import LANGUAGES, STYLES, published

NOISE = (
    "<div>", "</div>", "<!--", "-->", "<script>", "</script>", "<p", "<ul><li>", "&nbsp;", "&#x41;", "&bogus;", "<br>",
    "\0", "\ufeff", "\u202e", "e\u0301", "...", "…", " More", "“", "”", "«", "@", "a@b.example", "Section 3.", "1.1 ",
    "3. Commitment :", "Yes", "Not Applicable", "Leave a Reply", "https://", "(last accessed", "Action Plan", "\r",
    "\t", "March 3, 2033 at 10:02", "Provide evidence for your answer:", "Inception Report – ", "<" * 50, "9" * 40,
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "utf-32", "mac-roman")

Damage = Callable[[str, Random], str]


def damaged(random: Random) -> bytes:
    report = published(
        random.choice(list(ReportKind)),
        style=random.choice(STYLES),
        language=random.choice(LANGUAGES),
        as_html=random.random() < 0.5,
        comments=random.random() < 0.3,
    )
    text = report.text
    for _time in range(random.randint(0, 6)):
        text = random.choice(DAMAGES)(text, random)
    content = text.encode(random.choice(ENCODINGS) if random.random() < 0.4 else "utf-8", errors="replace")
    return _bytes_damaged(content, random) if random.random() < 0.3 else content


def _cut(text: str, random: Random) -> str:
    start = random.randint(0, len(text)) if random.random() < 0.3 else 0
    return text[start : start + random.randint(0, len(text))]


def _without_a_piece(text: str, random: Random) -> str:
    start = random.randint(0, len(text))
    return text[:start] + text[start + random.choice((1, 20, 400, 4000)) :]


def _with_noise(text: str, random: Random) -> str:
    place = random.randint(0, len(text))
    return text[:place] + random.choice(NOISE) * random.choice((1, 1, 3, 200)) + text[place:]


def _shuffled(text: str, random: Random) -> str:
    lines = text.split("\n")
    first, second = (random.randrange(len(lines)) for _side in range(2))
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


def _doubled(text: str, random: Random) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    piece = lines[start : start + random.randint(1, 40)]
    place = random.randrange(len(lines))
    return "\n".join([*lines[:place], *piece, *lines[place:]])


def _without_lines(text: str, random: Random) -> str:
    return "\n".join(line for line in text.split("\n") if random.random() > 0.1)


def _joined(text: str, random: Random) -> str:
    return text.replace("\n", random.choice(("", " ", "\r", "\r\n", "\u2028")), random.choice((1, 20, 5000)))


DAMAGES: tuple[Damage, ...] = (_cut, _without_a_piece, _with_noise, _shuffled, _doubled, _without_lines, _joined)


def _bytes_damaged(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _time in range(random.choice((1, 5, 200))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)
