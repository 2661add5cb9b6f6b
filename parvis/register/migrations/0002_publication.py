from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.BigIntegerField(default=0, help_text="Entries that the published checkpoint covers")),
                ("published_at", models.DateTimeField(null=True)),
                ("trouble", models.TextField(blank=True)),
                ("troubled_since", models.DateTimeField(null=True)),
                (
                    "collected_size",
                    models.BigIntegerField(default=0, help_text="Partial tiles are gone of the tiles full by then"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(pk=1), name="register_one_publication"),
                ],
            },
        ),
    ]
