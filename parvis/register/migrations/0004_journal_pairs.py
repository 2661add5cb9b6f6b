from django.db import migrations, models


class Migration(migrations.Migration):
    """Only the sequencer writes entries: while the indexes are made, acts go on and wait in the outbox."""

    dependencies = [("register", "0003_cosigned_and_timestamps")]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="register_entry_actor"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["event", "role", "index"], name="register_entry_event_role"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["event", "body", "index"], name="register_entry_event_body"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["role", "body", "index"], name="register_entry_role_body"),
        ),
        # SQLite sorts a whole kind by an index that it has no figures of, where it has figures of the others.
        migrations.RunSQL("ANALYZE register_entry", migrations.RunSQL.noop),
    ]
