"""Addresses of the account desk. Those that django-allauth looks for bear the names that it knows."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from fingerpost.desks.account.views import (
    home,
    invitations,
    passwords,
    people,
    personas,
    second_factor,
    sign_in,
    single_sign_on,
)

account: list[URLPattern] = [
    path("your-account/", home.home, name="home"),
    path("your-account/desk/", home.choose, name="choose"),
    path("your-account/sessions/", home.end_sessions, name="end-sessions"),
    path("your-account/people/", people.people, name="people"),
    path("your-account/people/invite/", people.invite_colleague, name="invite"),
    path("your-account/people/withdraw/", people.withdraw, name="withdraw"),
    path("your-account/people/<str:reference>/leave/", people.leave, name="leave"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("sign-in/passkey/options/", second_factor.passkey_options, name="passkey-options"),
    path("your-account/passkeys/options/", second_factor.new_passkey_options, name="new-passkey-options"),
]
# The address is not there outside the demonstration, which `check --deploy` refuses.
if settings.FINGERPOST_DEMO:
    account.append(path("sign-in/as/", personas.personas, name="personas"))

ways_in: list[URLPattern] = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/new/", sign_in.by_invitation, name="account_signup"),
    path("sign-in/closed/", sign_in.closed, name="account_inactive"),
    path("sign-in/code/", sign_in.code_request, name="account_request_login_code"),
    path("sign-in/code/confirm/", sign_in.code_confirm, name="account_confirm_login_code"),
    path("sign-in/address/", sign_in.address_confirm, name="account_email_verification_sent"),
    path("sign-in/passkey/", second_factor.passkey, name="mfa_login_webauthn"),
    path("sign-in/second-factor/", second_factor.second_factor, name="mfa_authenticate"),
    path("sign-in/again/", sign_in.sign_in_again, name="account_reauthenticate"),
    path("sign-in/again/code/", second_factor.second_factor_again, name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", second_factor.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("sign-in/forgotten/", passwords.forgotten, name="account_reset_password"),
    path("sign-in/forgotten/code/", passwords.code_for_password, name="account_confirm_password_reset_code"),
    path("sign-in/forgotten/new/", passwords.new_password, name="account_complete_password_reset"),
    path("sign-in/forgotten/done/", passwords.chosen, name="account_password_reset_completed"),
    path("sign-in/with/<slug:provider_id>/", single_sign_on.leave, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", single_sign_on.come_back, name="openid_connect_callback"),
    path("sign-in/cancelled/", single_sign_on.cancelled, name="socialaccount_login_cancelled"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("your-account/address/", sign_in.address, name="account_email"),
    path("your-account/password/", passwords.change_password, name="account_change_password"),
    path("your-account/password/first/", passwords.first_password, name="account_set_password"),
    path("your-account/second-factor/", second_factor.overview, name="mfa_index"),
    path("your-account/second-factor/app/", second_factor.add_app, name="mfa_activate_totp"),
    path("your-account/second-factor/app/remove/", second_factor.remove_app, name="mfa_deactivate_totp"),
    path("your-account/second-factor/codes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("your-account/second-factor/passkey/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path(
        "your-account/second-factor/passkey/<int:pk>/remove/",
        second_factor.remove_passkey,
        name="mfa_remove_webauthn",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [path("", include((account, "account"))), *ways_in]
