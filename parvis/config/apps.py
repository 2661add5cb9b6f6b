from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Makes the commands of the whole house known to Django."""

    name = "parvis.config"
    label = "config"
