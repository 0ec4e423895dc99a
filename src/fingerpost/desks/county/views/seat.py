"""Which posting is sat in at one of the county's desks: every page there names it."""

from django.http import HttpRequest

from fingerpost.accounts.gate import viewer
from fingerpost.accounts.queries import Held, held_by
from fingerpost.accounts.vocabulary import Desk
from fingerpost.base import clock


def held_at(request: HttpRequest, desk: Desk) -> Held:
    """The posting that opens a desk to whoever is looking; the gate let nobody in without one."""
    return next(each for each in held_by(viewer(request), clock.today()) if each.desk is desk)
