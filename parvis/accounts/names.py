"""What pages call the members, organisations, people and roles that the register knows only by URN."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.kernel.urns import Named, Row

from .models import Member, Membership, Organisation, Person, Role

# As they stand in a sentence of the journal.
ROLES = {
    Role.ADMINISTRATOR: gettext_lazy("administrator"),
    Role.POINT_OF_CONTACT: gettext_lazy("point of contact"),
    Role.COMMITMENT_LEAD: gettext_lazy("commitment lead"),
    Role.EVALUATOR: gettext_lazy("evaluator"),
    Role.FORUM_MEMBER: gettext_lazy("forum member"),
    Role.PUBLIC: gettext_lazy("public"),
}

Uids = Sequence[uuid.UUID]
Names = Mapping[uuid.UUID, Named]
Told = Mapping[str, Any]


def people(uids: Uids, viewer: Any) -> Names:
    """A name for themselves and for staff of a member they work with; for everyone else, and for the erased, none."""
    seen = Exists(Person.objects.visible_to(viewer).filter(pk=OuterRef("pk")))
    names = {uid: Named(_("a person")) for uid in uids}
    rows = Person.objects.filter(uid__in=uids)
    for uid, name, erased_at, is_seen in rows.values_list("uid", "name", "erased_at", seen):
        if erased_at:
            names[uid] = Named(_("a person, erased"))
        elif is_seen and name:
            names[uid] = Named(name)
    return names


def _named_member(told: Told) -> Named:
    return Named(told["name"], Member(slug=told["slug"]).get_absolute_url())


def _named_organisation(told: Told) -> Named:
    return Named(told["name"], Organisation(slug=told["slug"]).get_absolute_url())


def _named_membership(told: Told) -> Named:
    """The role and for whom; whose it is, the name of the person says or does not say."""
    return Named(
        _("%(role)s, %(body)s") % {"role": Role(told["role"]).label, "body": told["organisation"] or told["member"]}
    )


NAMED = {
    "member": Row(lambda viewer: Member.objects.all(), _named_member, {"name": "name"}, {"slug": "slug"}),
    "organisation": Row(
        lambda viewer: Organisation.objects.all(), _named_organisation, {"name": "name"}, {"slug": "slug"}
    ),
    "membership": Row(
        lambda viewer: Membership.objects.all(),
        _named_membership,
        {"organisation": "organisation__name", "member": "member__name"},
        {"role": "role"},
    ),
}
