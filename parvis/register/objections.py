"""What witnesses hold against this log: that they have cosigned more of it than there is, or another one.

Database, files and the signer's memory that all come from one backup agree with each other; only others know better.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from queue import Empty, SimpleQueue

from parvis.kernel.clock import now

from .asking import Answer, NoAnswer
from .choices import Objected
from .errors import WitnessesObject
from .models import Objection
from .notes import State
from .stored import StoredTree
from .submitting import contradicts, request, size_in, submitted
from .witnesses import Witness, panel

WAIT = 3.0  # for each of two questions, before anything is signed; silence objects to nothing
_WHAT_TO_DO = (
    "Was the database restored from a backup? Put the files back as they were last published, from a mirror if need "
    "be, and run: parvis reconcile-register. Only where the witness is wrong, take it out of PARVIS_REGISTER_WITNESSES"
)


def longer(seen: int, held: int) -> Objection:
    told = f"it has cosigned {seen} entries, and this log has {held}. The log may be forked by going on. {_WHAT_TO_DO}."
    return Objection(reason=Objected.LONGER, told=told)


def another(seen: int, size: int) -> Objection:
    told = (
        f"it does not find the {seen} entries that it cosigned in this log of {size}. The log may have been forked. "
        f"{_WHAT_TO_DO}."
    )
    return Objection(reason=Objected.ANOTHER, told=told)


def other_clock(apart: timedelta) -> Objection:
    told = (
        f"its clock and this machine's are {abs(apart).total_seconds():.0f} s apart, by the cosignature that it has "
        "just given. Look which is right, and set this one (NTP) where it is not."
    )
    return Objection(reason=Objected.CLOCK, told=told)


def keep(witness: Witness, objection: Objection) -> None:
    """Since when stays, for as long as it says the same."""
    told = {"told": objection.told}
    if not Objection.objects.filter(witness=witness.name, reason=objection.reason).update(**told):
        new = told | {"reason": objection.reason, "since": now()}
        Objection.objects.update_or_create(witness=witness.name, defaults=new)


def withdraw(witness: Witness) -> None:
    Objection.objects.filter(witness=witness.name).delete()


def objections() -> list[Objection]:
    """Of those who are witnesses still."""
    names = [witness.name for witness in panel().witnesses]
    return list(Objection.objects.filter(witness__in=names).order_by("since", "pk")) if names else []


def check_witnesses(note: str, *, held: int) -> None:
    """Ask all who answer in time whether a signed checkpoint, and a database of `held` entries, can be what they know.

    Raises `WitnessesObject`. What they say is kept, and what they said before and say no longer is not.
    """
    found = dict(_answers(note, held))
    for witness, objection in found.items():
        if objection is None:
            withdraw(witness)
        else:
            keep(witness, objection)
    if said := [f"The witness {one.name}: {objection.told}" for one, objection in found.items() if objection]:
        raise WitnessesObject(f"Nothing is signed, for a witness knows another log. {' '.join(said)}")


def _answers(note: str, held: int) -> Iterator[tuple[Witness, Objection | None]]:
    """First from no size at all, to which a witness says what it has seen; then from there, with a proof."""
    size, tree, seen_by = State.parse(note).size, StoredTree(), {}
    first = request(0, note, tree)
    for witness, answer in _asked(dict.fromkeys(panel().witnesses, first)):
        seen = size_in(answer)
        if seen is not None and seen > held:
            yield witness, longer(seen, held)
        elif seen is not None and 0 < seen <= size:
            seen_by[witness] = seen
        elif _is_given(answer):
            yield witness, None
    for witness, answer in _asked({one: request(seen, note, tree) for one, seen in seen_by.items()}):
        seen = seen_by[witness]
        if contradicts(answer, old=seen, size=size):
            yield witness, another(seen, size)
        elif _is_given(answer):
            yield witness, None


def _is_given(answer: Answer | NoAnswer) -> bool:
    return isinstance(answer, Answer) and answer.status == 200


def _asked(requests: Mapping[Witness, bytes]) -> Iterator[tuple[Witness, Answer | NoAnswer]]:
    """All at once; those that answer within `WAIT`."""
    answers: SimpleQueue[tuple[Witness, Answer | NoAnswer]] = SimpleQueue()

    def ask(witness: Witness, body: bytes) -> None:
        answers.put((witness, submitted(witness, body)))

    for asked in requests.items():
        threading.Thread(target=ask, args=asked, name=f"ask {asked[0].name} first", daemon=True).start()
    until = time.monotonic() + WAIT
    for _witness in requests:
        try:
            yield answers.get(timeout=max(0, until - time.monotonic()))
        except Empty:
            return
