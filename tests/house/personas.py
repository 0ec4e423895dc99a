"""The table of who gets what from each address, read from personas.txt, and what an answer is called in it."""

from pathlib import Path

from django.http import HttpResponseBase
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role

TABLE = Path(__file__).with_name("personas.txt")
# Who they are: the role that they hold in Wealdmoor.
ROLES = {
    "parent": Role.PARENT,
    "reception": Role.RECEPTIONIST,
    "outreach": Role.OUTREACH_WORKER,
    "manager": Role.CENTRE_MANAGER,
    "editor": Role.WEBSITE_EDITOR,
    "lead": Role.GROUP_LEAD,
    "partner": Role.PARTNER_WORKER,
    "pharmacy": Role.PHARMACY_TEAM,
    "county": Role.COUNTY_MANAGER,
    "protection": Role.DATA_PROTECTION_OFFICER,
    "guarding": Role.SAFEGUARDING_LEAD,
    "system": Role.SYSTEM_ADMINISTRATOR,
    "one-step": Role.CENTRE_MANAGER,
    "left": Role.CENTRE_MANAGER,
}
WORDS = {200: "page", 301: "on", 302: "on", 403: "no", 404: "none", 405: "form"}


def table() -> tuple[list[str], dict[str, list[str]]]:
    """The personas, and for each URL what each of them gets."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] not in " #"]
    return lines[0][1:], {name: answers for name, *answers in lines[1:]}


PERSONAS, EXPECTED = table()


def in_a_word(answer: HttpResponseBase) -> str:
    where = answer.headers.get("Location", "").partition("?")[0]
    if answer.status_code == 302 and where == reverse("account_login"):
        return "door"
    if answer.status_code == 302 and where == reverse("mfa_index"):
        return "step"
    return WORDS.get(answer.status_code, str(answer.status_code))
