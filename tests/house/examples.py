"""What stands on the pages that the house tests walk through: rows to be shown, and what happened before.

Arguments of addresses are made from one small county of Wealdmoor.
"""

from typing import TYPE_CHECKING, Any

from django.test import Client
from django.urls import reverse

if TYPE_CHECKING:
    from tests.factories.county import County


def no_arguments(county: "County") -> dict[str, Any]:
    return {}


def nothing(client: Client) -> None:
    """Nothing has to happen before most pages can be asked for."""


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


def a_share(county: "County") -> dict[str, Any]:
    from fingerpost.partners.vocabulary import OrganisationKind
    from fingerpost.sharing.models import Share
    from tests.factories.accounts import some_organisation
    from tests.factories.sharing import make_told_to

    decision = make_told_to(county.group, some_organisation(OrganisationKind.HEALTH_VISITING), county.today)
    return {"reference": Share.objects.told("an example").get(decision=decision).reference}


def families_shared(client: Client) -> None:
    """A family is shared with the organisation where whoever is signed in works."""
    from fingerpost.base import clock
    from fingerpost.partners.vocabulary import OrganisationKind
    from fingerpost.places.models import CentreGroup
    from tests.factories.accounts import some_organisation
    from tests.factories.sharing import make_told_to

    group = CentreGroup.objects.earliest("pk")
    make_told_to(group, some_organisation(OrganisationKind.HEALTH_VISITING), clock.today())


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
