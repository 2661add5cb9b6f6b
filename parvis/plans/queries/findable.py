"""What of public plans can be found by searching."""

from collections.abc import Collection, Iterator

from parvis.accounts.types import Member
from parvis.kernel.languages import Multilingual
from parvis.kernel.walking import walked
from parvis.search.types import Indexed

from ..models import ActionPlan, Commitment, Milestone

BATCH = 200


def findable_plans(plan: str = "", *, members: Collection[Member] | None = None) -> Iterator[Indexed]:
    """One plan (by its URN), those of some members, or all."""
    rows = ActionPlan.objects.public()
    if members is not None:
        rows = rows.filter(member__in=members)
    if plan:
        rows = rows.filter(uid=plan.rpartition(":")[2])
    for row in walked(rows, size=BATCH):
        yield Indexed(row.urn, row.title, row.summary)


def words_of(commitment: Commitment) -> Multilingual:
    """Those of its current text, in every language. Read it with `text__current` and its clauses."""
    clauses = commitment.text.current.clauses.all() if commitment.text and commitment.text.current else []
    return _joined([clause.words for clause in clauses])


def findable_milestones(plan: str = "") -> Iterator[Indexed]:
    rows = Milestone.objects.filter(commitment__plan__published_at__isnull=False)
    if plan:
        rows = rows.filter(commitment__plan__uid=plan.rpartition(":")[2])
    for row in walked(rows, size=BATCH):
        yield Indexed(row.urn, row.title, row.description)


def plan_of(urn: str) -> str:
    """The URN of the plan that a challenge, a commitment or a milestone belongs to; empty where there is none."""
    kind, uid = urn.split(":")[2:]
    paths = {"plan": "uid", "challenge": "challenges__uid", "commitment": "commitments__uid"}
    paths["milestone"] = "commitments__milestones__uid"
    if kind not in paths:
        return ""
    found = ActionPlan.objects.filter(**{paths[kind]: uid}).first()
    return found.urn if found else ""


def _joined(texts: list[Multilingual]) -> Multilingual:
    codes = {code for text in texts for code in text}
    return Multilingual({code: "\n".join(text[code] for text in texts if code in text) for code in sorted(codes)})
