"""Published reports on the demonstration's plan, made up like those of the fictional member."""

from dataclasses import replace
from pathlib import Path

from ruamel.yaml import YAML

from parvis.assessments.types import ReportKind
from tests.assessments.published import published
from tests.assessments.published_plan import RIVEMONT, FictionalPlan

PLAN_FILE = Path(__file__).parents[2] / "demonstration" / "quebec-2021-2023.yaml"
# In words of its own: alike, and for a person to recognise.
OPEN_SOURCE = {
    "en": "Equip the employees of government in their use of open source programs",
    "fr": "Outiller les employés de l’État quant à leur utilisation du logiciel libre",
}


def inception(folder: Path, language: str) -> Path:
    """As a saved web page, with the values lost."""
    return _saved(folder / f"inception-{language}.html", ReportKind.INCEPTION, language, as_html=True)


def end_of_commitment(folder: Path, language: str) -> Path:
    """On commitment 5, as plain text: its prose counts two milestones of three, its option says that all is done."""
    return _saved(folder / f"end-of-commitment-{language}.txt", ReportKind.END_OF_COMMITMENT, language, as_html=False)


def _saved(path: Path, kind: ReportKind, language: str, *, as_html: bool) -> Path:
    style = "C" if kind == ReportKind.INCEPTION else "B"
    path.write_bytes(published(kind, style=style, language=language, as_html=as_html, plan=_plan()).content)
    return path


def _plan() -> FictionalPlan:
    """The demonstration's, as reports call it; the fifth commitment in other words."""
    plan = YAML(typ="safe").load(PLAN_FILE.read_text())
    commitments = [
        replace(
            pattern,
            title=said["title"],
            milestones=tuple(milestone["title"] for milestone in said["milestones"]),
        )
        for pattern, said in zip(RIVEMONT.commitments, plan["commitments"], strict=True)
    ]
    commitments[4] = replace(commitments[4], title=OPEN_SOURCE)
    return FictionalPlan(
        member={"en": "Québec, Canada", "fr": "Québec, Canada"},
        title={
            "en": "Action plan – Québec, Canada, 2021 – 2023",
            "fr": "Plan d’action – Québec, Canada, 2021 – 2023",
        },
        commitments=tuple(commitments),
    )
