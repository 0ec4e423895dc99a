"""Every page of the site, with something to show on it: what the house tests walk through.

A new URL fails `test_pages.py` until it stands here. Arguments are made from one small county of Wealdmoor.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.house.examples import (
    a_centre,
    a_child_of_mine,
    a_choice,
    a_code,
    a_colleague,
    a_contact_of_mine,
    a_family,
    a_family_elsewhere,
    a_group,
    a_language,
    a_merger,
    a_new_child,
    a_page_about_somebody,
    a_page_of_the_form,
    a_pair,
    a_paper_form,
    a_passkey,
    a_provider,
    a_sent_form,
    a_session,
    a_share,
    a_ticket,
    an_invitation,
    an_opening,
    an_unusual_look,
    code_asked_for,
    come_in,
    entered_twice,
    families_shared,
    form_begun,
    form_sent,
    forms_came,
    half_way_in,
    no_arguments,
    nothing,
    of_a_family,
    one_of_my_details,
    password_forgotten,
    record_searched,
    the_first_search,
    to_be_looked_at,
)

if TYPE_CHECKING:
    from tests.factories.county import County

Arguments = Callable[["County"], dict[str, Any]]
Before = Callable[[Client], object]


@dataclass(frozen=True)
class Example:
    """How to ask for a page: the arguments of its address, its query, and whether it answers with a page at all."""

    arguments: Arguments = no_arguments
    query: dict[str, str] = field(default_factory=dict)
    also: tuple[dict[str, str], ...] = ()  # other queries that make another page of it
    is_page: bool = True
    speaks_english: bool = False  # for builders and machines, never for families
    takes_forms_only: bool = False  # a GET is answered with 405
    asked_by: str = ""  # the role of whoever the page is for; nobody has to sign in for the others
    before: Before = nothing

    def address(self, name: str, county: "County") -> str:
        return reverse(name, kwargs=self.arguments(county))

    def asker(self, client: Client) -> Client:
        """The client, signed in as somebody that the page is for, with what has to happen before."""
        if self.asked_by:
            come_in(client, self.asked_by)
        self.before(client)
        return client

    @property
    def queries(self) -> list[dict[str, str]]:
        return [self.query, *self.also]


NOT_A_PAGE = Example(is_page=False)
FORM = Example(is_page=False, takes_forms_only=True)
MEMBER = Example(asked_by="receptionist")
PROTECTION = Example(asked_by="data_protection_officer")
NEAR = {"q": "WM1 2AB"}
NOWHERE = {"q": "Nowhere at all"}

EXAMPLES: dict[str, Example] = {
    "public:home": Example(),
    "public:find": Example(query=NEAR, also=({}, NOWHERE, {"q": ""})),
    "public:whats-on": Example(
        query=NEAR,
        also=({}, NOWHERE, NEAR | {"view": "map"}, {"date": "1999-01-01", "days": "x"}, {"for": "twins", "days": "1"}),
    ),
    "public:whats-on-calendar": NOT_A_PAGE,
    "public:whats-on-data": NOT_A_PAGE,
    "public:session": Example(a_session),
    "public:session-calendar": Example(a_session, is_page=False),
    "public:shortlist": Example(),
    "public:shortlist-calendar": NOT_A_PAGE,
    "public:centres": Example(also=({"letter": "O"}, {"q": "nothing is called this"}, {"on": "2012-01-01"})),
    "public:centre": Example(a_centre),
    "public:centre-map": Example(a_centre, is_page=False),
    "public:centre-calendar": Example(a_centre, is_page=False),
    "public:centre-sheet": Example(a_centre),
    "public:centre-programme": Example(a_centre, is_page=False),
    "public:group": Example(a_group),
    "public:group-calendar": Example(a_group, is_page=False),
    "public:group-sheet": Example(a_group),
    "public:group-programme": Example(a_group, is_page=False),
    "public:paper-forms": Example(also=({"centre": "oak-tree"}, {"centre": "nowhere"})),
    "public:paper-form": Example(a_language, is_page=False),
    "public:paper-send": Example(),
    "public:scan": Example(a_ticket, is_page=False),
    "centre:paper": Example(asked_by="receptionist"),
    "centre:keying": Example(a_paper_form, asked_by="receptionist"),
    "centre:paper-pages": Example(a_paper_form, asked_by="receptionist"),
    "centre:forms": Example(asked_by="receptionist", before=forms_came, also=({"show": "late"}, {"show": "x"})),
    "centre:form": Example(a_sent_form, asked_by="outreach_worker"),
    "public:services": Example(),
    "public:register": Example(),
    "public:register-check": Example(before=form_begun),
    "public:register-sent": Example(before=form_sent),
    "public:register-save": Example(before=form_begun),
    "public:register-back": Example(),
    "public:register-link": Example(a_code),
    "public:register-page": Example(a_page_of_the_form, before=form_begun),
    "public:register-person-page": Example(a_page_about_somebody, before=form_begun),
    "public:about": Example(),
    "public:accessibility": Example(),
    "public:privacy": Example(),
    "public:sharing": Example(),
    "public:what-we-may-tell": Example(),
    "public:sources": Example(),
    "public:robots": NOT_A_PAGE,
    "public:sitemap": NOT_A_PAGE,
    "public:favicon": NOT_A_PAGE,
    "public:health": NOT_A_PAGE,
    "account_login": Example(),
    "account_signup": Example(),
    "account_inactive": Example(),
    "account_request_login_code": Example(),
    "account_confirm_login_code": Example(before=code_asked_for),
    "account_email_verification_sent": NOT_A_PAGE,  # only for an address that is new
    "account_reset_password": Example(),
    "account_confirm_password_reset_code": Example(before=password_forgotten),
    "account_complete_password_reset": NOT_A_PAGE,  # only after the code
    "account_password_reset_completed": Example(),
    "account_logout": MEMBER,
    "account_reauthenticate": MEMBER,
    "account_email": NOT_A_PAGE,  # leads to the account
    "account_change_password": MEMBER,
    "account_set_password": NOT_A_PAGE,  # only without a password
    "mfa_authenticate": Example(before=half_way_in),
    "mfa_login_webauthn": NOT_A_PAGE,
    "mfa_reauthenticate": NOT_A_PAGE,  # only with an app
    "mfa_reauthenticate_webauthn": NOT_A_PAGE,  # only with a passkey
    "mfa_index": MEMBER,
    "mfa_activate_totp": MEMBER,
    "mfa_deactivate_totp": NOT_A_PAGE,  # only with an app
    "mfa_view_recovery_codes": MEMBER,
    "mfa_add_webauthn": MEMBER,
    "mfa_remove_webauthn": Example(a_passkey, asked_by="receptionist", is_page=False),
    "openid_connect_login": Example(a_provider, is_page=False, takes_forms_only=True),
    "openid_connect_callback": Example(a_provider, is_page=False),
    "socialaccount_login_cancelled": Example(),
    "account:home": MEMBER,
    "account:choose": FORM,
    "account:end-sessions": FORM,
    "account:passkey-options": FORM,
    "account:new-passkey-options": FORM,
    "account:people": Example(asked_by="centre_manager"),
    "account:invite": Example(asked_by="centre_manager"),
    "account:withdraw": FORM,
    "account:leave": Example(a_colleague, asked_by="centre_manager"),
    "account:invitation": Example(an_invitation),
    "centre:glass": Example(a_family_elsewhere, asked_by="outreach_worker"),
    "centre:openings": Example(asked_by="group_lead"),
    "centre:opening": Example(an_opening, asked_by="group_lead"),
    "county:openings": PROTECTION,
    "county:opening": Example(an_opening, asked_by="data_protection_officer"),
    "centre:desk": MEMBER,
    "centre:families": MEMBER,
    "centre:family": Example(a_family, asked_by="receptionist"),
    "centre:checks": Example(
        asked_by="outreach_worker",
        before=to_be_looked_at,
        query={"list": "year"},
        also=({"list": "five"}, {"list": "due"}, {"list": "left"}, {"list": "x", "page": "9"}),
    ),
    "centre:life": Example(a_family, asked_by="outreach_worker"),
    "centre:sharing": Example(a_family, asked_by="outreach_worker"),
    "centre:new-sharing": Example(a_family, asked_by="outreach_worker"),
    "centre:same-as": Example(a_family, asked_by="outreach_worker"),
    "centre:doubles": Example(asked_by="outreach_worker", before=entered_twice),
    "centre:double": Example(a_pair, asked_by="outreach_worker"),
    "centre:merge": Example(a_pair, asked_by="outreach_worker"),
    "centre:merged": Example(a_merger, asked_by="outreach_worker"),
    "partner:desk": Example(asked_by="partner_worker", before=families_shared),
    "partner:families": Example(asked_by="partner_worker", before=families_shared, also=({"page": "9"}, {"page": "x"})),
    "partner:family": Example(a_share, asked_by="partner_worker"),
    "pharmacy:desk": Example(asked_by="pharmacy_team"),
    "family:desk": Example(asked_by="parent"),
    "family:record": Example(asked_by="parent", before=of_a_family, also=({"saved": "yes"},)),
    "family:change": Example(one_of_my_details, asked_by="parent", before=of_a_family),
    "family:new-contact": Example(asked_by="parent", before=of_a_family),
    "family:contact": Example(a_contact_of_mine, asked_by="parent", before=of_a_family),
    "family:new-child": Example(a_new_child, asked_by="parent", before=of_a_family),
    "family:child": Example(a_child_of_mine, asked_by="parent", before=of_a_family),
    "family:choices": Example(asked_by="parent", before=of_a_family),
    "family:choice": Example(a_choice, asked_by="parent", before=of_a_family),
    "family:sharing": Example(asked_by="parent", before=of_a_family, also=({"saved": "yes"},)),
    "family:looks": Example(asked_by="parent", before=of_a_family),
    "family:everything": Example(asked_by="parent", before=of_a_family),
    "family:everything-file": Example(asked_by="parent", before=of_a_family, is_page=False),
    "county:work": Example(asked_by="county_manager"),
    "county:data-protection": PROTECTION,
    "county:record": PROTECTION,
    "county:record-found": Example(
        the_first_search,
        asked_by="data_protection_officer",
        before=record_searched,
        also=({"names": "1"}, {"before": "1"}, {"before": "x"}),
    ),
    "county:record-csv": Example(
        the_first_search, asked_by="data_protection_officer", before=record_searched, is_page=False
    ),
    "county:unusual": Example(also=({"kind": "many"}, {"kind": "x", "page": "9"}), asked_by="data_protection_officer"),
    "county:unusual-one": Example(an_unusual_look, asked_by="data_protection_officer"),
    "county:chain": PROTECTION,
    "county:chain-verify": FORM,
    "county:system": Example(asked_by="system_administrator"),
    "county:desk": NOT_A_PAGE,  # leads to the weeks
    "county:weeks": Example(),
    "county:weeks-csv": NOT_A_PAGE,
    "county:menu": Example(),
    "public:components": Example(speaks_english=True),
    "public:brand": Example(query={"brand": "7a1f5c", "accent": "f0b84a"}, is_page=False),
    "public:logo": NOT_A_PAGE,
}


View = Callable[..., Any]


def views(patterns: list[URLPattern | URLResolver] | None = None, space: str = "") -> dict[str, View]:
    """The view of every URL, by the URL's name with its namespace."""
    found: dict[str, View] = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found |= views(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            found[f"{space}{pattern.name}"] = pattern.callback
    return found


def names() -> list[str]:
    """The name of every URL, with its namespace."""
    return list(views())


def pages() -> list[str]:
    """The names of the URLs that answer with a page for people."""
    return [name for name in names() if (example := EXAMPLES.get(name)) and example.is_page]


class State(NamedTuple):
    """A page with one of its queries."""

    name: str
    number: int

    def __str__(self) -> str:
        return f"{self.name} {urlencode(self.query)}".strip()

    @property
    def query(self) -> dict[str, str]:
        return EXAMPLES[self.name].queries[self.number]

    @property
    def speaks_english(self) -> bool:
        return EXAMPLES[self.name].speaks_english

    def address(self, county: "County") -> str:
        return EXAMPLES[self.name].address(self.name, county)


def every_state() -> list[State]:
    """Every page with each of its queries."""
    return [State(name, number) for name in pages() for number in range(len(EXAMPLES[name].queries))]
