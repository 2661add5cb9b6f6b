from django.db import migrations, models

DROPPED = ["body", "event", "role", "event_role", "event_body", "role_body"]


class Migration(migrations.Migration):
    """What is in the log already is posted by `parvis work`, while acts and pages go on."""

    dependencies = [("register", "0009_objection")]

    operations = [
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "of", "bundle", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("of", models.TextField(help_text="Columns and their values, as in an address; empty once in each bundle")),
                ("bundle", models.BigIntegerField()),
                ("places", models.BinaryField()),
            ],
        ),
        *(migrations.RemoveIndex("entry", f"register_entry_{name}") for name in DROPPED),
    ]
