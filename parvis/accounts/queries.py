from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from django.db.models import Exists, Max, Model, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from parvis.kernel.errors import NotFound, NotPermitted
from parvis.kernel.folding import fold
from parvis.kernel.languages import Multilingual
from parvis.kernel.pages import Page, page
from parvis.kernel.walking import walked

from .models import Member, Membership, Organisation, Person, Role, Succession
from .permissions import is_staff, is_staff_of

Row = TypeVar("Row", bound=Model)

_second_factor = Authenticator.objects.filter(type=Authenticator.Type.TOTP)


def member(slug: str, *, also: Mapping[str, Any] | None = None) -> Member:
    """`also`: what a room above wants of it besides, as annotations. Raises `NotFound`."""
    return _the_one(Member.objects.filter(slug=slug).annotate(**(also or {})), _("There is no such member."))


def is_member(slug: str) -> bool:
    return Member.objects.filter(slug=slug).exists()


def members(*, kind: str = "", after: str = "", before: str = "", size: int = 50) -> Page[Member]:
    """Full members by address; all kinds, or one of `Member.Kind`."""
    rows = Member.objects.filter(is_reference=False)
    return page(rows.filter(kind=kind) if kind else rows, by=["slug"], size=size, after=after, before=before)


def reference_members(
    *, letters: str = "", region: str = "", after: str = "", before: str = "", size: int = 50
) -> Page[Member]:
    """Those known from OGP's data alone, by region and address; of one region, and with these letters in their name in
    any language, where asked for. One query, one more for letters."""
    rows = Member.objects.filter(is_reference=True)
    if region:
        rows = rows.filter(region=region)
    if wanted := fold(letters.strip()):
        named = [one.pk for one in rows if any(wanted in fold(name) for name in one.name.values())]
        rows = rows.filter(pk__in=named)
    return page(rows, by=["region", "slug"], size=size, after=after, before=before)


def count_reference_members() -> int:
    return Member.objects.filter(is_reference=True).count()


def members_by_slug(slugs: Collection[str]) -> dict[str, Member]:
    return Member.objects.in_bulk(list(slugs), field_name="slug")


def member_names() -> dict[str, Multilingual]:
    """Of all of them, full and reference, by address and in the order of the names as they read: to choose from."""
    names = Member.objects.values_list("slug", "name")
    return dict(sorted(names, key=lambda member: fold(str(member[1]))))


def organisation(slug: str) -> Organisation:
    """With its member, and its successions in both directions. Raises `NotFound`."""
    rows = _with_successions(Organisation.objects.select_related("member"))
    return _the_one(rows.filter(slug=slug), _("There is no such organisation."))


def organisations(
    *, member: Member | None = None, kind: str = "", after: str = "", before: str = "", size: int = 50
) -> Page[Organisation]:
    """By address, with their member; of one member or of all full ones, of all kinds or one of `Organisation.Kind`."""
    rows = Organisation.objects.select_related("member")
    rows = rows.filter(member=member) if member else rows.filter(member__is_reference=False)
    if kind:
        rows = rows.filter(kind=kind)
    return page(rows, by=["slug"], size=size, after=after, before=before)


def member_addresses(first: int, last: int) -> Iterator[str]:
    """Of the rows with these primary keys: for the sitemap, a range at a time."""
    return Member.objects.filter(pk__range=(first, last)).order_by("pk").values_list("slug", flat=True).iterator()


def organisation_addresses(first: int, last: int) -> Iterator[str]:
    return Organisation.objects.filter(pk__range=(first, last)).order_by("pk").values_list("slug", flat=True).iterator()


def all_members() -> Iterator[Member]:
    """A batch at a time: for the search index."""
    return walked(Member.objects.all())


def all_organisations() -> Iterator[Organisation]:
    return walked(Organisation.objects.select_related("member"))


def last_member() -> int:
    """The highest primary key; 0 where there is none."""
    return Member.objects.aggregate(last=Max("pk"))["last"] or 0


def last_organisation() -> int:
    return Organisation.objects.aggregate(last=Max("pk"))["last"] or 0


def organisations_of(*members: Member) -> QuerySet[Organisation]:
    """All of them, to choose from in a form."""
    return Organisation.objects.filter(member__in=members).order_by("slug")


def successors(organisations: Sequence[Organisation]) -> list[Succession]:
    """Who took over from any of these, in one query."""
    return list(Succession.objects.filter(predecessor__in=organisations).select_related("successor", "predecessor"))


def successions_of(member: Member) -> list[Succession]:
    """All of a member's, in the order in which they were recorded."""
    rows = Succession.objects.filter(predecessor__member=member).select_related("successor", "predecessor")
    return list(rows.order_by("pk"))


def _the_one(rows: QuerySet[Row], otherwise: str) -> Row:
    found = rows.first()
    if found is None:
        raise NotFound(otherwise)
    return found


def _with_successions(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return rows.prefetch_related(
        Prefetch("successions", Succession.objects.select_related("successor")),
        Prefetch("precessions", Succession.objects.select_related("predecessor")),
    )


def people(member: Member, *, viewer: Person) -> list[Membership]:
    """Current roles in the order of `Role`, then by name; `has_second_factor` on each. For staff of the member only."""
    if not is_staff_of(viewer, member):
        raise NotPermitted(_("Only those who work for this member see its people."))
    rows = (
        Membership.objects.visible_to(viewer)
        .current()
        .filter(member=member)
        .select_related("person", "organisation")
        .annotate(has_second_factor=Exists(_second_factor.filter(user=OuterRef("person"))))
    )
    order = list(Role)
    return sorted(rows, key=lambda row: (order.index(Role(row.role)), row.person.name.casefold(), row.pk))


def person(uid: str, *, viewer: Any) -> Person:
    """Raises `NotFound` for one whom the viewer may not see."""
    rows = Person.objects.visible_to(viewer).filter(uid=uid, erased_at=None)
    return _the_one(rows, _("There is no such person, or none whom you may see."))


def membership(uid: str, *, viewer: Any) -> Membership:
    """Raises `NotFound` for one that the viewer may not see."""
    rows = Membership.objects.visible_to(viewer).select_related("person", "member", "organisation")
    return _the_one(rows.filter(uid=uid), _("There is no such role, or none that you may see."))


def who_holds(role: Role | str, member: Member) -> list[Person]:
    """The people who hold the role now. For other rooms' decisions and forms, not for public pages."""
    return list(
        Person.objects.filter(
            memberships__role=role, memberships__member=member, memberships__ended_on=None, is_active=True
        ).order_by("name", "pk")
    )


def lacks_second_factor(viewer: Any) -> bool:
    """Whether the viewer works for a member and has no second factor yet. Two short queries at most."""
    return is_staff(viewer) and not has_second_factor(viewer)


def has_second_factor(person: Person) -> bool:
    return _second_factor.filter(user_id=person.pk).exists()


def own_data(person: Person) -> dict[str, Any]:
    """Everything this room keeps about a person, for themselves, as JSON values."""
    return {
        "urn": person.urn,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "joined_at": person.joined_at.isoformat(),
        "last_sign_in_at": person.last_login.isoformat() if person.last_login else None,
        "has_second_factor": has_second_factor(person),
        "roles": [
            {
                "urn": held.urn,
                "role": held.role,
                "member": held.member.urn,
                "organisation": held.organisation.urn if held.organisation else None,
                "started_on": held.started_on.isoformat(),
                "ended_on": held.ended_on.isoformat() if held.ended_on else None,
            }
            for held in person.memberships.select_related("member", "organisation").order_by("started_on", "pk")
        ],
    }
