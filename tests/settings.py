"""Settings under test: those of `parvis.config.settings`, in a home of their own, without what only costs time."""

import os
import tempfile
from pathlib import Path

# The first process makes the folder and the workers of pytest-xdist, which inherit its name, a folder inside it.
# `tests/conftest.py` removes it.
if "PARVIS_TESTS_HOME" not in os.environ:
    os.environ["PARVIS_TESTS_HOME"] = tempfile.mkdtemp(prefix="parvis-tests-")
_home = Path(os.environ["PARVIS_TESTS_HOME"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
_home.mkdir(exist_ok=True)
os.environ["PARVIS_HOME"] = str(_home)
os.environ["PARVIS_MODE"] = "test"
os.environ["PARVIS_FETCH"] = "allowed"

from parvis.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405

# A file, as in production: an in-memory database answers threads and transactions differently.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": _home / "test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA secure_delete=ON;"
    )
