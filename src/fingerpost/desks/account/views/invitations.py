"""Joining: an invitation is opened by the link in the e-mail, says what is offered, and is taken up once."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fingerpost.accounts.models import Invitation
from fingerpost.accounts.operations import accept_invitation
from fingerpost.accounts.queries import has_account, name_of, open_invitation
from fingerpost.accounts.vocabulary import Role
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.scope import at_the_door
from fingerpost.base.verdict import Refused


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_door
@open_to(Audience.ANYONE)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is offered; take it up with a password, or none where the address has an account."""
    try:
        offered = open_invitation(token, now=clock.now())
    except Refused as refused:
        return render(request, "account/invitation_over.html", {"reason": refused.reason}, status=404)
    if request.method == "POST":
        return _accept(request, token, offered)
    return _show(request, offered)


def _show(request: HttpRequest, offered: Invitation, problem: str = "") -> HttpResponse:
    page = {
        "offered": offered,
        "role": Role(offered.role).label,
        "place": name_of(offered.place, clock.today()),
        "known": has_account(offered),
        "problem": problem,
    }
    return render(request, "account/invitation.html", page, status=400 if problem else 200)


def _accept(request: HttpRequest, token: str, offered: Invitation) -> HttpResponse:
    known = has_account(offered)
    password = request.POST.get("password", "")
    try:
        user = accept_invitation(token=token, password=password, now=clock.now())
    except Refused as refused:
        return _show(request, offered, refused.reason)
    if known:
        return redirect("account_login")
    answer: HttpResponse = perform_password_login(request, {"email": user.email}, Login(user=user, email=user.email))
    return answer
