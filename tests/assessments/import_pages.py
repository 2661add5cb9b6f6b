"""How a test walks through the pages on which a report enters: choose a file, fill in what it is, confirm."""

import re
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.assessments.standards.report_file import written
from parvis.plans.models import ActionPlan

from .readings import inception

CHOOSE = "/en/reports/import/"
CONFIRM = re.compile(r'name="confirmed" value="(\w+)"')


def as_file(report=None, name="report.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, written(report or inception()).encode())


def chosen(client, file=None) -> str:
    """The address of the page that shows what was read."""
    answer = client.post(CHOOSE, {"file": file or as_file()})
    assert answer.status_code == 302, unescape(answer.content.decode())
    return answer["Location"]


def filled(client, url: str, **choices) -> dict[str, str]:
    """What the form of the page would send: what is chosen already, and these choices."""
    form = client.get(url).context["form"]
    return {name: str(form.get_initial_for_field(field, name)) for name, field in form.fields.items()} | choices


def matched(client, url: str, plan: ActionPlan) -> dict[str, str]:
    second = plan.commitments.get(number=2)
    return filled(client, url, **{"commitment-1": str(second.pk), "milestone-0-1": "left"})


def confirmed(client, url: str, data: dict[str, str]):
    looked_at = client.post(url, data)
    assert looked_at.status_code == 200, looked_at.context["form"].errors
    return client.post(url, {**data, "confirmed": CONFIRM.search(looked_at.content.decode()).group(1)})


def shown(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))
