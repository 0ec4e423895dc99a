"""An answer carries its reason, and a refusal says it."""

import pytest

from fingerpost.base.verdict import Refused, Verdict


def test_a_verdict_is_as_true_as_it_allows():
    assert Verdict(allowed=True, reason="")
    assert not Verdict(allowed=False, reason="The centre is closed that day.")


def test_what_is_not_allowed_is_refused_with_its_reason():
    with pytest.raises(Refused, match="closed that day") as refused:
        Verdict(allowed=False, reason="The centre is closed that day.").require()
    assert refused.value.reason == "The centre is closed that day."


def test_what_is_allowed_goes_on():
    Verdict(allowed=True, reason="").require()
