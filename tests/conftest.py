import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from hypothesis import HealthCheck, settings

# How many other tests take about as long as one in a browser, or in processes of its own.
OF_A_STORY = 100
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

settings.register_profile("quick", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("quick"), max_examples=100, print_blob=True)
IS_POSTGRESQL = django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
# Many examples on one database; another tells nothing new of each.
settings.load_profile("ci" if CI and not IS_POSTGRESQL else "quick")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """What a developer's machine may lack (a browser, a database server), the build's may not: there, a skip fails."""
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped (CI is set): {report.longrepr[-1]}"
    return report


def pytest_sessionfinish(session):
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(Path(os.environ["PARVIS_TESTS_HOME"]), ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """A second database tells nothing new of what asks none: on PostgreSQL only the rest runs, SQLite runs all."""
    if IS_POSTGRESQL:
        is_named = bool(config.option.file_or_dir)
        taken = [one for one in items if not one.get_closest_marker("sqlite") and (is_named or _asks_the_database(one))]
        config.hook.pytest_deselected(items=list(set(items).difference(taken)))
        items[:] = taken
    if hasattr(config, "workerinput"):
        _put_the_longest_files_first(items)


def _put_the_longest_files_first(items):
    """xdist hands out whole files in this order (by itself it counts tests, and comes to a long story last).

    A long file taken last would keep one process at work alone.
    """
    length = Counter()
    for item in items:
        length[item.path] += OF_A_STORY if any(map(item.get_closest_marker, ("journey", "kill", "processes"))) else 1
    items.sort(key=lambda item: -length[item.path])


def _asks_the_database(item):
    """Itself, which pytest-django refuses to all others, or in processes of its own."""
    asks = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asks) or any(map(item.get_closest_marker, ("django_db", "processes", "journey", "kill")))


@pytest.fixture(autouse=True)
def english():
    """A page in French leaves its language to whatever runs next in the process."""
    with translation.override("en"):
        yield
