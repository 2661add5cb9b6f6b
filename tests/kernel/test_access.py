import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse

from parvis.kernel.access import access_of, public, signed_in


@pytest.fixture
def silent():
    return lambda request: HttpResponse()


def test_a_view_that_does_not_say_who_may_enter_is_refused(silent):
    with pytest.raises(ImproperlyConfigured):
        access_of(silent)


def test_a_view_says_who_may_enter(silent):
    assert (access_of(signed_in(silent)), access_of(public(silent))) == ("signed_in", "public")
