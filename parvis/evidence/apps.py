from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "parvis.evidence"
    label = "evidence"
