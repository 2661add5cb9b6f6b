"""What the parts of a file must agree on: keys and numbers that others name, the order of dates."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from django.utils.translation import gettext_lazy as _

from parvis.kernel.dates import PartialDate

from .nodes import Node
from .problems import Path, Problem, Words, say
from .shape import parts, shown
from .values import partial_date

_ENDS_BEFORE_START = (_("It ends before it starts."), _("Correct one of the two dates."))
# In which part of the file which date may not lie before which other: part, earlier field, later field, what to say.
_ORDER: list[tuple[str, str, str, tuple[Words, Words]]] = [
    ("plan", "starts", "ends", _ENDS_BEFORE_START),
    ("plan", "submitted", "ended", (_("It ended before it was submitted."), _("Correct one of the two dates."))),
    ("plan", "launched", "ended", (_("It ended before it was launched."), _("Correct one of the two dates."))),
    ("commitment", "starts", "ends", _ENDS_BEFORE_START),
    ("institution", "from", "until", _ENDS_BEFORE_START),
    (
        "milestone",
        "starts",
        "due",
        (_("It would be due before it starts."), _("Correct the start or the due date; leave out what is not known.")),
    ),
]


def agreement_problems(root: Node) -> Iterator[Problem]:
    unknown = list(_unknown_keys(root))
    yield from unknown
    if not unknown:  # else what nothing names may be what a misspelt key means
        yield from _unused(root)
    yield from _numbers(root)
    yield from _orders(root)
    yield from _plan_problems(root)
    for part, path, node in parts(root):
        if part == "milestone":
            yield from _milestone_problems(node, path)
        elif part == "source":
            yield from _source_problems(node, path)
        elif part == "progress":
            yield from _progress_problems(node, path)


def _unknown_keys(root: Node) -> Iterator[Problem]:
    for part, path, node in parts(root):
        known = {"source key": "sources", "organisation key": "organisations"}.get(part)
        if known is None or not isinstance(node.value, str) or node.value in root.named(known):
            continue
        close = get_close_matches(node.value, root.named(known), n=1, cutoff=0.6)
        add = say(_("Add it to {list}, or correct the key."), list=known)
        yield Problem(
            "unknown_key",
            say(_("{key} is not a key of {list}."), key=shown(node.value), list=known),
            say(_("Did you mean {name}?"), name=close[0]) if close else add,
            path,
            node.place,
        )


def _unused(root: Node) -> Iterator[Problem]:
    """What nothing names would be lost in a database, where it belongs to the plan by its use only."""
    named: dict[str, set[str]] = {"source key": set(), "organisation key": set()}
    for part, path, node in parts(root):
        if part in named and isinstance(node.value, str) and path[0] != "organisations":
            named[part].add(node.value)
    used = _with_successors(root, named["organisation key"])
    for key, source in root.named("sources").items():
        if key not in named["source key"]:
            yield _nothing_names(("sources", key), source)
    for key, organisation in root.named("organisations").items():
        if key not in used:
            yield _nothing_names(("organisations", key), organisation)


def _with_successors(root: Node, named: set[str]) -> set[str]:
    """With every organisation before or after one of these."""
    pairs = [
        (key, after.text("organisation"))
        for key, organisation in root.named("organisations").items()
        for _number, after in organisation.each("succeeded_by")
    ]
    found, grown = named, True
    while grown:
        more = {other for pair in pairs if set(pair) & found for other in pair if other}
        grown = not more <= found
        found = found | more
    return found


def _nothing_names(path: Path, node: Node) -> Problem:
    return Problem(
        "unused_key",
        say(_("Nothing in the file names {key}."), key=shown(path[-1])),
        _("Name it where it belongs, or take it out."),
        path,
        node.place,
    )


def _numbers(root: Node) -> Iterator[Problem]:
    lists = [("challenges", "number"), ("commitments", "number"), ("discrepancies", "number")]
    for name, field in [*lists, ("commitments", "identifier")]:
        yield from _repeated(root, (name,), field)
    for number, commitment in root.each("commitments"):
        path: Path = ("commitments", number)
        yield from _repeated(commitment, (*path, "milestones"), "number")
        yield from _unknown_number(root, commitment, path, "challenge", "challenges")
        for place, milestone in commitment.each("milestones"):
            measure = milestone["measure"] or milestone
            yield from _repeated(measure, (*path, "milestones", place, "measure", "observations"), "date")
    for name in ("amendments", "discrepancies"):
        for number, item in root.each(name):
            yield from _unknown_number(root, item, (name, number), "commitment", "commitments")
            if name == "amendments":
                yield from _unknown_number(_commitment(root, item), item, (name, number), "milestone", "milestones")
    for key, organisation in root.named("organisations").items():
        yield from _repeated(organisation, ("organisations", key, "succeeded_by"), "organisation")
        yield from _own_successor(key, organisation)


def _commitment(root: Node, item: Node) -> Node:
    """The one whose number the item gives; the item itself, which has no milestones, where there is none."""
    found = [one for _number, one in root.each("commitments") if one.number("number") == item.number("commitment")]
    return found[0] if found else item


def _own_successor(key: str, organisation: Node) -> Iterator[Problem]:
    for number, after in organisation.each("succeeded_by"):
        if after.text("organisation") == key:
            path: Path = ("organisations", key, "succeeded_by", number, "organisation")
            what, advice = _("An organisation cannot succeed itself."), _("Name the other organisation.")
            yield Problem("own_successor", what, advice, path, after.place)


def _repeated(node: Node, path: Path, field: str) -> Iterator[Problem]:
    """`path` leads to the list, which is the field of `node` that it ends with."""
    seen: Counter = Counter()
    for number, item in node.each(str(path[-1])):
        found = item[field]
        if found is None or isinstance(found.value, dict | list):
            continue
        seen[found.value] += 1
        if seen[found.value] > 1:
            yield Problem(
                "repeated",
                say(_("{value} is here twice."), value=shown(found.value)),
                _("Give each its own."),
                (*path, number, field),
                found.place,
            )


def _unknown_number(root: Node, node: Node, path: Path, field: str, list_name: str) -> Iterator[Problem]:
    wanted = node.number(field)
    known = [item.number("number") for _number, item in root.each(list_name)]
    if wanted is not None and wanted not in known:
        yield Problem(
            "unknown_number",
            say(_("There is no number {value} in {list}."), value=wanted, list=list_name),
            say(_("Add it to {list}, or correct the number."), list=list_name),
            (*path, field),
            node.place_of((field,)),
        )


def _orders(root: Node) -> Iterator[Problem]:
    for part, path, node in parts(root):
        for owner, earlier, later, (what, advice) in _ORDER:
            if owner == part and _is_before(partial_date(node[later]), partial_date(node[earlier])):
                code = "due_before_start" if later == "due" else "wrong_order"
                yield Problem(code, what, advice, (*path, later), node.place_of((later,)))


def _is_before(later: PartialDate | None, earlier: PartialDate | None) -> bool:
    return later is not None and earlier is not None and later.last_day < earlier.first_day


def _plan_problems(root: Node) -> Iterator[Problem]:
    plan = root["plan"] or root
    opened, closed = partial_date(plan["opened"]), partial_date(plan["comments_close"])
    if closed and (opened is None or closed.last_day <= opened.first_day):
        what = _("Comments close, and they were not open before that.")
        advice = _("Give the day on which the plan was opened, before the day on which comments close.")
        yield Problem("wrong_order", what, advice, ("plan", "comments_close"), plan.place_of(("comments_close",)))
    is_dated = any(plan[name] is not None for name in ("opened", "submitted", "launched", "ended"))
    if is_dated and plan["stage"] is not None:
        what = _("The stage is not stated, and a date beside it states one.")
        yield Problem("stage_is_stated", what, _("Keep one of them."), ("plan", "stage"), plan.place_of(("stage",)))
    public = is_dated or plan["stage"] is not None
    for number, commitment in root.each("commitments"):
        yield from _text_problems(commitment, ("commitments", number, "text"), public=public)


def _text_problems(commitment: Node, path: Path, *, public: bool) -> Iterator[Problem]:
    before = None
    for number, version in commitment.each("text"):
        passages = version["passages"].plain() if version["passages"] is not None else None
        if before is not None and passages == before:
            what = _("This version says the same as the one before it.")
            advice = _("Take it out: a version is there for what it changed.")
            yield Problem("same_version", what, advice, (*path, number), version.place)
        elif before is not None and not public:
            what = _("A draft that was never public has one version.")
            advice = _("Keep the last, or say when the plan was opened, submitted or launched.")
            yield Problem("versions_of_a_draft", what, advice, (*path, number), version.place)
        before = passages


def _milestone_problems(milestone: Node, path: Path) -> Iterator[Problem]:
    completed, status = milestone["completed"], milestone.text("status")
    if completed is not None and status != "complete":
        what = _("It was completed, and its status says otherwise.")
        advice = _("Write status: complete, or take completed out.")
        yield Problem("not_complete", what, advice, (*path, "completed"), completed.place)
    if status == "complete" and completed is None:
        what = _("It is complete, and there is neither a day nor evidence.")
        advice = _("Add completed with date and evidence; where only a source says so, use reported_complete instead.")
        yield Problem("complete_without_evidence", what, advice, (*path, "status"), milestone.place_of(("status",)))
    if completed is not None and _is_before(partial_date(completed["date"]), partial_date(milestone["starts"])):
        what, advice = _("It was completed before it started."), _("Correct one of the two dates.")
        yield Problem(
            "completed_before_start", what, advice, (*path, "completed", "date"), completed.place_of(("date",))
        )


_OF_THE_ERASED = ("kind", "erased", "erased_because")


def _source_problems(source: Node, path: Path) -> Iterator[Problem]:
    if source["erased"] is not None:
        yield from _erased_source_problems(source, path)
        return
    if source.text("kind") == "web_page" and source["url"] is None:
        what, advice = _("A web page has an address."), _("Add url, or choose another kind.")
        yield Problem("missing_field", what, advice, path, source.place)
    if all(source[name] is None for name in ("title", "url", "document", "record", "note")):
        what, advice = _("It does not say what it is."), _("Add at least a title.")
        yield Problem("missing_field", what, advice, path, source.place)


def _erased_source_problems(source: Node, path: Path) -> Iterator[Problem]:
    for name in source.value:
        if name not in _OF_THE_ERASED:
            what, advice = _("It was erased, and still says what it was."), _("Leave this out, or leave out erased.")
            yield Problem("erased_and_described", what, advice, (*path, name), source.place_of((name,)))


def _progress_problems(progress: Node, path: Path) -> Iterator[Problem]:
    reached, total = progress.number("reached"), progress.number("total")
    if reached is not None and total is not None and reached > total:
        what, advice = _("More were reached than there are."), _("Check both numbers.")
        yield Problem("out_of_bounds", what, advice, (*path, "reached"), progress.place_of(("reached",)))
    if all(progress[name] is None for name in ("reached", "total", "level", "words")):
        what, advice = _("It does not say what was reached."), _("Add reached and total, level, or words.")
        yield Problem("missing_field", what, advice, path, progress.place)
