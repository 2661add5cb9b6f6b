"""The tables: keys point down and keep what they point at, and the migrations say what the models say."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tools import house


def _room(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1] if model.__module__.startswith("parvis.") else ""


OURS = [model for model in apps.get_models() if _room(model)]
ACROSS = [
    field
    for model in OURS
    for field in model._meta.get_fields()
    if isinstance(field, models.ForeignKey | models.ManyToManyField)
    and _room(field.related_model) not in {"", _room(field.model)}
]

every_key_across = pytest.mark.parametrize("field", ACROSS, ids=str)


@every_key_across
def test_a_key_to_another_room_points_down(field):
    assert house.floor_of(_room(field.related_model)) < house.floor_of(_room(field.model))


@pytest.mark.parametrize("field", [field for field in ACROSS if field.many_to_one or field.one_to_one], ids=str)
def test_a_key_to_another_room_protects_what_it_points_at(field):
    assert field.remote_field.on_delete is models.PROTECT


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_key_points_at_just_anything(model):
    """Generic foreign keys know no room, no order and no protection."""
    assert not any(field.get_internal_type() == "GenericForeignKey" for field in model._meta.private_fields)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
