"""A parent puts their own details right (UK GDPR, article 16): name, birthday, language, ways to reach them, home."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.family import changing
from fingerpost.desks.family.changing import Acting, Change
from fingerpost.desks.family.forms import NO, YES, BirthdayForm, ContactForm, HomeForm, LanguageForm, NameForm
from fingerpost.families.operations import (
    add_own_contact,
    change_own_contact,
    correct_own_birthday,
    correct_own_language,
    correct_own_name,
    end_own_contact,
    hide_own_home,
    move_own_home,
)
from fingerpost.families.operations.owning import Names
from fingerpost.families.queries import OwnFamily
from fingerpost.families.queries.records import ContactRow
from fingerpost.families.rules.entering import NewContact, NewHome
from fingerpost.families.vocabulary import SAFE, ContactKind
from fingerpost.places.queries import authority
from fingerpost.registration.queries.wording import current, languages

Families = tuple[OwnFamily, ...]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.FAMILY)
def change(request: HttpRequest, what: str) -> HttpResponse:
    """One of the parent's own details."""
    make = PAGES.get(what)
    if make is None:
        raise Http404
    families = changing.families_of(request)
    if not families:
        return changing.nothing(request)
    return changing.answer(request, make(families))


def _name(families: Families) -> Change:
    me = families[0].me
    initial = {"given_name": me.given_name, "family_name": me.family_name, "known_as": me.known_as}
    return Change(title=_("Your name"), make=NameForm, initial=initial, act=_save_name)


def _save_name(form: forms.Form, me: Acting) -> None:
    correct_own_name(names=Names(**form.cleaned_data), **me.named())


def _birthday(families: Families) -> Change:
    initial = {"day": families[0].me.birthday}
    return Change(title=_("Your date of birth"), make=BirthdayForm, initial=initial, act=_save_birthday)


def _save_birthday(form: forms.Form, me: Acting) -> None:
    correct_own_birthday(born_on=form.cleaned_data["day"], **me.named())


def _language(families: Families) -> Change:
    me, offered = families[0].me, languages(current(authority()).form)
    written = "" if me.language in offered else me.language
    initial = {"language": "other" if written else me.language, "other_language": written}
    if me.interpreter is not None:
        initial["interpreter"] = YES if me.interpreter else NO
    make = partial(LanguageForm, languages=offered)
    return Change(title=_("Your language"), make=make, initial=initial, act=_save_language)


def _save_language(form: forms.Form, me: Acting) -> None:
    said = form.cleaned_data
    listed = said["language"] if said["language"] != "other" else ""
    answered = {YES: True, NO: False}.get(said["interpreter"])
    correct_own_language(language=listed or said["other_language"], interpreter=answered, **me.named())


def _home(families: Families) -> Change:
    secret = any(address.hidden for family in families for address in family.addresses)
    others = [name for family in families if family.may_move for name in family.at_home]
    everybody = _("All of us: {names} and I").format(names=", ".join(others)) if others else ""
    lead = [_("Tell us when you have moved, or when the address is wrong.")]
    if others:
        lead.append(
            _(
                "Everybody of the home sees the address that stands here. "
                "If you moved away from somebody, choose “Only I”: then nobody but you sees the new one here. "
                "Then tell your centre which children live with you."
            )
        )
    if secret:
        lead.append(_("Your address is kept secret, and the new one will be too. Talk to your centre to end that."))
    make = partial(HomeForm, everybody=everybody, secret=secret)
    return Change(title=_("Where you live"), make=make, act=_save_home, lead=tuple(lead))


def _save_home(form: forms.Form, me: Acting) -> None:
    said = form.cleaned_data
    home = NewHome(
        lines=said["lines"],
        postcode=said["postcode"],
        hidden=said.get("hidden", YES) == YES,
        safe_to_post=said["post"] == YES,
    )
    move_own_home(home=home, everybody=said.get("who", "all") == "all", **me.named())


def _secret(families: Families) -> Change:
    others = [name for family in families if family.may_move for name in family.at_home]
    lead = [
        _("From the moment you press, your address is shown to nobody who does not need it."),
        _("Only your centre can end that, after they have talked with you."),
    ]
    if others:
        lead.append(
            _(
                "On our record, these people live in this home too, and see the address: {names}. "
                "If that is not safe, call your centre."
            ).format(names=", ".join(others))
        )
    title, button = _("Keep your address secret"), _("Keep it secret")
    return Change(title=title, make=forms.Form, act=_save_secret, lead=tuple(lead), button=button)


def _save_secret(_form: forms.Form, me: Acting) -> None:
    hide_own_home(**me.named())


PAGES: Final[Mapping[str, Callable[[Families], Change]]] = {
    "name": _name,
    "birthday": _birthday,
    "language": _language,
    "home": _home,
    "secret": _secret,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.FAMILY)
def new_contact(request: HttpRequest) -> HttpResponse:
    """A further way to reach the parent."""
    if not changing.families_of(request):
        return changing.nothing(request)
    page = Change(title=_("A number or e-mail address"), make=ContactForm, act=_add_contact)
    return changing.answer(request, page)


def _add_contact(form: forms.Form, me: Acting) -> None:
    add_own_contact(contact=_contact_of(form), **me.named())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.FAMILY)
def contact(request: HttpRequest, reference: str) -> HttpResponse:
    """A way to reach the parent: another number, something else is safe, or it is not to be used any more."""
    families = changing.families_of(request)
    if not families:
        return changing.nothing(request)
    row = {each.reference: each for each in families[0].me.contacts}.get(reference)
    if row is None and request.method != "POST":  # whoever presses twice is answered as the first time
        raise Http404
    return changing.answer(request, _changed_contact(reference, _as_typed(row) if row else {}))


def _changed_contact(reference: str, initial: dict[str, Any]) -> Change:
    def act(form: forms.Form, me: Acting) -> None:
        change_own_contact(reference=reference, contact=_contact_of(form), **me.named())

    def end(me: Acting) -> None:
        end_own_contact(reference=reference, **me.named())

    return Change(
        title=_("A number or e-mail address"),
        make=ContactForm,
        initial=initial,
        act=act,
        end=_("Do not use it any more"),
        end_act=end,
    )


def _as_typed(row: ContactRow) -> dict[str, Any]:
    safe = [flag for flag in SAFE if getattr(row, flag)]
    preferred = YES if row.preferred else NO
    return {"kind": row.kind.value, "value": row.value, "safe": safe, "preferred": preferred}


def _contact_of(form: forms.Form) -> NewContact:
    said = form.cleaned_data
    flags = {flag: flag in said["safe"] for flag in SAFE}
    preferred = said["preferred"] == YES
    return NewContact(kind=ContactKind(said["kind"]), value=said["value"], preferred=preferred, **flags)
