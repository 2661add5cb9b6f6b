import http.client
import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from .run import Load

PATIENCE = 20
TOKEN = "k" * 32  # the same in cookie and header: this client is no browser that another site could mislead
SAID_WHEN_DONE = ("is already published", "is hidden or withdrawn already", "is not hidden")


@dataclass
class Told:
    """What the people were told, by the words of their acts. Instants are monotonic seconds.

    `acknowledged`: the server said it has done it, from when it was sent until the answer. `again`: it was sent once
    more after no answer, and the server said that it had been done. `unknown`: there was never an answer.
    """

    acknowledged: dict[str, tuple[float, float]] = field(default_factory=dict)
    again: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    answers: Counter = field(default_factory=Counter)


class Unanswered(Exception):
    """It was sent, and whether it was done is not known."""


class People:
    """Who acts as a browser would: fill in, look at it, confirm. Two kinds of act by turns, each its own words:

    a report on the one milestone of all, and a comment of one's own to moderate, hidden and shown again.
    """

    def __init__(self, port: int, known: list[dict], *, load: "Load", over: threading.Event) -> None:
        self.port, self.known, self.load, self.over = port, known, load, over
        self.told = Told()
        self.had_enough = threading.Event()
        self._number = itertools.count()

    def start(self, pool: Executor) -> list[Future]:
        return [pool.submit(self._act, one) for one in self.known]

    def _act(self, one: dict) -> None:
        acts = itertools.cycle([self._report, self._hide, self._restore])
        words = ""
        try:
            while not (self.had_enough.is_set() and len(self.told.acknowledged) >= self.load.acts):
                act = next(acts)
                words = f"{words}, shown again" if act == self._restore else f"Storm {next(self._number)}"
                self._until_answered(act, one, words)
                if self.over.wait(random.uniform(0, self.load.rest)):
                    return
        except BaseException:
            self.over.set()
            raise

    def _until_answered(self, act: Callable, one: dict, words: str) -> None:
        """Whoever gets no answer sends the same again. Some give up a report, and cannot know whether it was done."""
        was_sent = False
        while not self.over.is_set():
            began = time.monotonic()
            try:
                is_done = act(one, words)
            except ConnectionRefusedError:
                self.over.wait(0.1)
            except (Unanswered, OSError, http.client.HTTPException):
                was_sent = True
                if act == self._report and random.random() < self.load.give_up:
                    break
                self.over.wait(0.2)
            else:
                if is_done:
                    self.told.acknowledged[words] = (began, time.monotonic())
                elif was_sent:
                    self.told.again.append(words)
                else:
                    raise RuntimeError(f"{words}: refused as done already, and had not been sent before")
                return
        if was_sent:
            self.told.unknown.append(words)

    def _report(self, one: dict, words: str) -> bool:
        fields = {"words_en": words, "status": "in_progress", "on": "2022-04"}
        status, page, _to = self._ask(one, one["report"], fields)
        if status != 200:
            raise RuntimeError(f"{one['report']} answered {status}: {page[:2000]}")
        return self._sent(one, one["report"], form_of(page), to=one["milestone"])

    def _hide(self, one: dict, words: str) -> bool:
        return self._sent(one, one["hide"], {"ground": "elsewhere", "note": words}, to=one["comment"])

    def _restore(self, one: dict, words: str) -> bool:
        return self._sent(one, one["restore"], {}, to=one["comment"])

    def _sent(self, one: dict, url: str, fields: dict[str, str], *, to: str) -> bool:
        """Whether it was done now; False when it had been done before. A redirect elsewhere is no acknowledgement."""
        status, page, location = self._ask(one, url, fields)
        if status == 302 and location.startswith(to):
            return True
        if status in (409, 422) and any(words in page for words in SAID_WHEN_DONE):
            return False
        raise RuntimeError(f"{url} answered {status} {location}: {page[:2000]}")

    def _ask(self, one: dict, url: str, fields: dict[str, str]) -> tuple[int, str, str]:
        """Raises `Unanswered` also for an answer that says that something failed, and ConnectionRefusedError where
        nothing was sent."""
        headers = {
            "Cookie": f"{one['cookie']}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("POST", url, urlencode(fields), headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        self.told.answers[answer.status] += 1
        if answer.status >= 500:
            raise Unanswered(f"{url} answered {answer.status}")
        return answer.status, page, answer.headers.get("Location", "")


def form_of(page: str) -> dict[str, str]:
    """The controls of the page's form as they stand, the button pressed."""
    found = _Controls()
    found.feed(page)
    return found.values


class _Controls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._inside = False
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._inside = True
        if not self._inside or not (name := given.get("name")):
            return
        if tag == "textarea":
            self._text, self.values[name] = name, ""
        elif tag == "button" or (
            tag == "input" and (given.get("type") not in ("radio", "checkbox", "file") or "checked" in given)
        ):
            self.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._inside = False
        if tag == "textarea":
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self.values[self._text] += data.lstrip("\n")
