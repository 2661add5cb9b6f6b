from collections import defaultdict

from django.db import migrations, transaction
from pyroaring import BitMap

from parvis.kernel.transactions import alone

BATCH = 1000


def hold_all_that_there_is(apps, schema_editor):
    """Some at a time, each lot for itself, so that the index can be searched and written meanwhile. What is cut short
    goes on where it was. Facets and places are only known when an entry is indexed again."""
    Entry = apps.get_model('search', 'Entry')
    last = 0
    while lot := list(Entry.objects.filter(pk__gt=last).order_by('pk').values_list('pk', flat=True)[:BATCH]):
        hold(apps, lot)
        last = lot[-1]


@transaction.atomic
def hold(apps, lot):
    Entry, Posting = apps.get_model('search', 'Entry'), apps.get_model('search', 'Posting')
    without = Entry.objects.filter(pk__in=lot, facets={})
    # As whoever indexes: else what both write to one set would be lost.
    for kind in sorted(set(without.values_list('kind', flat=True))):
        alone(f'search.{kind}')
    by_kind = defaultdict(list)
    for pk, kind in without.values_list('pk', 'kind'):
        by_kind[kind].append(pk)
    for kind, pks in by_kind.items():
        posting = Posting.objects.filter(kind=kind, facet='·all', value='').first()
        rows = BitMap(pks) | (BitMap.deserialize(bytes(posting.rows)) if posting else BitMap())
        Posting.objects.update_or_create(kind=kind, facet='·all', value='', defaults={'rows': rows.serialize()})
        Entry.objects.filter(pk__in=pks).update(facets={'·all': ['']})


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('search', '0002_selections'),
    ]

    operations = [
        migrations.RunPython(hold_all_that_there_is, migrations.RunPython.noop),
    ]
