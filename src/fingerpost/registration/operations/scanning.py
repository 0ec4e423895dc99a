"""Paper that comes in: a form that was filled in on a screen is read into a draft, a scan or photo waits beside one.

"You can also print out and send us a paper form."
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.audit.operations import Who, record
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.places.models import Centre, CentreGroup, LocalAuthority
from fingerpost.registration.models import FilledForm, ScanPage
from fingerpost.registration.operations.filling import A_FAMILY, OPEN, Beginning, held, start_form
from fingerpost.registration.queries.decoding import Decoded, decoded
from fingerpost.registration.queries.wording import current
from fingerpost.registration.rules.answers import Answers
from fingerpost.registration.rules.filled import returned
from fingerpost.registration.rules.pictures import MOST_PAGES, Trouble, Unusable
from fingerpost.registration.vocabulary import Door, FormState, Unread

UNSETTLED: Final = {*OPEN, FormState.SENT}
AFTER_CHECKING: Final = timedelta(days=92)
AT_MOST: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Paper that came to a centre, and where it belongs: the short names of a group, and of a centre if it is known.

    contents: a file, or several of one form, such as a photo of each page.
    """

    contents: list[bytes]
    authority: LocalAuthority
    group: str
    centre: str = ""


def take_in(*, came: Came, now: datetime, by: Who | str = A_FAMILY) -> str:
    """Begin a form from what came; gives its reference. Raises Refused with what to do about it."""
    made = _read(*came.contents)
    door, answers = _said(made, came.authority)
    with transaction.atomic():
        beginning = Beginning(
            authority=came.authority,
            door=door,
            answers=answers,
            group=CentreGroup.objects.get(slug=came.group),
            centre=Centre.objects.filter(slug=came.centre).first(),
        )
        reference = start_form(beginning=beginning, now=now, by=by)
        _keep(reference, made, now, by)
    return reference


def add_pages(*, reference: str, contents: list[bytes], now: datetime, by: Who | str) -> int:
    """Keep further pages beside a form that is not settled; how many. Raises Refused."""
    made = _read(*contents)
    with transaction.atomic():
        return _keep(reference, made, now, by)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def _keep(reference: str, made: Decoded, now: datetime, by: Who | str) -> int:
    form = held(reference)
    before = ScanPage.objects.told("registration").filter(form=form).count()
    if form.state not in UNSETTLED:
        raise Refused(_("This form was settled, so no page can be added to it."))
    if before + len(made.pages) > MOST_PAGES:
        raise Refused(str(Unread.TOO_MANY_PAGES.label))
    for number, page in enumerate(made.pages, start=before + 1):
        ScanPage(
            form=form, number=number, content=page.content, width=page.width, height=page.height, came_at=now
        ).save()
    record("keep scan", kind="form", reference=reference, by=by, counts={"pages": len(made.pages)})
    return len(made.pages)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def forget_scans(*, now: datetime, by: str) -> int:
    """Delete pages three months after their form was settled, and a year after they came at the latest; how many.

    A paper form that nobody sent on goes with its pages.
    """
    rows = ScanPage.objects.told("retention")
    settled = rows.filter(form__settled_at__lt=now - AFTER_CHECKING).exclude(form__state=FormState.DRAFT)
    late = rows.filter(came_at__lt=now - AT_MOST)
    count = (settled | late).count()
    (settled | late).delete()
    left = FilledForm.objects.told("retention").filter(state=FormState.DRAFT, changed_at__lt=now - AT_MOST)
    left.filter(door__in=[Door.PAPER, Door.KEYED]).delete()
    if count:
        record("forget scans", kind="form", reference="scans", by=by, counts={"pages": count})
    return count


def _read(*contents: bytes) -> Decoded:
    """The pages of all files; and what the first says that was filled in on a screen."""
    try:
        made = [decoded(content) for content in contents]
    except Unusable as problem:
        raise Refused(str(Unread(problem.why.value).label)) from problem
    fields = next((each.fields for each in made if each.fields), {})
    return Decoded([page for each in made for page in each.pages], fields)


def _said(made: Decoded, authority: LocalAuthority) -> tuple[Door, Answers]:
    """How it came, and what it says by itself. A scan says nothing by itself; somebody keys it in."""
    if not made.fields:
        return Door.KEYED, {}
    try:
        return Door.PAPER, returned(made.fields, current(authority).form).answers
    except Unusable as problem:
        if problem.why is Trouble.NOTHING_IN_IT:  # printed, written on by hand and scanned by something clever
            return Door.KEYED, {}
        raise Refused(str(Unread(problem.why.value).label)) from problem
