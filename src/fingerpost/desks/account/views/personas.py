"""Demonstration only: sign in as somebody make-believe, at one press. The address is not even there without it."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fingerpost.accounts.gate import note_second_factor
from fingerpost.accounts.models import User
from fingerpost.accounts.queries import make_believe_people
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.scope import at_the_door


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_door
@open_to(Audience.ANYONE)
def personas(request: HttpRequest) -> HttpResponse:
    """Choose who to be."""
    people = make_believe_people(clock.today())
    if request.method == "POST":
        chosen = {person.email for person in people} & {request.POST.get("email", "")}
        if chosen:
            return _become(request, User.objects.filter(email=chosen.pop()).get())
    return render(request, "account/personas.html", {"people": people})


def _become(request: HttpRequest, user: User) -> HttpResponse:
    logout(request)
    record_authentication(request, user, "demonstration")
    note_second_factor(request, user)
    answer: HttpResponse = perform_login(request, Login(user=user, email=user.email))
    return answer
