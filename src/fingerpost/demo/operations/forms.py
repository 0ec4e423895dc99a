"""Forms in the inbox of the first group, in each state that staff will meet. Made once, through the operations."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from fingerpost.accounts.rules import Command
from fingerpost.base.postcode import spaced
from fingerpost.demo.operations.setting import BY, Seat, Setting
from fingerpost.demo.rules.forms import Arrives, forms_that_came
from fingerpost.places.models import Postcode
from fingerpost.places.queries.snapshot import picture_day, snapshot
from fingerpost.registration.models import FilledForm
from fingerpost.registration.operations import record_try, return_form, save_answers, send_form, start_form, take_in
from fingerpost.registration.operations.filling import Beginning
from fingerpost.registration.operations.scanning import Came

CONSOLE = Command(BY)
AT = time(9, 40)
A4 = (620, 877)
NOWHERE = "ZZ993WZ"  # what the health service writes where no postcode is known


def make_forms(county: Setting) -> None:
    """Let them come, unless there is any form already."""
    if FilledForm.objects.told(BY).exists():
        return
    seat = county.clusters[0].seats[0]
    for form in forms_that_came(county.today, seat.card.slug, _postcode(county, seat)):
        _arrive(county, seat, form)


def _postcode(county: Setting, seat: Seat) -> str:
    """A real one that the centre serves: the first, where known families live too."""
    reach = snapshot(county.authority, picture_day(county.authority, county.today)).reach
    areas = [area for area, centre in reach.items() if centre == seat.centre.pk]
    code = Postcode.objects.filter(small_area_code__in=areas).order_by("code").values_list("code", flat=True).first()
    return spaced(code or NOWHERE)


def _arrive(county: Setting, seat: Seat, form: Arrives) -> None:
    came = timezone.make_aware(datetime.combine(county.today - timedelta(days=form.days), AT))
    reference = _begin(county, seat, form, came)
    if not form.sent:
        return
    send_form(reference=reference, now=came, by=BY)
    for number, (result, note) in enumerate(form.tries):
        at = came + timedelta(days=1 + number)
        record_try(reference=reference, result=result, note=note, by=CONSOLE, on=at.date(), now=at)
    if form.question:
        at = came + timedelta(days=1)
        return_form(reference=reference, question=form.question, by=CONSOLE, on=at.date(), now=at)


def _begin(county: Setting, seat: Seat, form: Arrives, came: datetime) -> str:
    group = county.clusters[0].group
    if form.on_paper:
        paper = Came(contents=[_paper()], authority=county.authority, group=group.slug, centre=seat.card.slug)
        reference = take_in(came=paper, now=came, by=BY)
        if form.answers:
            save_answers(reference=reference, typed=form.answers, now=came, by=BY)
        return reference
    beginning = Beginning(authority=county.authority, answers=form.answers)
    mine = county.reference("form", form.key)
    return start_form(beginning=replace(beginning, reference=mine), now=came)


def _paper() -> bytes:
    """A page as it came from a phone: lines of a form with something written on them, that can be read by nobody."""
    page = Image.new("L", A4, 247)
    draw = ImageDraw.Draw(page)
    for line in range(12):
        top = 90 + line * 62
        draw.text((40, top - 26), "Make-believe" if line else "Registration form", fill=90)
        draw.line((40, top, 580, top), fill=150)
        draw.line(
            [(48 + 9 * at, top - 6 - (at * 7 + line * 5) % 13) for at in range(12 + line * 3 % 17)], fill=40, width=2
        )
    kept = BytesIO()
    page.save(kept, "JPEG", quality=60)
    return kept.getvalue()
