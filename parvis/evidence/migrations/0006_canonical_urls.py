from django.db import migrations

from parvis.evidence.canonical import canonical

BATCH = 1_000


def write_canonical_urls(apps, schema_editor):
    Citation = apps.get_model("evidence", "Citation")
    last = 0
    while batch := list(Citation.objects.filter(pk__gt=last).exclude(url="").order_by("pk")[:BATCH]):
        for citation in batch:
            citation.canonical_url = canonical(citation.url)
        Citation.objects.bulk_update(batch, ["canonical_url"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    """A batch at a time, each in a transaction of its own: killed, it begins again without harm."""

    atomic = False

    dependencies = [("evidence", "0005_bibliographies")]

    operations = [migrations.RunPython(write_canonical_urls, migrations.RunPython.noop)]
