import pytest


@pytest.fixture
def captured(cite, web, work):
    """A citation whose page has been copied."""
    citation = cite(web.url)
    work()
    citation.refresh_from_db()
    return citation
