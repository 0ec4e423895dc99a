"""Whoever uses a changed Fingerpost over a network is offered its source (AGPL-3.0, section 13)."""

import pytest
from django.template import engines


@pytest.mark.parametrize("address", ["https://code.example/fingerpost", ""])
def test_the_footer_leads_to_the_source_if_it_has_an_address(address, client, county, monkeypatch):
    known = engines["jinja2"].env.globals  # type: ignore[attr-defined]
    monkeypatch.setitem(known, "source_code", address)
    monkeypatch.setitem(known, "remembered", lambda *key, caller: caller())
    assert ("See how it is made" in client.get("/about/").content.decode()) is bool(address)
