"""Filling a form in: begun, saved page by page, sent; and forgotten where it never was.

What somebody typed is never lost: a page is saved as it is, also with mistakes, and what was changed meanwhile on
another page, in another tab, is not written over unseen.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.adapter import mail_to
from fingerpost.audit.operations import Who, record
from fingerpost.base.identifiers import new_reference
from fingerpost.base.scope import Machinery, machinery, wholly
from fingerpost.base.verdict import Refused
from fingerpost.places.models import Centre, CentreGroup, LocalAuthority
from fingerpost.places.queries import CentreCard, GroupCard, centre_on, group_on, picture_day
from fingerpost.places.queries import authority as authority_served
from fingerpost.registration.models import FilledForm, FormVersion, Press
from fingerpost.registration.operations.wording import version_in_force
from fingerpost.registration.queries.filled import Filled, Held, as_filled, hashed, held_form
from fingerpost.registration.rules.answers import Answers, text, texts
from fingerpost.registration.rules.changing import merged, seen, too_much
from fingerpost.registration.rules.checking import problems
from fingerpost.registration.vocabulary import Door, FormState

A_FAMILY: Final = "a family"
DRAFTS_ARE_KEPT: Final = timedelta(days=30)
PRESSES_ARE_KEPT: Final = timedelta(days=2)
OPEN: Final = {FormState.DRAFT, FormState.RETURNED}


class Changed(Refused):
    """The answers of this page are others than when it was shown: `kept` has those that stand."""

    def __init__(self, kept: Answers) -> None:
        super().__init__(_("This page was changed since you opened it. Look at both, and choose."))
        self.kept = kept


class Closed(Refused):
    """The form was sent already; what is typed now cannot be added to it."""

    def __init__(self) -> None:
        super().__init__(_("This form was sent already. To change something, call your centre."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """How a form is begun. secret: what opens it to whoever fills it in. version: the one in force where None.

    reference: the form's own; a new one where none is given.
    """

    authority: LocalAuthority
    door: Door = Door.ONLINE
    language: str = "en"
    secret: str = ""
    version: FormVersion | None = None
    answers: Answers | None = None
    group: CentreGroup | None = None
    centre: Centre | None = None
    reference: str = ""


@transaction.atomic
@machinery(Machinery.FAMILIES)
def start_form(*, beginning: Beginning, now: datetime, by: Who | str = A_FAMILY) -> str:
    """Begin a form; gives its reference."""
    version = beginning.version or version_in_force(beginning.authority, beginning.language, now.date())
    form = FilledForm(
        reference=beginning.reference or new_reference(),
        version=version,
        door=beginning.door,
        secret_hash=hashed(beginning.secret) if beginning.secret else "",
        group=beginning.group,
        centre=beginning.centre,
        started_at=now,
        changed_at=now,
    )
    form.answers = json.dumps(merged({}, beginning.answers or {}))
    form.save()
    record("start form", kind="form", reference=form.reference, by=by)
    return form.reference


@transaction.atomic
@machinery(Machinery.FAMILIES)
def save_answers(
    *,
    reference: str,
    typed: Mapping[str, Sequence[str]],
    now: datetime,
    shown: str | None = None,
    by: Who | str = A_FAMILY,
    whole: bool = False,
) -> Filled:
    """Keep what was typed, right or not. shown: what `seen` said of these paths, or of all, when the page was shown.

    whole: in place of all answers, not of these alone. Raises Changed, Closed, or Refused where it is too much.
    """
    form = held(reference)
    if form.state not in OPEN:
        raise Closed
    kept = as_filled(form).answers
    after = merged({} if whole else kept, typed)
    if too_much(after):
        raise Refused(_("That is more than this form can hold. Write less, please."))
    paths = {*kept, *after} if whole else typed
    if shown is not None and seen(kept, paths) not in {shown, seen(after, paths)}:
        raise Changed(kept)
    if after != kept:
        form.answers, form.changed_at = json.dumps(after), now
        form.save(update_fields=["answers", "changed_at"])
        record("save form", kind="form", reference=reference, by=by)
    return as_filled(form)


@wholly(Machinery.FAMILIES)
def send_form(
    *, reference: str = "", secret: str = "", now: datetime, shown: str | None = None, by: Who | str = A_FAMILY
) -> Filled:
    """Send a form, named by its reference or by the secret that opens it, to the centre that it names.

    One that was sent is as it is. Raises Changed, or Refused.
    """
    form = held_to_send(reference, secret)
    filled = form.filled
    if filled.state not in OPEN:
        return filled
    if shown is not None and shown != seen(filled.answers, filled.answers):
        raise Changed(filled.answers)
    if found := problems(filled.filling(now.date())):
        raise Refused(found[0].sentence)
    centre, group = _addressed(form, text(filled.answers, "home/centre"), now)
    _write_sent(form, centre, group, now)
    record("send form", kind="form", reference=filled.reference, by=by)
    if "email" in texts(filled.answers, "adults/0/safe") and (to := text(filled.answers, "adults/0/email")):
        told = {"reference": filled.reference}
        transaction.on_commit(partial(mail_to, "registration/receipt", to, told), robust=True)
    sent = replace(filled, state=FormState.SENT, centre=centre.slug, group=centre.group_slug)
    return replace(sent, sent_at=now, changed_at=now)


def _write_sent(form: Held, centre: CentreCard, group: GroupCard, now: datetime) -> None:
    """That it was sent, and to whom; a link back to it works no more."""
    words = """
        update registration_filledform set state = %s, centre_id = %s, group_id = %s, sent_at = %s, changed_at = %s,
            link_hash = '', link_until = null
        where id = %s
    """
    with connection.cursor() as cursor:
        cursor.execute(words, [FormState.SENT.value, centre.id, group.id, now, now, form.row])


def held_to_send(reference: str, secret: str = "") -> Held:
    """A form with its answers, locked until this transaction ends. Raises Refused."""
    form = held_form(reference=reference, secret=secret, locked=True)
    if form is None:
        raise Refused(_("There is no form with this reference."))
    return form


def held(reference: str) -> FilledForm:
    """A form, locked until this transaction ends. Raises Refused."""
    rows = FilledForm.objects.told("registration").select_for_update(of=("self",))
    form = rows.select_related("version", "centre", "group").filter(reference=reference).first()
    if form is None:
        raise Refused(_("There is no form with this reference."))
    return form


def _addressed(form: Held, slug: str, now: datetime) -> tuple[CentreCard, GroupCard]:
    """The centre that was chosen, and the group that it is in today. Raises Refused."""
    served = authority_served()
    authority = served if served.pk == form.authority else LocalAuthority.objects.get(pk=form.authority)
    day = picture_day(authority, now.date())
    centre = centre_on(authority, slug, day)
    group = group_on(authority, centre.group_slug, day) if centre else None
    if centre is None or group is None:
        raise Refused(_("Choose a centre from the list."))
    return centre, group


@transaction.atomic
@machinery(Machinery.FAMILIES)
def forget_drafts(*, now: datetime, by: str) -> int:
    """Delete forms that nobody sent nor touched for 30 days, and presses of buttons after two; how many forms."""
    drafts = FilledForm.objects.told("retention").filter(state=FormState.DRAFT, changed_at__lt=now - DRAFTS_ARE_KEPT)
    rows = drafts.filter(door=Door.ONLINE)  # what came on paper waits for staff, who must not lose it
    count = rows.count()
    rows.delete()
    Press.objects.filter(pressed_at__lt=now - PRESSES_ARE_KEPT).delete()
    if count:
        record("forget drafts", kind="form", reference="drafts", by=by, counts={"forms": count})
    return count
