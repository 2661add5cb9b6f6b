"""A refusal that no form took is a page, with its sentence and its status, in the language of the address."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "status"), [("/en/plans/?after=x", 422), ("/en/nowhere/", 404)])
def test_it_is_a_page(client, address, status):
    answer = client.get(address)
    assert (answer.status_code, b"</html>" in answer.content) == (status, True)


def test_it_says_what_stood_in_the_way(client):
    assert "not one that Parvis made" in client.get("/en/plans/?after=x").content.decode()


def test_it_speaks_french(client):
    assert '<html lang="fr"' in client.get("/fr/plans/?after=x").content.decode()


@pytest.mark.parametrize(
    ("mode", "allow", "said"),
    [
        ("production", "127.0.0.1:8123", "take it out of the environment"),
        ("demonstration", "10.0.0.1", "10.0.0.1 is no loopback address"),
    ],
)
def test_what_may_be_fetched_is_not_widened(tmp_path, mode, allow, said):
    environment = {"PARVIS_MODE": mode, "PARVIS_FETCH_ALLOW": allow, "PARVIS_HOME": str(tmp_path)}
    started = subprocess.run(
        [sys.executable, "-m", "parvis", "migrate", "--check"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "parvis.config.settings", "PARVIS_SECRET_KEY": "x", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (started.returncode != 0, said in started.stderr) == (True, True)
