"""What evaluators do, through the commands and through the pages."""

import json
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from parvis.evidence import commands, files
from parvis.evidence.types import Capacity, Keeping, QuotationUse
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.register import queries as register

SECRET = "Marie Tremblay said that the minister never read it"


def interview(about, by, **facts):
    said = {"capacity": Capacity.CIVIL_SOCIETY, "held_on": PartialDate("2022-03-04"), "names": "M. T.", "notes": SECRET}
    return commands.record_interview(about, by=by, **said | facts)


def consulted(about, by, keeping=Keeping.FOR_EVALUATOR):
    upload = files.examined(ContentFile(SECRET.encode(), name="memo.txt"))
    return recorded(about, by, commands.upload_privately(by=by, body=about.body, file=upload), keeping)


def recorded(about, by, document, keeping=Keeping.HASH_ONLY, **facts):
    return commands.record_consulted(
        about,
        by=by,
        document=document,
        keeping=keeping,
        title=Multilingual({"en": "A memo"}),
        language="en",
        note=Multilingual({"en": "Under advisement"}),
        **facts,
    )


def leaf(urn):
    return json.loads(register.latest(urn).leaf)


def everything_stored():
    """Every value in every table, and every file: what someone who takes the whole installation finds."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [str(value) for row in cursor.fetchall() for value in row]
    folder = Path(default_storage.location)
    found += [f"{path}\n{path.read_bytes()!r}" for path in folder.rglob("*") if path.is_file()]
    return "\n".join(found)


def consent(quotation, by, use=QuotationUse.REPORT_AND_PAGES):
    return commands.record_consent(quotation, by=by, use=use, on=PartialDate("2022-05-01"))


def page(name, member, *args, about=""):
    address = reverse(f"evidence:{name}", args=[member.slug, *args])
    return f"{address}?about={about}" if about else address


def confirmed(client, address, **typed):
    checked = client.post(address, typed)
    assert checked.status_code == 200, checked.context["form"].errors
    kept = {"source_kept": checked.context["form"]["source_kept"].value()} if "source_file" in typed else {}
    typed = {name: value for name, value in typed.items() if name != "source_file"}
    return client.post(address, {**typed, **kept, "confirmed": checked.context["fingerprint"]})
