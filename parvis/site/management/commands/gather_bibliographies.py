from typing import Any

from django.core.management.base import BaseCommand

from parvis.site.tasks import gather


class Command(BaseCommand):
    help = "Enter what rests on which source into the bibliographies. The worker does it every night."

    def handle(self, **_options: Any) -> None:
        self.stdout.write(f"{gather():>9,}  uses entered")
