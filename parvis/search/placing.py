"""Where entries stand in the orders of their kind."""

from collections.abc import Mapping

from parvis.kernel import bulk

from .models import Place

LONGEST_KEY = 200


def place(kind: str, orders: Mapping[int, Mapping[str, str]]) -> None:
    """Give entries, by primary key, the places that their keys say, and no others."""
    wanted = {(pk, order, key[:LONGEST_KEY]) for pk, keys in orders.items() for order, key in keys.items() if key}
    gone = []
    for pk, *place in Place.objects.filter(entry__in=orders).values_list("pk", "entry_id", "order", "key"):
        if tuple(place) in wanted:
            wanted.discard(tuple(place))
        else:
            gone.append(pk)
    Place.objects.filter(pk__in=gone).delete()
    bulk.insert(Place, ("kind", "order", "key", "entry"), ((kind, order, key, pk) for pk, order, key in sorted(wanted)))
