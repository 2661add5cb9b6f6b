from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "parvis.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Every room's `tasks.py` is read at start: a worker must know each job's terms and what is periodic."""
        autodiscover_modules("tasks")
