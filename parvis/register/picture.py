"""The log as a picture: its first lines, how their hashes join, and the root. Every figure is the log's own."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from parvis.ui.charts import Chart
from parvis.ui.charts.drawing import table

from .errors import CheckpointUnreadable
from .notes import State
from .shown import shown_note
from .standing import Incomplete, PublishedTree
from .store import store
from .tree import complete_subtrees

MOST_LINES = 4
WIDTH, BOX, HEIGHT = 380, 84, 44
# The top of a box, by the height of its subtree; the root stands above them all.
TOPS = (258, 184, 110)
ROOT_WIDTH, ROOT_HEIGHT = 240, 56

Place = tuple[int, int]


def tree_picture() -> Chart | None:
    """None while nothing is published, or what is published is not whole."""
    log = store()
    try:
        note = shown_note(log)
        state = State.parse(note) if note else None
        if state is None or state.size == 0:
            return None
        hashes = _hashes(PublishedTree(log, state.size), min(state.size, MOST_LINES))
    except (CheckpointUnreadable, ValueError, Incomplete):
        return None
    caption = _("The first lines of this register, and the root over all of them")
    return Chart(caption, _drawn(hashes, state), _table(caption, hashes, state))


def _hashes(tree: PublishedTree, lines: int) -> dict[Place, str]:
    """By height and index: the first lines, and whatever is made of nothing but them."""
    places = [(height, index) for height in range(lines.bit_length()) for index in range(lines >> height)]
    return {(height, index): tree(height, index).hex() for height, index in places}


def _drawn(hashes: dict[Place, str], state: State) -> SafeString:
    return format_html(
        '<svg class="tree-picture" role="img" viewBox="0 0 {} 310"><title>{}</title>{}{}{}</svg>',
        WIDTH,
        _said(hashes, state),
        format_html_join("", "{}", ((one,) for one in _branches(hashes, state))),
        format_html_join("", "{}", ((_box(place, hash_),) for place, hash_ in hashes.items())),
        _root(state),
    )


def _said(hashes: dict[Place, str], state: State) -> str:
    """What the picture shows, for those who hear it."""
    return _(
        "A tree. At the bottom the first lines of the register, each with its hash. Two hashes side by side make one "
        "above them, and so on up to one root, %(root)s, which stands for all %(size)s lines and is signed."
    ) % {"root": _grouped(state.root.hex()[:8]), "size": number_format(state.size, force_grouping=True)}


def _middle(place: Place) -> float:
    height, index = place
    return WIDTH / MOST_LINES * ((index << height) + (1 << height) / 2)


def _branches(hashes: dict[Place, str], state: State) -> Iterator[SafeString]:
    foot = 14 + ROOT_HEIGHT
    for height, index in hashes:
        above = (height + 1, index // 2)
        if above in hashes:
            yield _branch((height, index), _middle(above), TOPS[height + 1] + HEIGHT, "")
    shown = sum(height == 0 for height, _index in hashes)
    for top in complete_subtrees(0, shown):
        yield _branch(top, WIDTH / 2, foot, "" if state.size == shown else " tree-branch--more")


def _branch(place: Place, to: float, foot: int, kind: str) -> SafeString:
    top = TOPS[place[0]]
    return format_html(
        '<path class="tree-branch{}" d="M{} {}V{}H{}V{}"/>', kind, _middle(place), top, (top + foot) // 2, to, foot
    )


def _box(place: Place, hash_: str) -> SafeString:
    height, index = place
    label = _("Line %(number)s") % {"number": index} if height == 0 else _("Lines %(first)s to %(last)s") % _span(place)
    width, middle, top = BOX if height == 0 else 110, _middle(place), TOPS[height]
    return format_html(
        '<rect class="tree-box{}" x="{}" y="{}" width="{}" height="{}"/><text x="{}" y="{}">{}</text>'
        '<text class="tree-hash" x="{}" y="{}">{}</text>',
        " tree-box--line" if height == 0 else "",
        middle - width / 2,
        top,
        width,
        HEIGHT,
        middle,
        top + 18,
        label,
        middle,
        top + 35,
        _grouped(hash_[:8]),
    )


def _root(state: State) -> SafeString:
    size = number_format(state.size, force_grouping=True)
    return format_html(
        '<rect class="tree-box tree-box--root" x="{}" y="14" width="{}" height="{}"/>'
        '<text class="tree-root" x="{}" y="37">{}</text><text class="tree-root tree-hash" x="{}" y="57">{}</text>',
        (WIDTH - ROOT_WIDTH) / 2,
        ROOT_WIDTH,
        ROOT_HEIGHT,
        WIDTH / 2,
        _("Signed root of all %(size)s lines") % {"size": size},
        WIDTH / 2,
        _grouped(state.root.hex()[:24]),
    )


def _span(place: Place) -> dict[str, int]:
    height, index = place
    return {"first": index << height, "last": ((index + 1) << height) - 1}


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _table(caption: str, hashes: dict[Place, str], state: State) -> SafeString:
    rows = [
        (_("Line %(number)s") % {"number": index}, _("its words"), hash_)
        for (height, index), hash_ in hashes.items()
        if not height
    ]
    rows += [
        (_("Lines %(first)s to %(last)s") % _span(place), _("the two hashes below it"), hash_)
        for place, hash_ in hashes.items()
        if place[0]
    ]
    rows.append((_("Root"), _("all hashes below it"), state.root.hex()))
    return table(caption, [_("Part"), _("Made of"), _("Hash (SHA-256)")], [("", rows)])
