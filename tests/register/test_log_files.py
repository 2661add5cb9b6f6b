import pytest

from parvis.register import sequencer

from .factories import move

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    for _ in range(257):
        move()
    sequencer.sequence_once()


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("checkpoint", "text/plain; charset=utf-8"),
        ("tile/0/000", "application/octet-stream"),
        ("tile/0/001.p/1", "application/octet-stream"),
        ("tile/1/000.p/1", "application/octet-stream"),
        ("tile/entries/000", "application/octet-stream"),
        ("tile/entries/001.p/1", "application/octet-stream"),
    ],
)
def test_the_published_files_are_served_as_they_are(client, log, folder, path, content_type):
    response = client.get(f"/register/log/{path}")

    assert response.content == (folder / path).read_bytes()
    assert response["Content-Type"] == content_type


def test_the_database_is_not_asked(client, log, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/register/log/tile/0/000").status_code == 200


def test_tiles_are_kept_for_ever(client, log):
    assert "immutable" in client.get("/register/log/tile/entries/000")["Cache-Control"]


def test_the_checkpoint_is_kept_for_seconds(client, log):
    assert client.get("/register/log/checkpoint")["Cache-Control"] == "public, max-age=2"


@pytest.mark.parametrize(
    "path",
    ["vkey", ".lock", "tile/0/002", "tile/0/000.p/256", "tile/0/0", "..%2Fregister.key", "tile/%2e%2e/checkpoint", ""],
)
def test_nothing_else_in_the_folder_is(client, log, path):
    assert client.get(f"/register/log/{path}").status_code == 404


def test_the_log_is_not_written_through_the_web(client, log):
    assert client.post("/register/log/checkpoint").status_code == 405
