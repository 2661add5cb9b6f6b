import pytest


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A log of its own for each test."""
    settings.REGISTER_FOLDER = tmp_path / "register"
    settings.REGISTER_KEY = tmp_path / "register.key"
    settings.REGISTER_ORIGIN = "parvis.test/register"
    return settings.REGISTER_FOLDER
