"""An earlier plan of the demonstration's member, made up, and published reports on it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from parvis.assessments.types import ReportKind
from tests.assessments.published import published
from tests.assessments.published_plan import RIVEMONT, FictionalPlan
from tests.journeys.house import House

SLUG = "quebec-2018-2020"
MEMBER = {"en": "Québec, Canada", "fr": "Québec, Canada"}
TITLE = {"en": "Action plan – Québec, Canada, 2018 – 2020", "fr": "Plan d’action – Québec, Canada, 2018 – 2020"}
DEMONSTRATION = Path(__file__).parents[2] / "demonstration" / "quebec-2021-2023.yaml"
# The reports call the fifth commitment otherwise than the plan: alike, and for a person to recognise.
SHARE = {"en": "Share the software that the town owns.", "fr": "Partager les logiciels qui sont à la ville."}
PLAN = FictionalPlan(MEMBER, TITLE, (*RIVEMONT.commitments[:4], replace(RIVEMONT.commitments[4], title=SHARE)))


def enter_plan(house: House, folder: Path) -> None:
    """All milestones of the fifth commitment are complete, says the government."""
    path = folder / f"{SLUG}.json"
    path.write_text(json.dumps(_plan_file(), default=str))
    house.parvis("import-plan", str(path))


def inception(folder: Path, language: str) -> Path:
    """A saved web page, with the values lost."""
    page = published(ReportKind.INCEPTION, style="C", language=language, as_html=True, plan=PLAN)
    return _saved(folder / f"inception-{language}.html", page.content)


def end_of_commitment(folder: Path, language: str) -> Path:
    """A plain text on the fifth commitment: its prose counts two milestones of three, its option says all are done."""
    page = published(ReportKind.END_OF_COMMITMENT, style="B", language=language, plan=PLAN)
    return _saved(folder / f"end-of-commitment-{language}.txt", page.content)


def _saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _plan_file() -> dict[str, Any]:
    return {
        "plan_file": 1,
        "member": YAML(typ="safe").load(DEMONSTRATION.read_text())["member"],
        "sources": {
            "report": {"kind": "web_page", "url": "https://www.example.org/report", "title": {"en": "Report"}},
        },
        "plan": {"slug": SLUG, "title": TITLE, "submitted": "2018-09-20", "launched": "2018-12-13", "source": "report"},
        "commitments": [
            {
                "number": number,
                "title": _spoken(said.title),
                "text": [{"passages": {"problem": _spoken(said.problem), "action": _spoken(said.action)}}],
                "milestones": [
                    {"number": place, "title": _spoken(title)} | (_COMPLETE if number == 5 else {})
                    for place, title in enumerate(said.milestones, 1)
                ],
            }
            for number, said in enumerate(RIVEMONT.commitments, 1)
        ],
    }


_COMPLETE = {"status": "complete", "completed": {"date": "2020-02-03", "evidence": "report"}}


def _spoken(said: dict[str, str]) -> dict[str, str]:
    return {language: said[language] for language in ("en", "fr")}
