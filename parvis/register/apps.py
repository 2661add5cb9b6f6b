from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "parvis.register"
    label = "register"
