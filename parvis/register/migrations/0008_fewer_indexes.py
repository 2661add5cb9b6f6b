from django.db import migrations, models


class Migration(migrations.Migration):
    """In a transaction of its own: nobody who acts waits for the index of the mentions."""

    dependencies = [("register", "0007_mentions_without_number")]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="register_entry_object"),
        migrations.RemoveIndex(model_name="outbox", name="register_outbox_object"),
        migrations.AlterField(model_name="outbox", name="act", field=models.UUIDField(editable=False)),
    ]
