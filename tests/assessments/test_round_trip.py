"""Published reports in every layout, into the database and out of it again."""

import hashlib

import pytest

from parvis.assessments.models import Report
from parvis.plans.models import ActionPlan
from tests.plans.test_import_plan import run

from .published import EMAIL, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(tmp_path):
    def save(content: bytes, name: str) -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return save


every_layout = pytest.mark.parametrize(
    "layout", [{"style": style, "as_html": as_html} for style in "ABCD" for as_html in (False, True)], ids=str
)


def entered_and_left(path: str, kind: str) -> tuple[str, str]:
    """What was read of a file, and what is given back once it is stored."""
    _code, read, _complaints = run("import_report", "--json", path)
    code, _said, complaints = run("import_report", "--create", path)
    assert (code, complaints) == (0, "")
    _code, exported, _complaints = run("export_report", Report.objects.get(kind=kind).slug)
    return read, exported


@every_layout
def test_an_inception_report_leaves_as_it_was_read(saved, layout):
    path = saved(published("inception", **layout).content, "report.html" if layout["as_html"] else "report.txt")

    read, exported = entered_and_left(path, "inception")

    assert exported == read


@every_layout
def test_an_end_of_commitment_report_leaves_as_it_was_read(saved, layout):
    """On a plan that is here: some layouts have lost what it is called."""
    run("import_report", "--create", saved(published("inception", style="A").content, "plan.txt"))
    path = saved(published("end_of_commitment", **layout).content, "report.html" if layout["as_html"] else "report.txt")

    read, exported = entered_and_left(path, "end_of_commitment")

    assert exported == read
    assert ActionPlan.objects.count() == 1


@pytest.mark.parametrize("as_html", [False, True])
def test_the_original_is_kept_without_the_addresses_of_people(saved, as_html):
    """Its own digest is that of the document; the report has that of the file as it was given."""
    content = published("inception", style="A", as_html=as_html).content
    assert EMAIL.encode() in content

    run("import_report", "--create", saved(content, "report.html" if as_html else "report.txt"))

    report = Report.objects.get()
    with report.source.document.file.open() as kept:
        assert EMAIL.encode() not in kept.read()
    assert report.file_sha256 == hashlib.sha256(content).hexdigest() != report.source.document.sha256
