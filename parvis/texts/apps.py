from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "parvis.texts"
    label = "texts"
