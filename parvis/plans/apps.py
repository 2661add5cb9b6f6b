from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "parvis.plans"
    label = "plans"
