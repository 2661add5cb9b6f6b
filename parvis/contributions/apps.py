from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "parvis.contributions"
    label = "contributions"
