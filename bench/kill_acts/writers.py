import http.client
import itertools
import random
import threading
import time
from concurrent.futures import Executor, Future
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from .run import Load

PATIENCE = 20
TOKEN = "k" * 32  # the same in cookie and header: this client is no browser that another site could mislead


class Writers:
    """People who report progress one after the other, as a browser would: fill in, look at it, confirm.

    `acknowledged` holds what the server said it has done; `unknown` what it took and gave no answer to.
    """

    def __init__(self, port: int, url: str, cookie: str, *, load: "Load", over: threading.Event) -> None:
        self.port, self.url, self.load, self.over = port, url, load, over
        self.headers = {
            "Cookie": f"{cookie}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.acknowledged: list[str] = []
        self.unknown: list[str] = []
        self.seconds: list[float] = []
        self.had_enough = threading.Event()
        self._number = itertools.count()

    def start(self, pool: Executor) -> list[Future]:
        return [pool.submit(self._write) for _ in range(self.load.writers)]

    def _write(self) -> None:
        try:
            while not (self.had_enough.is_set() and len(self.acknowledged) >= self.load.acts):
                self._report(f"Report {next(self._number)}")
                if self.over.wait(random.uniform(0, self.load.rest)):
                    return
        except BaseException:
            self.over.set()
            raise

    def _report(self, words: str) -> None:
        """One act, tried once: whoever gets no answer cannot know whether it was done."""
        began = time.monotonic()
        try:
            status, page = self._ask("POST", {"words_en": words, "status": "in_progress", "on": "2022-04"})
            if status == 200:
                status, page = self._ask("POST", form_of(page))
        except ConnectionRefusedError:
            time.sleep(0.1)
            return
        except (OSError, http.client.HTTPException):
            self.unknown.append(words)
            return
        if status == 302:
            self.acknowledged.append(words)
            self.seconds.append(time.monotonic() - began)
        else:
            raise RuntimeError(f"{self.url} answered {status}: {page[:2000]}")

    def _ask(self, method: str, fields: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, self.url, urlencode(fields), self.headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


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
