"""What a storm did, and whether anything of it may not be."""

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from parvis.register import verify
from tests.register import audit

from .installation import Installation
from .killers import SEQUENCER, Deaths
from .people import Told
from .watcher import Watcher

NO_LINE = "no line"
HOLDS = "It holds:"


@dataclass
class Outcome:
    """Durations in seconds: how many, the median, the longest."""

    database: str
    seconds: float
    kills: dict[str, int]
    acknowledged: int
    told_again: int  # sent once more after no answer, and told that it had been done
    unanswered: int
    unanswered_but_done: int
    lost: int
    doubled: int
    forks: int
    entries: int
    checkpoints: int
    verdict: str  # of `verify.py` on the log at the end, since the first checkpoint that was seen
    messages: int
    messages_sent_twice: int  # at least once is what is promised; the second has the Message-ID of the first
    act: dict[str, float] = field(default_factory=dict)
    until_acts_went_on: dict[str, dict[str, float]] = field(default_factory=dict)
    until_another_sequenced: dict[str, float] = field(default_factory=dict)
    until_a_longer_log: dict[str, float] = field(default_factory=dict)
    until_the_database_was_back: dict[str, float] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    ended_by_themselves: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def outcome_of(
    site: Installation, told: Told, deaths: Deaths, watcher: Watcher, *, database: str, seconds: float
) -> Outcome:
    log, stored = audit.read(site.folder), site.ask("stored")
    in_log, sent = Counter(log.acts), _sent(site.home / "mail", site.ask("messages"))
    verdict = verified(site.folder, watcher)
    lost = [words for words in (*told.acknowledged, *told.again) if not stored.get(words)]
    doubled = [words for words, acts in stored.items() if len(acts) > 1]
    return Outcome(
        database=database,
        seconds=round(seconds, 1),
        kills=dict(Counter(kind for _at, kind, _life in deaths.all)),
        acknowledged=len(told.acknowledged),
        told_again=len(told.again),
        unanswered=len(told.unknown),
        unanswered_but_done=sum(words in stored for words in told.unknown),
        lost=len(lost),
        doubled=len(doubled) + sum(count > 1 for count in in_log.values()),
        forks=watcher.forks,
        entries=log.size,
        checkpoints=len(watcher.checkpoints),
        verdict=verdict,
        messages=len(sent),
        messages_sent_twice=sum(count > 1 for count in sent.values()),
        act=_summary([end - began for began, end in told.acknowledged.values()]),
        until_acts_went_on={kind: _summary(_until_acts(deaths.of(kind), told)) for _at, kind, _life in deaths.all},
        until_another_sequenced=_summary(_until_another(deaths)),
        until_a_longer_log=_summary(_until_longer(deaths, watcher)),
        until_the_database_was_back=_summary(deaths.database_back),
        answers={str(status): count for status, count in sorted(told.answers.items())},
        ended_by_themselves=dict(Counter(f"{one.name}: {code}" for one in site.processes for code in one.ended)),
        faults=[
            *watcher.faults,
            *([] if verdict.startswith(HOLDS) else [f"verify.py: {verdict}"]),
            *(f"acknowledged but not stored: {words}" for words in lost),
            *(f"{words}: {len(acts)} acts" for words, acts in stored.items() if len(acts) != 1),
            *(f"{words}: without a line" for words, acts in stored.items() if NO_LINE in acts),
            *_not_once(stored, in_log),
            *(["a page answered 500 (503 is for a database that is away)"] * told.answers[500]),
            *(f"without the database the log was answered with {status}" for status in deaths.log_unserved),
            *(f"message {uid} was not sent" for uid, count in sent.items() if not count),
            *(f"{one.name} ended by itself with {code}" for one in site.workers for code in one.ended),
        ],
    )


def verified(folder: Path, watcher: Watcher) -> str:
    """The first line that the program says which anyone may run."""
    first = folder.parent / "first-checkpoint"
    first.write_text(watcher.first)
    asked = [str(folder), "--key", watcher.vkey, "--since", str(first)]
    done = subprocess.run([sys.executable, verify.__file__, *asked], text=True, capture_output=True, check=False)
    said = (done.stdout if done.returncode == 0 else done.stderr).strip() or f"nothing, with {done.returncode}"
    return said.splitlines()[0]


def _not_once(stored: dict[str, list[str]], in_log: Counter) -> list[str]:
    acts = {act: words for words, found in stored.items() for act in found}
    return [
        *(f"{words}: {in_log[act]} times in the log" for act, words in acts.items() if in_log[act] != 1),
        *(f"in the log, but no act here: {act}" for act in in_log if act not in acts),
    ]


def _sent(folder: Path, messages: list[str]) -> Counter:
    """How often each message went out."""
    files = [one.read_text(errors="replace") for one in folder.glob("*")] if folder.exists() else []
    return Counter({uid: sum(f"Message-ID: <{uid}@" in text for text in files) for uid in messages})


def _until_acts(deaths: list[tuple[float, str]], told: Told) -> list[float]:
    """From a death to the first acknowledgement of an act that was sent after it."""
    acts = list(told.acknowledged.values())
    found = [min((end for began, end in acts if began >= at), default=None) for at, _life in deaths]
    return [end - at for end, (at, _life) in zip(found, deaths, strict=True) if end is not None]


def _until_another(deaths: Deaths) -> list[float]:
    """From the death of a sequencer to the moment when another life was seen to hold its lock."""
    found = []
    for at, life in deaths.of(SEQUENCER):
        later = [since for since, holder in deaths.sequencers if since > at and holder != life]
        found += [later[0] - at] if later else []
    return found


def _until_longer(deaths: Deaths, watcher: Watcher) -> list[float]:
    """From the death of a sequencer to the next checkpoint over more entries."""
    found = []
    for at, _life in deaths.of(SEQUENCER):
        size = max((size for seen, size in watcher.checkpoints if seen <= at), default=0)
        later = [seen for seen, longer in watcher.checkpoints if seen > at and longer > size]
        found += [later[0] - at] if later else []
    return found


def _summary(durations: list[float]) -> dict[str, float]:
    if not durations:
        return {"count": 0}
    return {"count": len(durations), "median": round(median(durations), 2), "max": round(max(durations), 2)}
