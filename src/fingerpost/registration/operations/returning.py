"""Coming back to a form without an account: a link by e-mail, that works once and for a week.

Whether we know an address is told to nobody: whatever is typed, the page says the same, and only the mailbox knows.
"""

import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from fingerpost.accounts.adapter import mail_to
from fingerpost.audit.operations import record
from fingerpost.base.encrypted import BlindIndex
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.registration.models import FilledForm
from fingerpost.registration.operations.filling import A_FAMILY, OPEN, Closed, held
from fingerpost.registration.queries.filled import hashed

A_LINK_WORKS: Final = timedelta(days=7)
TO_PRESS_TWICE: Final = timedelta(minutes=1)
TOO_LATE: Final = _("This link was used already, or is too old. Ask for a new one.")


@transaction.atomic
@machinery(Machinery.FAMILIES)
def keep_address(*, reference: str, email: str, address_of: str, now: datetime) -> None:
    """Send a link back to a form. address_of: where a link leads, with `{code}` in it. Raises Closed."""
    form = held(reference)
    if form.state not in OPEN:
        raise Closed
    form.return_address = email
    _send(form, email, address_of, now)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def send_link(*, email: str, address_of: str, now: datetime) -> None:
    """Send a new link for the newest form that is not sent, if any was kept with this address."""
    index = FilledForm._meta.get_field("return_index")
    if not isinstance(index, BlindIndex):
        raise TypeError("an address is found by its blind index")
    rows = FilledForm.objects.told("returning").select_for_update(of=("self",)).filter(index.matching(email))
    form = rows.filter(state__in=OPEN).order_by("-changed_at").first()
    if form is not None:
        _send(form, email, address_of, now)
    else:
        record("look for form", kind="form", reference="unknown", by=A_FAMILY)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def open_link(*, code: str, now: datetime) -> str:
    """Use a link up, but for a double press: gives the secret that opens the form from now on. Raises Refused."""
    rows = FilledForm.objects.told("returning").select_for_update(of=("self",))
    form = rows.filter(link_hash=hashed(code), link_until__gt=now, state__in=OPEN).first()
    if form is None:
        raise Refused(str(TOO_LATE))
    secret = _secret_of(code)
    if form.secret_hash != hashed(secret):
        form.secret_hash, form.link_until = hashed(secret), now + TO_PRESS_TWICE
        form.save(update_fields=["secret_hash", "link_until"])
        record("open form again", kind="form", reference=form.reference, by=A_FAMILY)
    return secret


def _secret_of(code: str) -> str:
    """The secret that a link gives: the same for whoever presses twice, and nothing that the database could tell."""
    return str(salted_hmac("register", code, algorithm="sha256").hexdigest())


def new_secret() -> str:
    """What opens a form: 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def _send(form: FilledForm, email: str, address_of: str, now: datetime) -> None:
    code = new_secret()
    form.link_hash, form.link_until, form.changed_at = hashed(code), now + A_LINK_WORKS, now
    form.save()
    record("send link to form", kind="form", reference=form.reference, by=A_FAMILY)
    link = address_of.replace("{code}", code)
    transaction.on_commit(partial(mail_to, "registration/link", email, {"link": link}), robust=True)
