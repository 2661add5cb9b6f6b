"""What holds of the place where the log is published, whichever it is."""

import uuid
from datetime import timedelta

import pytest

from parvis.register import queries, sequencer, store
from parvis.register.collecting import collect_partial_tiles
from parvis.register.errors import PublishedMeanwhile, StoreUnknown, StoreUnreachable
from parvis.register.folder import Folder
from parvis.register.rebuilding import rebuild_files
from parvis.register.reconciling import bring_back_entries

from . import audit, buckets
from .backups import restore
from .factories import paint

BUCKET = "log"


@pytest.fixture(scope="module")
def s3():
    with buckets.server() as (environment, client):
        yield environment, client


@pytest.fixture
def bucket(s3, monkeypatch, settings):
    """A bucket of its own for each test, named in the settings."""
    environment, client = s3
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    name = f"log-{uuid.uuid4()}"
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "ca-central-1"})
    settings.REGISTER_STORE = f"s3://{name}/register"
    settings.REGISTER_STORE_OVER_HTTP = True
    return name


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path):
    if request.param == "folder":
        folder = Folder(tmp_path / "files")
        folder.prepare()
        return folder
    request.getfixturevalue("bucket")
    return store.store()


@pytest.fixture
def copied(bucket, s3, tmp_path):
    """The bucket's files in a folder, to be read as any other log."""

    def copy():
        for key, content in buckets.files(s3[1], bucket).items():
            path = tmp_path / "copy" / key.removeprefix("register/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return tmp_path / "copy"

    return copy


def acts(count):
    for _ in range(count):
        paint()
    sequencer.sequence_once()


# Files


def test_what_is_written_is_read(place):
    place.write("tile/0/000", b"one")
    place.write("tile/0/000", b"two")

    assert place.read("tile/0/000") == b"two"


def test_what_is_not_there_is_none(place):
    place.write("tile/0/000", b"one")

    assert place.read("tile/0/001") is None
    assert place.read("tile/0/000/001") is None


def test_files_are_listed_by_folder(place):
    for path in ("checkpoint", "tile/0/001", "tile/0/001.p/3", "tile/0/001.p/44", "tile/0/0010"):
        place.write(path, b"x")

    assert sorted(place.list("tile/0/001.p")) == ["tile/0/001.p/3", "tile/0/001.p/44"]
    assert list(place.list("tile/1")) == []


def test_what_is_deleted_is_gone(place):
    place.write("tile/0/001.p/3", b"x")
    place.write("tile/0/001.p/4", b"x")
    place.delete(["tile/0/001.p/3", "tile/0/001.p/9"])
    place.settle()

    assert list(place.list("tile")) == ["tile/0/001.p/4"]


def test_the_first_to_write_wins(place):
    place.replace("checkpoint", b"one", before=None)
    with pytest.raises(PublishedMeanwhile):
        place.replace("checkpoint", b"two", before=None)

    assert place.read("checkpoint") == b"one"


def test_only_what_was_read_is_written_over(place):
    place.replace("checkpoint", b"one", before=None)
    place.replace("checkpoint", b"two", before=b"one")
    with pytest.raises(PublishedMeanwhile):
        place.replace("checkpoint", b"three", before=b"one")

    assert place.read("checkpoint") == b"two"


def test_a_place_that_was_never_written_is_empty(place):
    with pytest.raises(PublishedMeanwhile):
        place.replace("checkpoint", b"two", before=b"one")


@pytest.mark.parametrize("address", ["s3://", "log", "https://log.example.org", "S3://log"])
def test_an_address_that_is_none_is_refused(settings, address):
    settings.REGISTER_STORE = address
    with pytest.raises(StoreUnknown, match="s3://BUCKET"):
        store.store()


# The log in a bucket


@pytest.mark.django_db
def test_the_log_is_published_there(bucket, copied, folder):
    acts(257)
    acts(3)

    assert audit.read(copied()).size == 260
    assert not folder.exists()


@pytest.mark.django_db
def test_it_is_served_from_there(bucket, client, s3):
    acts(2)

    response = client.get("/register/log/checkpoint")
    assert response.content == buckets.files(s3[1], bucket)["register/checkpoint"]
    assert client.get("/register/log/tile/entries/000.p/2").status_code == 200
    assert client.get("/register/log/tile/entries/000").status_code == 404
    assert "2" in client.get("/en/register/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "type_", "kept"),
    [
        ("checkpoint", "text/plain; charset=utf-8", "public, max-age=2"),
        ("tile/0/000", "application/octet-stream", "public, max-age=31536000, immutable"),
        ("tile/entries/000", "application/octet-stream", "public, max-age=31536000, immutable"),
    ],
)
def test_whoever_serves_the_bucket_serves_it_as_we_do(bucket, s3, path, type_, kept):
    acts(256)
    told = s3[1].head_object(Bucket=bucket, Key=f"register/{path}")

    assert (told["ContentType"], told["CacheControl"]) == (type_, kept)


@pytest.mark.django_db
def test_the_checkpoint_is_written_last(bucket, monkeypatch):
    order = []
    for name in ("write", "replace"):
        do = getattr(store.Bucket, name)
        monkeypatch.setattr(
            store.Bucket, name, lambda *args, do=do, **kwargs: (order.append(args[1]), do(*args, **kwargs))
        )
    acts(256)

    assert order[-1] == "checkpoint"
    assert order.count("checkpoint") == 1


@pytest.mark.django_db
def test_an_overtaken_sequencer_does_not_show_what_is_old(bucket, s3):
    acts(1)
    slow = sequencer.publisher()
    acts(1)
    shown = buckets.files(s3[1], bucket)["register/checkpoint"]
    with pytest.raises(PublishedMeanwhile):
        slow._show(slow.last)

    assert buckets.files(s3[1], bucket)["register/checkpoint"] == shown


@pytest.mark.django_db
def test_a_lost_bucket_is_rebuilt_byte_for_byte(bucket, s3):
    acts(30)
    acts(10)
    before = buckets.files(s3[1], bucket)
    for key in before:
        s3[1].delete_object(Bucket=bucket, Key=key)
    rebuild_files()

    assert buckets.files(s3[1], bucket) == before


@pytest.mark.django_db
def test_a_restored_backup_is_reconciled_from_there(bucket, copied):
    acts(40)
    restore(25)
    assert bring_back_entries().entries == 15
    acts(5)

    assert audit.read(copied()).size == 45


@pytest.mark.django_db
def test_partial_tiles_are_collected_there(bucket, s3, copied, clock):
    acts(250)
    acts(10)
    clock.shift(timedelta(hours=2))
    collect_partial_tiles()

    assert not [key for key in buckets.files(s3[1], bucket) if "tile/0/000.p" in key]
    assert audit.read(copied()).size == 260


@pytest.mark.django_db
def test_storage_that_does_not_answer_is_an_os_error(bucket, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(StoreUnreachable, match="s3://nowhere/"):
        store.at("s3://nowhere").read("checkpoint")


@pytest.mark.django_db
def test_policy_and_cosigned_checkpoint_are_in_the_bucket_and_read_from_there(bucket, copied, witnesses, client):
    ours = witnesses("w1")
    acts(1)
    log = copied()

    assert ours.key.key.cosigned_at((log / "checkpoint").read_text())
    assert client.get("/register/policy.txt").content == (log / "policy.txt").read_bytes()
    assert queries.witnessed().count == 1
