"""Which member, plan, commitments and milestones a published report speaks of, of those that are here.

Certain is only what says the same: letters without accents and capitals, with marks and spaces as one. The rest is
proposed, with a score, for a person to choose from. Reports name things in other words than plans do.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from cydifflib import SequenceMatcher

from parvis.accounts import queries as accounts
from parvis.accounts.types import Member
from parvis.kernel.folding import fold
from parvis.kernel.languages import Multilingual
from parvis.plans import queries as plans
from parvis.plans.queries import ActionPlan, Commitment, Milestone

from .types import PublishedReport, ReadCommitment, ReportKind

# What resembles less is not shown; what resembles this much is taken for the same where nobody is asked.
SHOWN, TAKEN = 0.5, 0.75
_MOST_SHOWN = 5
# Titles that say the same under another number, or two that both say the same: likely, and to be asked.
_LIKELY = 0.95
_SAME_PLACE = 0.15
_LONGEST, _FEW = 160, 0.2


@dataclass(frozen=True)
class Candidate:
    """`score` is from 0 to 1; only what says the same has 1."""

    row: Any
    score: float


@dataclass(frozen=True)
class Match:
    """What the report prints, and what it is here. With nothing found, it is to be made new, or left as printed."""

    printed: str
    found: Any = None
    score: float = 0.0
    candidates: Sequence[Candidate] = ()
    is_left: bool = False

    @property
    def is_new(self) -> bool:
        return self.found is None and not self.is_left

    @property
    def is_certain(self) -> bool:
        return self.found is not None

    def as_found(self, row: Any) -> "Match":
        score = next((candidate.score for candidate in self.candidates if candidate.row == row), self.score)
        return replace(self, found=row, score=score, is_left=False)

    def as_new(self) -> "Match":
        return replace(self, found=None, is_left=False)

    def as_left(self) -> "Match":
        """A quotation that stays one: nothing here is what it names, and nothing is made."""
        return replace(self, found=None, is_left=True)


@dataclass(frozen=True)
class Matches:
    """`commitments` stand in the order of the report's; `milestones` of each, in the order in which it quotes them."""

    member: Match
    plan: Match
    commitments: tuple[Match, ...] = ()
    milestones: tuple[tuple[Match, ...], ...] = ()

    @property
    def every(self) -> list[tuple[str, Match]]:
        """By key: `member`, `plan`, `commitment-0`, `milestone-0-0`."""
        return [
            ("member", self.member),
            ("plan", self.plan),
            *((f"commitment-{n}", one) for n, one in enumerate(self.commitments)),
            *((f"milestone-{n}-{m}", one) for n, row in enumerate(self.milestones) for m, one in enumerate(row)),
        ]


Settle = Callable[[str, Match], Match]


def as_it_is(key: str, found: Match) -> Match:
    """Choose nothing."""
    return found


def best_or_new(key: str, found: Match) -> Match:
    """Where nobody is asked: the best candidate from `TAKEN` on, else something new."""
    if found.found is None and found.candidates and found.candidates[0].score >= TAKEN:
        return found.as_found(found.candidates[0].row)
    return found


def match(report: PublishedReport, viewer: Any, *, settle: Settle = as_it_is) -> Matches:
    """`settle` decides on each match by its key (see `Matches.every`) before what stands below it is looked for."""
    member = settle("member", _member(report))
    plan = settle("plan", _plan(report, member.found, viewer))
    here = plans.contents(plan.found) if plan.found else plans.Contents([], [], [])
    commitments = tuple(settle(f"commitment-{n}", one) for n, one in enumerate(_commitments(report, here.commitments)))
    milestones = tuple(
        tuple(
            settle(f"milestone-{n}-{m}", one) for m, one in enumerate(_milestones(said, found.found, here.milestones))
        )
        for n, (said, found) in enumerate(zip(report.commitments, commitments, strict=True))
    )
    return Matches(member, plan, commitments, milestones)


@lru_cache(4096)
def bare_words(text: str) -> str:
    """Words alone: no accents, capitals, marks; "Open-source, here." is "open source here"."""
    return re.sub(r"[\W_]+", " ", fold(text)).strip()


def likeness(text: str, other: str) -> float:
    """From 0 to 1, of what is left after folding; long texts are compared by their beginnings.

    The matcher takes time with the square of the length, so it is not asked where hardly any three letters are shared.
    """
    mine, theirs = _pieces(text), _pieces(other)
    if 2 * len(mine & theirs) < _FEW * (len(mine) + len(theirs)):
        return 0.0
    return SequenceMatcher(None, bare_words(text)[:_LONGEST], bare_words(other)[:_LONGEST], autojunk=False).ratio()


@lru_cache(512)
def _pieces(text: str) -> frozenset[str]:
    """Every three letters in a row, with the spaces around words."""
    padded = f" {bare_words(text)[:_LONGEST]} "
    return frozenset(padded[at : at + 3] for at in range(max(len(padded) - 2, 1)))


def years_in(text: str) -> tuple[str, ...]:
    """The first and the last year that it names; one where there is only one."""
    named = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return tuple(dict.fromkeys((named[0], named[-1]))) if named else ()


def _member(report: PublishedReport) -> Match:
    return _decided(report.member, [(row, _member_score(report, row)) for row in accounts.all_members()])


def _member_score(report: PublishedReport, member: Member) -> float:
    if bare_words(report.member):
        return _titles_score([report.member], _names(member))
    # The source has lost the name, and the plan is still called after its member.
    called = f" {bare_words(plan_printed(report))} "
    return _LIKELY if any(f" {bare_words(name)} " in called for name in _names(member) if bare_words(name)) else 0.0


def _names(member: Member) -> list[str]:
    """Its names, alone and with its country."""
    countries = [f"{name}, {country}" for name in member.name.values() for country in member.parent_country.values()]
    return [*member.name.values(), *countries]


def _plan(report: PublishedReport, member: Member | None, viewer: Any) -> Match:
    printed = plan_printed(report)
    if member is None:
        return Match(printed)
    score = partial(_plan_score, member=member) if printed else _score_of_what_it_holds
    return _decided(printed, [(row, score(report, row)) for row in _plans_of(member, viewer)])


def plan_printed(report: PublishedReport) -> str:
    """What the report calls its plan: an Inception Report says it in its title too. Empty where the source lost it."""
    return report.plan or (heading_of(report.title) if report.kind == ReportKind.INCEPTION else "")


def _plans_of(member: Member, viewer: Any) -> Iterable[ActionPlan]:
    after: str | None = ""
    while after is not None:
        page = plans.plans(viewer=viewer, member=member, after=after, size=100)
        yield from page.rows
        after = page.after


def _plan_score(report: PublishedReport, plan: ActionPlan, member: Member) -> float:
    """Said the same: its title, or the member's name and the plan's years, as OGP calls plans."""
    printed = plan_printed(report)
    score = _titles_score([printed], plan.title.values())
    years = years_in(printed)
    if score == 1 or not years or years != _years_of(plan):
        return score
    named = {bare_words(f"{name} {' '.join(years)}") for name in [report.member, *_names(member)] if name}
    return 1.0 if any(bare_words(printed).endswith(name) for name in named) else max(score, TAKEN)


def _score_of_what_it_holds(report: PublishedReport, plan: ActionPlan) -> float:
    """The source has lost what the plan is called: it may be one that holds the commitment. Likely, never certain."""
    here = plans.contents(plan).commitments
    scores = [_commitment_score(report, said, row) for said in report.commitments for row in here]
    return min(max(scores, default=0.0), _LIKELY)


def _years_of(plan: ActionPlan) -> tuple[str, ...]:
    stated = [at.text[:4] for at in (plan.starts_on, plan.ends_on) if at]
    if stated:
        return tuple(dict.fromkeys(stated))
    return next((years for title in plan.title.values() if (years := years_in(title))), ())


def _commitments(report: PublishedReport, here: Sequence[Commitment]) -> list[Match]:
    matches = [
        _decided(said.title, [(row, _commitment_score(report, said, row)) for row in here])
        for said in report.commitments
    ]
    found = [one.found for one in matches if one.found]
    return [_asked(one) if one.found and found.count(one.found) > 1 else one for one in matches]


def _commitment_score(report: PublishedReport, said: ReadCommitment, commitment: Commitment) -> float:
    printed = [said.title]
    if said.number is None:
        # A report on one commitment names it twice, not always in the same words.
        printed += [title for title in (heading_of(report.title), report.commitment) if title]
    score = _titles_score(printed, commitment.title.values())
    if said.number is None:
        return score
    if said.number == commitment.number:
        return min(score + _SAME_PLACE, _LIKELY) if score < 1 else 1.0
    return min(score, _LIKELY)


def heading_of(title: str) -> str:
    """Of "End of Commitment Report – Open the data", what stands after the kind of report; else nothing."""
    _kind, *rest = re.split(r"\s[-–—]\s|:\s", title, maxsplit=1)
    return rest[0].strip() if rest else ""


def _milestones(said: ReadCommitment, commitment: Commitment | None, planned: Sequence[Milestone]) -> list[Match]:
    here = [one for one in planned if one.commitment == commitment]
    in_order = len(here) == len(said.milestones)
    return [
        _decided(words, [(one, _milestone_score(words, one, in_order and n == m)) for m, one in enumerate(here)])
        for n, words in enumerate(said.milestones)
    ]


def _milestone_score(words: str, milestone: Milestone, is_in_place: bool) -> float:
    score = _titles_score([words], milestone.title.values())
    return min(score + _SAME_PLACE, _LIKELY) if is_in_place and score < 1 else score


def _titles_score(printed: Sequence[str], titles: Multilingual | Iterable[str]) -> float:
    """1 where one of them says the same in any language, else how alike the most alike are, always below 1."""
    pairs = [(one, title) for one in printed for title in titles if bare_words(one) and bare_words(title)]
    if any(bare_words(one) == bare_words(title) for one, title in pairs):
        return 1.0
    return min(max((likeness(one, title) for one, title in pairs), default=0.0), 0.94)


def _decided(printed: str, scored: Iterable[tuple[Any, float]]) -> Match:
    """Found where exactly one says the same."""
    ranked = sorted(
        (Candidate(row, round(score, 2)) for row, score in scored if score >= SHOWN), key=lambda one: -one.score
    )[:_MOST_SHOWN]
    same = [one for one in ranked if one.score == 1]
    if len(same) == 1:
        return Match(printed, same[0].row, 1.0, tuple(ranked))
    return Match(printed, candidates=tuple(Candidate(one.row, min(one.score, _LIKELY)) for one in ranked))


def _asked(found: Match) -> Match:
    """Two things of the report cannot both be the one that is here."""
    lower = tuple(Candidate(one.row, min(one.score, _LIKELY)) for one in found.candidates)
    return replace(found, found=None, score=0.0, candidates=lower)
