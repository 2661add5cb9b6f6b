from django.db import models


class Schedule(models.Model):
    """When a periodic job is due next. Whoever moves `due_at` on, and no other, enqueues the job."""

    name = models.CharField(max_length=200, unique=True, help_text="Path of the job's function")
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
