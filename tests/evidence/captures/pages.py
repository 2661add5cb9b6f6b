"""A page of a ministry, with what it needs, on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

from tests.evidence.files import pdf
from tests.kernel.fetching.sites import Site, page, redirect, site

PAGE = """<!doctype html><html lang="fr-CA"><head><title>Plan d’action – Ministère</title>
<meta property="article:published_time" content="2022-02-03T09:00:00-05:00">
<link rel="stylesheet" href="/style.css"><link rel="icon" href="https://elsewhere.example/icon.png"></head>
<body><nav><a href="/">Accueil</a></nav><main><h1>Plan d’action</h1>
<p>Le ministère publiera cinq jeux de données de référence avant la fin de l’année 2022.</p>
<p>Un comité de suivi se réunira chaque trimestre pour en rendre compte à la population.</p>
<p>{more}</p>
<img src="/one.png" alt=""><img src="two.png" alt=""><img src="missing.png" alt="">
<img src="data:image/png;base64,AA" alt="">
</main></body></html>"""
MORE = "Le premier rapport paraîtra au printemps et sera soumis à la consultation du public."
PATH = "/plan/2022"


def paper(*pages: str, **info: str) -> bytes:
    """A PDF with a line on each page; `info` is what it says of itself (`Title`, `CreationDate`)."""

    def written(made: pikepdf.Pdf) -> None:
        del made.pages[0]
        for words in pages:
            sheet = made.add_blank_page()
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            font.Encoding = pikepdf.Name.WinAnsiEncoding
            sheet.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            lines = b"".join(b"(%s) Tj 0 -14 Td " % line.encode("cp1252") for line in words.split("\n"))
            sheet.obj.Contents = made.make_stream(b"BT /F1 12 Tf 20 700 Td " + lines + b"ET")
        for name, value in info.items():
            made.docinfo[f"/{name}"] = value

    return pdf(written)


class Web:
    """What the site answers, by path; change it, and the page has changed. `None` is 404."""

    def __init__(self, here: Site) -> None:
        self.here = here
        self.url = f"http://{here.address}{PATH}"

    pages: dict[str, bytes | None]

    def says(self, more: str) -> None:
        self.pages[PATH] = page(PAGE.format(more=more).encode())

    def asked(self, path: str) -> int:
        return sum(one.startswith(f"GET {path} ".encode()) for one in self.here.asked)


@contextmanager
def web(settings) -> Iterator[Web]:
    pages: dict[str, bytes | None] = {
        PATH: page(PAGE.format(more=MORE).encode()),
        "/moved": redirect(PATH, "301 Moved Permanently"),
        "/style.css": page(b"p { color: green }", kind="text/css"),
        "/one.png": page(b"\x89PNG one", kind="image/png"),
        "/plan/two.png": page(b"\x89PNG two", kind="image/png"),
        "/": page(b"<title>Front</title><p>The front page.</p>"),
    }

    def answer(path: str) -> bytes:
        return pages.get(path) or page(b"<h1>Not here</h1>", status="404 Not Found")

    with site(answer) as here:
        settings.FETCH_ALLOW = [here.address]
        made = Web(here)
        made.pages = pages
        yield made
