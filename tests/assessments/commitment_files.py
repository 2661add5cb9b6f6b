"""Files of OGP's two layouts with invented commitments: with the dirt and sizes of the published ones.

Texts, titles and institutions are made of our own words; only the names of columns, scales
and members are OGP's. The same arguments give the same bytes.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from parvis.assessments.standards.commitment_data import Layout, MemberNamed, layout, members
from parvis.assessments.standards.commitment_data.members import REGIONS

from .commitment_words import COMMON, INVENTED_FROM, NOUNS, OFFICES

COMMON_WORD, RARE_WORD = "procurement", "aquifer"
MEDIAN_TEXT = 2660
_LONGEST_TEXT = 27_000
_ROWS_WITH_RARE_WORD = 20
_ROWS_PER_SLIP = 500
_PER_PLAN = 12
_PARAGRAPHS, _BACKGROUNDS, _PARAGRAPH = 1500, 400, 330
_AT_ONCE = 200
_UNNAMED = 10

# How a value is written, by its scale or what is rated, and how often of a hundred. The rest is not reviewed.
_WRITTEN = {
    "current": {
        "specificity": (("High", 18), ("Medium", 15), ("Low", 5), ("None", 1), ("ND", 51)),
        "said_yes_no": (("Yes", 81), ("No", 6), ("ND", 2)),
        "yes_no": (("1", 30), ("0", 32), ("ND", 28)),
        "potential_impact": (("Moderate", 28), ("Minor", 17), ("Transformative", 14), ("None", 3), ("ND", 28)),
        "potential_for_results": (("Modest", 15), ("Substantial", 8), ("Unclear", 3), ("ND", 66)),
        "completion": (
            ("Limited", 20), ("Substantial", 20), ("Complete", 13), ("Not Started", 5), ("ND", 30), ("NA", 2),
        ),
        "change_in_completion": (("No Change", 18), ("Increase", 7), ("Decrease", 1), ("ND", 46)),
        "early_results": (("No notable results", 4), ("Moderate", 2), ("Significant", 1), ("ND", 70)),
        "did_it_open_government": (
            ("Marginal", 15), ("Did Not Change", 14), ("Major", 8), ("No early results to report yet", 4),
            ("Outstanding", 1), ("Worsens", 1), ("Not Applicable", 4), ("ND", 30),
        ),
    },
    "older": {
        "specificity": (("c. high", 37), ("b. medium", 35), ("a. low", 21), ("None", 2)),
        "yes_no": (("1", 40), ("0", 55)),
        "potential_impact": (("Moderate", 34), ("Minor", 32), ("Transformative", 15), ("None", 5), ("ND", 10)),
        "completion": (
            ("b. Limited", 33), ("c. Substantial", 26), ("d. Complete", 22), ("a. Not started", 10), ("Unclear", 3),
            ("Withdrawn", 1),
        ),
        "completion_end_of_term": (("ND", 66), ("b. Limited", 1), ("c. Substantial", 1), ("d. Complete", 1)),
        "change_in_completion": (("ND", 66), ("No Change", 2), ("Increase", 1)),
        "did_it_open_government": (("ND", 66), ("c. Marginal", 1), ("b. None", 1), ("d. Major", 1)),
    },
}  # fmt: skip
_REGIONS = {code: words for words, code in REGIONS.items()}
_TAGS = {"legislation": 40, "public-participation": 35, "e-government": 38, "open-data": 14, "capacity-building": 20}
_NO_DATE = {"current": ("NA",), "older": ("Not Specified", "NR", "Unclear")}
_MISSING = {"current": (0.26, 0.14, 0.29), "older": (0.49, 0.31, 0.59)}
_NO_ONE = {"current": ("NA", "N/A", "Unclear"), "older": ("None Specified", "Unclear")}
_MONTHS = ("January", "March", "April", "June", "July", "September", "October", "December")


@dataclass(frozen=True)
class _Made:
    """What rows are put together from: making each word anew would take longer than reading it."""

    backgrounds: list[list[str]]
    paragraphs: dict[str, list[str]]
    about_the_common_word: list[str]
    titles: dict[str, list[str]]
    institutions: list[str]


def generated(
    name: str,
    rows: int,
    *,
    count_members: int = 75,
    plans: int | None = None,
    seed: int = 0,
    text_length: int = MEDIAN_TEXT,
    share_with_word: float = 0.30,
) -> Iterator[bytes]:
    """`name` is that of a layout. `plans` of each member; without it as many as give a plan a dozen commitments."""
    random = Random(seed)
    of = layout(name)
    made = _made(of, random)
    who = [member for member in members() if name == "current" or member.kind == "national"][:count_members]
    plans = plans or max(1, round(rows / len(who) / _PER_PLAN))
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n" if name == "current" else "\n")
    unnamed = [""] * (_UNNAMED if name == "older" else 0)
    if unnamed:
        writer.writerow(range(len(of.names) + _UNNAMED))
    writer.writerow([*of.names, *unnamed])
    rare = max(rows // _ROWS_WITH_RARE_WORD, 1)
    for number in range(rows):
        member, plan = who[number % len(who)], 1 + (number // len(who)) % plans
        row = _row(of, made, random, member, plan, number, text_length, share_with_word)
        if number % rare == rare // 2:
            row[of.place("text") or 0] += f" The {RARE_WORD} is measured."
        if number % _ROWS_PER_SLIP == _ROWS_PER_SLIP - 1 and name == "current":
            row[of.names.index("Verifiable")] = "1"
        writer.writerow(row + unnamed)
        if number % _AT_ONCE == _AT_ONCE - 1:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().removesuffix("\r\n").encode()


def _row(
    of: Layout,
    made: _Made,
    random: Random,
    member: MemberNamed,
    plan: int,
    number: int,
    text_length: int,
    share_with_word: float,
) -> list[str]:
    row = random.choice(made.backgrounds)[:]
    language = random.choices(("en", "es", "fr"), (88, 10, 2))[0]
    title = f"{random.choice(made.titles[language])} {number + 1}"
    year = 2011 + plan % 13
    starts, ends, supporting = _MISSING[of.name]
    said = {
        "identifier": f"{member.country}{number:06}",
        "country": member.name["en"],
        "plan_number": str(plan),
        "number": str(1 + number % 60),
        "code": member.code,
        "region": _REGIONS[member.region],
        "national_or_local": "National" if member.kind == "national" else "Legacy Local",
        "year": str(year),
        "end_year": str(year + 2),
        "duration": "2",
        "theme": random.choice(("NA", "Openness", "Integrity", "Services")),
        "title": title,
        "short_title": title,
        "text": _text(made, random, language, text_length, share_with_word),
        "starts": random.choice(_NO_DATE[of.name]) if random.random() < starts else _date(random, of.name, year),
        "ends": random.choice(_NO_DATE[of.name]) if random.random() < ends else _date(random, of.name, year + 2),
        "lead": random.choice(made.institutions),
        "supporting": random.choice(_NO_ONE[of.name] if random.random() < supporting else made.institutions),
        "url": f"https://example.org/members/{member.slug}/commitments/{member.country}{number:06}/",
        "plan_identifier": f"AP_{member.code}{plan:02}",
    }
    for role, cell in said.items():
        if (place := of.place(role)) is not None:
            row[place] = cell
    return row


def _text(made: _Made, random: Random, language: str, text_length: int, share_with_word: float) -> str:
    length = min(random.lognormvariate(0, 0.6) * text_length, _LONGEST_TEXT)
    paragraphs = random.choices(made.paragraphs[language], k=max(1, round(length / _PARAGRAPH)))
    if random.random() < share_with_word:
        paragraphs[-1] = random.choice(made.about_the_common_word)
    return "\n\n".join(paragraphs)


def _date(random: Random, name: str, year: int) -> str:
    """In every form of the published files, about as often."""
    month, day = random.randint(1, 12), random.randint(13, 28)
    forms: dict[str, tuple[tuple[str, int], ...]] = {
        "current": (
            (f"{month}/{day}/{year}", 50), (f"{month}/1/{year}", 25), (f"1/1/{year}", 8), (f"{day}/{month}/{year}", 5),
            (f"{month}/{day}/{year % 100}", 3), (f"{random.choice(_MONTHS)} {year}", 8), (f"{year}", 3),
            (f"Quarter {1 + month // 4} {year}", 2), (f"II quarter of {year}", 1), (f"Spring {year}", 1),
            (str(40909 + 365 * (year - 2012)), 1), ("Underway", 1), ("Permanent activity", 1), (f"02/03/{year}", 1),
        ),
        "older": (
            (f"{month:02}/01/{year}", 60), (f"{day}/{month}/{year}", 16), (f"01/{month:02}/{year}", 8), (f"{year}", 10),
            (f"Quarter {1 + month // 4} {year}", 2), ("Ongoing", 1), ("Continuous", 1), (f"End of {year}", 1),
            (f"Fall {year}", 1), (f"September/December {year}", 1), (f"{year}-{year + 1}", 1),
        ),
    }  # fmt: skip
    return random.choices(*zip(*forms[name], strict=True))[0]


def _made(of: Layout, random: Random) -> _Made:
    invented = ["".join(random.choices(INVENTED_FROM, k=random.randint(2, 4))) for _ in range(3000)]
    words = {language: [*common, *NOUNS[language]] for language, common in COMMON.items()}
    paragraphs = {
        language: [_paragraph(random, words[language], invented) for _ in range(_PARAGRAPHS)] for language in words
    }
    offices = [f"{office} of {noun}" for office in OFFICES for noun in NOUNS["en"]]
    return _Made(
        [_background(of, random) for _ in range(_BACKGROUNDS)],
        paragraphs,
        [f"{one} Each {COMMON_WORD} is published." for one in paragraphs["en"][:200]],
        {language: [_words(random, words[language], 5).capitalize() for _ in range(2000)] for language in words},
        [_institution(random, offices) for _ in range(800)],
    )


def _institution(random: Random, offices: Sequence[str]) -> str:
    several = random.choices((1, 2, 3), (75, 18, 7))[0]
    return random.choice(("; ", ", ", "\n")).join(random.sample(offices, several))


def _paragraph(random: Random, words: Sequence[str], invented: Sequence[str]) -> str:
    """About `_PARAGRAPH` characters, with commas and now and then a quotation."""
    sentences = []
    for _ in range(5):
        sentence = f"{_words(random, words, 7)}, {random.choice(invented)} {random.choice(invented)}"
        sentences.append(f'"{sentence}"' if random.random() < 0.05 else sentence.capitalize())
    return ". ".join(sentences) + "."


def _words(random: Random, words: Sequence[str], count: int) -> str:
    return " ".join(random.choices(words, k=count))


def _background(of: Layout, random: Random) -> list[str]:
    """Every cell that is not the commitment's own."""
    row = []
    for column in of.columns:
        if column.role == "tag":
            row.append("1" if random.random() * 100 < _TAGS.get(column.tag, 4) else random.choice("0" * 40 + "N")[0])
        elif column.role == "rating":
            written = _WRITTEN[of.name]
            row.append(_weighed(random, written.get(column.rating) or written[column.scale]))
        else:
            row.append(random.choice(("0", "1", "ND", "NR")) if column.role in ("twin", "derived") else "NR")
    return ["ND" if cell == "N" else cell for cell in row]


def _weighed(random: Random, written: Sequence[tuple[str, int]]) -> str:
    texts = [text for text, _weight in written]
    weights = list(accumulate(weight for _text, weight in written))
    at = random.random() * 100
    return next((text for text, until in zip(texts, weights, strict=True) if at < until), "NR")
