import hashlib
import json
from dataclasses import asdict
from typing import Any

import rfc8785

from ...types import PublishedReport, ReadAnswer


def as_json(report: PublishedReport) -> dict[str, Any]:
    """In the order in which people read it. What the source does not say is null, or an empty text or list.

    `retold_from` is there only where the explanations are not the evaluator's own words.
    """
    retold = {"retold_from": report.retold_from} if report.retold_from else {}
    return retold | {
        "kind": report.kind.value,
        "form": report.form,
        "language": report.language,
        "title": report.title,
        "member": report.member,
        "plan": report.plan,
        "evaluators": list(report.evaluators),
        "commitment": report.commitment,
        "commitments": [{**asdict(one), "milestones": list(one.milestones)} for one in report.commitments],
        "answers": [_answer(one) for one in report.answers],
        "comments": [asdict(one) for one in report.comments],
        "glossary": [asdict(one) for one in report.glossary],
        "notices": [asdict(one) for one in report.notices],
    }


def content(report: PublishedReport) -> bytes:
    """What the report says, in canonical JSON (RFC 8785): without lines and notices, which are of the file's layout."""
    said = as_json(report)
    del said["notices"]
    for answer in said["answers"]:
        del answer["line"]
    return rfc8785.dumps(said)


def content_sha256(report: PublishedReport) -> str:
    return hashlib.sha256(content(report)).hexdigest()


def written(report: PublishedReport) -> str:
    """As a file: indented, one object, a line's end at its end."""
    return json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n"


def line(report: PublishedReport) -> str:
    """The same on one line, as JSON Lines has it."""
    return json.dumps(as_json(report), ensure_ascii=False) + "\n"


def _answer(answer: ReadAnswer) -> dict[str, Any]:
    return {
        "section": answer.section,
        "commitment": answer.commitment,
        "question": answer.question,
        "value": answer.value,
        "option": answer.option,
        "status": answer.status.value,
        "explanation": answer.explanation,
        "citations": [asdict(one) for one in answer.citations],
        "proposed": asdict(answer.proposed) if answer.proposed else None,
        "line": answer.line,
    }
