"""What pages call the members, organisations, people and roles that the register knows only by URN."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.kernel.urns import Named

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


def members(uids: Uids, viewer: Any) -> Names:
    rows = Member.objects.filter(uid__in=uids).only("uid", "slug", "name")
    return {row.uid: Named(row.name, reverse("site:member", args=[row.slug])) for row in rows}


def organisations(uids: Uids, viewer: Any) -> Names:
    rows = Organisation.objects.filter(uid__in=uids).only("uid", "slug", "name")
    return {row.uid: Named(row.name, reverse("site:organisation", args=[row.slug])) for row in rows}


def people(uids: Uids, viewer: Any) -> Names:
    """A name for themselves and for staff of a member they work with; for everyone else, and for the erased, none."""
    rows = Person.objects.filter(uid__in=uids)
    names = {uid: Named(_("a person")) for uid in uids}
    names |= {uid: Named(_("a person, erased")) for uid in rows.exclude(erased_at=None).values_list("uid", flat=True)}
    if isinstance(viewer, Person):
        visible = rows.visible_to(viewer).filter(erased_at=None).exclude(name="")
        names |= {uid: Named(name) for uid, name in visible.values_list("uid", "name")}
    return names


def memberships(uids: Uids, viewer: Any) -> Names:
    """The role and for whom; whose it is, the name of the person says or does not say."""
    rows = Membership.objects.filter(uid__in=uids).select_related("member", "organisation")
    return {
        row.uid: Named(_("%(role)s, %(body)s") % {"role": Role(row.role).label, "body": row.organisation or row.member})
        for row in rows
    }
