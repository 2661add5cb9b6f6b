from parvis.accounts.types import Person, Role
from parvis.kernel.permissions import Predicate, is_import, is_platform, predicate
from parvis.kernel.types import Actor

from .models import Contribution

MODERATORS = {Role.ADMINISTRATOR, Role.POINT_OF_CONTACT}


@predicate
def has_an_account(by: Actor) -> bool:
    return isinstance(by, Person) and by.is_active


@predicate
def is_moderator(by: Actor, contribution: Contribution) -> bool:
    """Administrators and points of contact of the member whose text it is about."""
    return isinstance(by, Person) and any(
        held.role in MODERATORS and held.member.urn == contribution.body for held in by.current_memberships
    )


@predicate
def is_author(by: Actor, contribution: Contribution) -> bool:
    return isinstance(by, Person) and contribution.author_id == by.pk


TABLE: dict[str, Predicate] = {
    "contributions.submit_contribution": has_an_account,
    "contributions.record_past_contribution": is_import,
    "contributions.hide_contribution": is_moderator,
    "contributions.restore_contribution": is_moderator,
    "contributions.withdraw_contribution": is_author,
    "contributions.forget_signatures": is_platform,
}
