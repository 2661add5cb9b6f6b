from django.db import migrations, models

# On PostgreSQL the index is made first, while pages are read, and no row is written anew.
STATEMENTS = {
    "postgresql": [
        'CREATE UNIQUE INDEX register_mention_whole ON register_mention (urn, entry_id)',
        "ALTER TABLE register_mention DROP CONSTRAINT register_mention_once, DROP COLUMN id",
        "ALTER TABLE register_mention ADD CONSTRAINT register_mention_pkey PRIMARY KEY USING INDEX register_mention_whole",
    ],
    "sqlite": [
        "CREATE TABLE register_mention_whole ("
        "urn varchar(120) NOT NULL, entry_id bigint NOT NULL, PRIMARY KEY (urn, entry_id)) WITHOUT ROWID",
        "INSERT INTO register_mention_whole SELECT urn, entry_id FROM register_mention ORDER BY urn, entry_id",
        "DROP TABLE register_mention",
        "ALTER TABLE register_mention_whole RENAME TO register_mention",
    ],
}


def leave_out_the_number(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Django changes no primary key into a composite one itself. Acts go on meanwhile and wait in the outbox."""

    dependencies = [("register", "0006_mentions_unchecked")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(leave_out_the_number)],
            state_operations=[
                migrations.RemoveConstraint("mention", "register_mention_once"),
                migrations.RemoveField("mention", "id"),
                migrations.AddField(
                    "mention",
                    "pk",
                    models.CompositePrimaryKey(
                        "urn", "entry_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
            ],
        ),
    ]
