import pytest

from tests.accounts.factories import MembershipFactory


@pytest.fixture(autouse=True)
def files_of_their_own(tmp_path, settings):
    """Each test keeps its uploads in a folder of its own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }


@pytest.fixture
def membership(db):
    return MembershipFactory()


@pytest.fixture
def body(membership):
    return membership.member.urn


@pytest.fixture
def person(membership):
    return membership.person
