"""The headers on every answer, whatever it is."""

import pytest
from django.http import HttpRequest, HttpResponse

from fingerpost.base.headers import POLICY, SecurityHeaders


@pytest.mark.parametrize("path", ["/no-such-page/", "/static/no-such-file.css"])
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
@pytest.mark.django_db
def test_headers(client, path, header, value):
    assert client.get(path).headers[header] == value


@pytest.mark.django_db
def test_nothing_written_into_a_page_runs(client):
    policy = client.get("/no-such-page/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_every_source_is_our_own():
    assert set(POLICY.values()) == {"'none'", "'self'"}


def test_a_page_may_set_a_stricter_policy_itself():
    def strict(_: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    assert SecurityHeaders(strict)(HttpRequest()).headers["Content-Security-Policy"] == "default-src 'none'"
