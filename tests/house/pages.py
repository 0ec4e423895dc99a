"""Every page of the site, with something to show on it: what the house tests walk through.

A new URL fails `test_pages.py` until it stands here. Arguments are made from one small county of Wealdmoor.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from tests.factories.county import County

Arguments = Callable[["County"], dict[str, Any]]
Before = Callable[[Client], object]


def no_arguments(county: "County") -> dict[str, Any]:
    return {}


def nothing(client: Client) -> None:
    """Nothing has to happen before most pages can be asked for."""


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


def a_ticket(county: "County") -> dict[str, Any]:
    return {"ticket": "none-of-ours"}


def a_paper_form(county: "County") -> dict[str, Any]:
    from tests.factories.forms import make_paper_form

    return {"reference": make_paper_form(county)}


def a_sent_form(county: "County") -> dict[str, Any]:
    from fingerpost.base import clock
    from tests.factories.forms import make_sent

    return {"reference": make_sent(county, now=clock.now())}


def forms_came(client: Client) -> None:
    """A form was sent to the group."""
    from fingerpost.base import clock
    from fingerpost.places.models import Centre
    from fingerpost.places.queries import authority
    from fingerpost.registration.operations import send_form
    from tests.factories.forms import LEAST, make_draft

    typed = LEAST | {"home/centre": Centre.objects.earliest("pk").slug}
    send_form(reference=make_draft(authority(), typed, now=clock.now()), now=clock.now())


def a_language(county: "County") -> dict[str, Any]:
    return {"language": "en"}


def a_centre(county: "County") -> dict[str, Any]:
    return {"slug": county.centres[0].slug}


def a_group(county: "County") -> dict[str, Any]:
    return {"slug": county.group.slug}


def a_session(county: "County") -> dict[str, Any]:
    return {"reference": county.sessions[0].reference}


def a_family(county: "County") -> dict[str, Any]:
    from tests.factories.families import make_family

    return {"reference": make_family(county.group, on=county.today).reference}


def a_pair(county: "County") -> dict[str, Any]:
    from tests.factories.families import make_pair

    return {"reference": make_pair(county.group, on=county.today).reference}


def a_merger(county: "County") -> dict[str, Any]:
    from tests.factories.families import make_merger

    return {"reference": make_merger(county.group, on=county.today).reference}


def entered_twice(client: Client) -> None:
    """A family of the group stands there twice."""
    from fingerpost.places.models import CentreGroup
    from tests.factories.families import make_pair

    make_pair(CentreGroup.objects.first())


def to_be_looked_at(client: Client) -> None:
    """A family of the group that nobody asked for a year whether its record is right."""
    from fingerpost.places.models import CentreGroup
    from tests.factories.families import TODAY, make_family

    make_family(CentreGroup.objects.first(), on=TODAY.replace(year=TODAY.year - 2))


def of_a_family(client: Client) -> None:
    """The parent who is signed in belongs to a family."""
    from fingerpost.accounts.models import User
    from fingerpost.families.models import Adult
    from tests.factories.families import make_family, named

    user = User.objects.filter(email="parent@wealdmoor.example").get()
    if not Adult.objects.told("a test").filter(user=user).exists():
        mother = named(make_family(), "Amara")
        mother.user = user
        mother.save()


def one_of_my_details(county: "County") -> dict[str, Any]:
    return {"what": "name"}


def a_new_child(county: "County") -> dict[str, Any]:
    return {"what": "born"}


def a_choice(county: "County") -> dict[str, Any]:
    return {"key": "share--health_visiting"}


def a_contact_of_mine(county: "County") -> dict[str, Any]:
    from fingerpost.families.models import Contact

    found = Contact.objects.told("an example").filter(adult__user__email="parent@wealdmoor.example").first()
    return {"reference": found.reference if found else "2222222222"}


def a_child_of_mine(county: "County") -> dict[str, Any]:
    from fingerpost.families.models import Child

    mine = Child.objects.told("an example").filter(cared_for_by__adult__user__email="parent@wealdmoor.example")
    found = mine.first()
    return {"reference": found.reference if found else "2222222222", "what": "birthday"}


def come_in(client: Client, role: str) -> None:
    """Sign in as somebody who holds a role in Wealdmoor."""
    from fingerpost.accounts.models import User
    from fingerpost.accounts.vocabulary import Role
    from tests.factories.accounts import make_posting, make_user
    from tests.factories.door import seated

    email = f"{role}@wealdmoor.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = make_user("Kit", email=email, family_name="Fenn")
        make_posting(Role(role), user=user)
    seated(client, user)


def an_invitation(county: "County") -> dict[str, Any]:
    from tests.factories.accounts import make_invitation

    return {"token": make_invitation(county.centres[0])}


def a_colleague(county: "County") -> dict[str, Any]:
    from fingerpost.accounts.models import Posting
    from fingerpost.accounts.vocabulary import Role
    from tests.factories.accounts import make_posting, make_user

    user = make_user("Ash", email=f"ash{Posting.objects.told('an example').count()}@wealdmoor.example")
    return {"reference": make_posting(Role.RECEPTIONIST, user=user).reference}


def a_passkey(county: "County") -> dict[str, Any]:
    from tests.factories.accounts import make_passkey

    return {"pk": make_passkey("receptionist@wealdmoor.example")}


def a_provider(county: "County") -> dict[str, Any]:
    return {"provider_id": "council"}


def the_first_search(county: "County") -> dict[str, Any]:
    return {"number": 1}


def record_searched(client: Client) -> None:
    client.post(reverse("county:record"), {"why": "A complaint of 3 November"})


def an_unusual_look(county: "County") -> dict[str, Any]:
    from tests.factories.audit import make_unusual

    return {"reference": make_unusual(reference="unusua2345").reference}


def a_family_elsewhere(county: "County") -> dict[str, Any]:
    from tests.factories.glass import family_elsewhere

    return {"reference": family_elsewhere().reference}


def an_opening(county: "County") -> dict[str, Any]:
    from tests.factories.glass import make_opening

    return {"reference": make_opening(escalated=True).reference}


def code_asked_for(client: Client) -> None:
    client.post(reverse("account_request_login_code"), {"email": "kit@wealdmoor.example"})


def password_forgotten(client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": "kit@wealdmoor.example"})


def half_way_in(client: Client) -> None:
    from fingerpost.accounts.models import User
    from tests.factories.accounts import make_user
    from tests.factories.door import add_app, by_password

    user = User.objects.filter(email="kit@wealdmoor.example").first()
    if user is None:
        user = make_user("Kit", email="kit@wealdmoor.example")
        add_app(user)
    by_password(client, user)


def form_begun(client: Client) -> None:
    """A registration form was begun in this browser."""
    start = client.get(reverse("public:register")).wsgi_request
    ours = {"Origin": f"{start.scheme}://{start.get_host()}"}
    client.post(reverse("public:register"), {"token": "a-token-of-the-start-page-that-is-long-enough"}, headers=ours)


def form_sent(client: Client) -> None:
    """A registration form was sent from this browser."""
    from fingerpost.base import clock
    from fingerpost.places.models import Centre
    from fingerpost.registration.models import FilledForm
    from fingerpost.registration.operations import save_answers, send_form
    from tests.factories.forms import LEAST, answers

    form_begun(client)
    form, now = FilledForm.objects.told("an example").latest("pk"), clock.now()
    if form.sent_at is None:
        typed = answers(LEAST | {"home/centre": Centre.objects.earliest("pk").slug})
        save_answers(reference=form.reference, typed=typed, now=now)
        send_form(reference=form.reference, now=now)


def a_page_of_the_form(county: "County") -> dict[str, Any]:
    return {"section": "home", "page": "hidden"}


def a_page_about_somebody(county: "County") -> dict[str, Any]:
    return {"section": "adults", "number": 0, "page": "contact"}


def a_code(county: "County") -> dict[str, Any]:
    from tests.factories.forms import make_link

    return {"code": make_link(county.authority)}


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
    "centre:same-as": Example(a_family, asked_by="outreach_worker"),
    "centre:doubles": Example(asked_by="outreach_worker", before=entered_twice),
    "centre:double": Example(a_pair, asked_by="outreach_worker"),
    "centre:merge": Example(a_pair, asked_by="outreach_worker"),
    "centre:merged": Example(a_merger, asked_by="outreach_worker"),
    "partner:desk": Example(asked_by="partner_worker"),
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
