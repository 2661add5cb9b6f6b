"""How a test walks through the pages on which commitment data enters: choose a file, look, confirm, enter."""

from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.jobs.worker import Worker

from .commitment_rows import file_of, row
from .import_pages import CONFIRM

CHOOSE = "/en/reports/import-commitments/"
GOOD = (
    row(),
    row(**{"Commitment Unique Identifier": "AL0003", "Commitment Title": "Open the fishing books"}),
)
IMPOSSIBLE = row(**{"Commitment Unique Identifier": "AL0004", "Start Date": "30/02/2016"})


def as_csv(*rows: dict[str, str], name: str = "commitments.csv", **more) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, file_of(*(rows or GOOD), **more))


def chosen(client, file=None) -> str:
    """The address of the page of the upload."""
    answer = client.post(CHOOSE, {"file": file or as_csv()})
    assert answer.status_code == 302, unescape(answer.content.decode())
    return answer["Location"]


def confirmed(client, url: str, **choices):
    page = client.post(url + "confirm/", choices) if choices else client.get(url + "confirm/")
    seen = CONFIRM.search(page.content.decode()).group(1)
    return client.post(url + "confirm/", {**choices, "confirmed": seen})


def entered(client, file=None) -> str:
    """The address of the page of an upload that a worker has entered."""
    url = chosen(client, file)
    confirmed(client, url)
    Worker("test").run_all()
    return url
