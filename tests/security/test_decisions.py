"""What the page of decisions says is what the code does."""

import re

import pytest
from django.conf import settings

from fingerpost.accounts.operations import INVITATION_DAYS
from fingerpost.accounts.rules.passwords import OUR_WORDS
from fingerpost.accounts.vocabulary import Desk
from fingerpost.base import privacy
from fingerpost.desks.public.shortlist import MOST
from fingerpost.timetable.queries.search import PAGE_SIZE
from tests.house.tree import ROOT
from tests.security.test_code import section

LIMITS = re.findall(r"`([A-Z_]+)` = `(\w+)`", section("## Limits"))


@pytest.mark.parametrize(("name", "said"), LIMITS)
def test_a_limit_is_what_the_page_says(name, said):
    from allauth.socialaccount import app_settings

    known = getattr(settings, name, None) or getattr(app_settings, name.removeprefix("SOCIALACCOUNT_"), None)
    assert str(known) == said


def test_the_limits_for_one_person_are_what_the_page_says():
    text = section("## Limits")
    assert len(LIMITS) >= 9
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"] == "30/10m/ip,5/5m/key"
    assert settings.ACCOUNT_RATE_LIMITS["send_form_link"] == "30/10m/ip,5/10m/key"
    assert settings.ACCOUNT_RATE_LIMITS["send_paper_form"] == "20/10m/ip"
    assert "five failures in five minutes" in text
    assert "thirty in ten minutes" in text
    assert (MOST, INVITATION_DAYS, PAGE_SIZE) == (30, 7, 25)
    assert settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"] == 8


def test_words_that_are_too_easy_here_are_named():
    named = set(re.findall(r"`([a-z]+)`", section("Our own words count as common").partition("and the others")[0]))
    assert named
    assert named <= OUR_WORDS


@pytest.mark.parametrize(
    "heading",
    [
        "## What comes in",
        "### What must fit together",
        "## Limits",
        "## Signing in",
        "## Sessions",
        "## Who may do what",
        "## What is sensitive",
        "## Keys and algorithms",
        "## Whom we talk to",
        "## Files",
        "## What is slow or costly",
        "## Logs",
        "## Components",
    ],
)
def test_each_decision_is_written_down(heading):
    assert len(section(heading).split()) > 40


def test_every_way_to_sign_in_is_written_down():
    """By the parts of allauth that are switched on; `test_deployed.py` holds the list of these."""
    text = section("## Signing in").lower()
    for way in ("passkey", "authenticator app", "recovery code", "code by e-mail", "openid connect", "make-believe"):
        assert way in text
    assert settings.ACCOUNT_LOGIN_BY_CODE_ENABLED
    assert settings.MFA_PASSKEY_LOGIN_ENABLED


def test_each_file_that_the_page_names_is_there():
    page = (ROOT / "docs" / "keeping-safe.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", page))
    assert len(named) > 15
    assert not [name for name in named if not (ROOT / "src" / "fingerpost" / name).is_file()]


def test_the_grades_are_those_of_the_declarations():
    grades = section("## What is sensitive")
    assert "`personal` in `class Privacy`" in grades
    assert "`sensitive` in `class Privacy`" in grades
    assert privacy.HIDDEN
    assert Desk.DATA_PROTECTION.value == "data_protection"


def test_the_proxy_in_front_is_set_to_new_tls_and_small_bodies():
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in page
    ciphers = re.search(r"ssl_ciphers ([^;]+);", page)
    assert ciphers
    assert all(
        suite.startswith("ECDHE-") and ("GCM" in suite or "CHACHA20" in suite) for suite in ciphers[1].split(":")
    )
    assert "client_max_body_size 1m;" in page
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in page, "whatever a visitor says of proxies is overwritten"
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in page


def test_a_hole_can_be_reported():
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "Report a hole" in page
    assert "docs/keeping-safe.md" in page
