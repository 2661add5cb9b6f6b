from parvis.jobs.tasks import every, job
from parvis.kernel.types import PLATFORM

from . import commands, queries, scanning


@every(hours=1)
@job()
def discard_uploads() -> None:
    commands.discard_uploads(by=PLATFORM)


@every(minutes=5)
@job()
def scan_documents() -> None:
    """What came while the scanner did not answer, or before there was one."""
    if not scanning.is_configured():
        return
    for document in queries.documents_to_scan():
        with document.file.open("rb") as file:
            verdict = scanning.verdict(file.read())
        if verdict != document.scan:
            commands.note_scan(document, scan=verdict, by=PLATFORM)
