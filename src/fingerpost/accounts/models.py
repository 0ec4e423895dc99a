"""Users, the postings they hold, and the invitations by which they come.

"Users hold postings": a role at one place, from a day to a day. What they may see follows from it by `rules`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from fingerpost.accounts.rules.table import HELD_AT
from fingerpost.accounts.vocabulary import PlaceKind, Role
from fingerpost.base.guarded import GuardedManager, GuardedQuerySet
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Keep, Personal, Then
from fingerpost.partners.models import Organisation
from fingerpost.places.models import Centre, CentreGroup, LocalAuthority
from fingerpost.places.models.dated import Dated, DateRange

# By these somebody at the door is found: one account, by what only that person or their browser tells.
AT_THE_DOOR = frozenset({"pk", "id", "email", "email__iexact", "email__in"})


class UserQuerySet(GuardedQuerySet["User"]):
    """One account at a time may be read by whoever is at the door; lists need a reason."""

    def filter(self, *conditions: Any, **named: Any) -> "UserQuerySet":
        found: UserQuerySet = super().filter(*conditions, **named)
        return found.told("at the door") if AT_THE_DOOR & named.keys() else found


class UserManager(BaseUserManager["User"]):
    """What Django and django-allauth sign people in by."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get_queryset().filter(email=(username or "").lower()).get()

    def told(self, why: str) -> UserQuerySet:
        return self.get_queryset().told(why)


class User(Personal, AbstractBaseUser):
    """Somebody who can sign in. The e-mail address is kept in small letters, so that it is one account."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    given_name = models.CharField(_("first name"), max_length=100)
    family_name = models.CharField(_("last name"), max_length=100, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["given_name"]

    objects = UserManager()

    class Privacy:
        about = _("the person who signs in")
        personal = {
            "email": _("You sign in with it, and we write to you there"),
            "given_name": _("So that colleagues know who you are"),
            "family_name": _("So that colleagues know who you are"),
            "last_login": _("To see that nobody else signs in as you, and to close accounts that nobody uses"),
        }
        sensitive = {"password": _("To check that it is you. Kept in a form that nobody can read back")}
        labels = {"last_login": _("when you last signed in"), "password": _("password")}
        plain = {"id", "reference", "is_active"}
        keep = Keep(years=7, after=_("the last role ended"), then=Then.ANONYMISE)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(name="user_email_in_small_letters", condition=Q(email=Lower("email"))),
        ]

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


PLACE_FIELDS: Mapping[PlaceKind, str] = {
    PlaceKind.GROUP: "group",
    PlaceKind.CENTRE: "centre",
    PlaceKind.PARTNER: "organisation",
    PlaceKind.PHARMACY: "organisation",
    PlaceKind.COUNTY: "authority",
}
FIELDS = sorted(set(PLACE_FIELDS.values()))

ThePlace = CentreGroup | Centre | Organisation | LocalAuthority


def at_one_place() -> Q:
    """Exactly the field that the kind of place names is filled."""
    kinds = Q()
    for kind, filled in PLACE_FIELDS.items():
        others = {f"{field}__isnull": field != filled for field in FIELDS}
        kinds |= Q(place_kind=kind.value, **others)
    return kinds


def role_fits_place() -> Q:
    """The table of rules, as the database holds to it."""
    roles = Q()
    for role in Role:
        roles |= Q(role=role.value, place_kind__in=sorted(kind.value for kind in HELD_AT[role]))
    return roles


class HeldAtAPlace(models.Model):
    """A role at exactly one place."""

    role = models.CharField(_("role"), max_length=40, choices=Role)
    place_kind = models.CharField(_("kind of place"), max_length=10, choices=PlaceKind)
    group = models.ForeignKey(
        CentreGroup, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("group of centres")
    )
    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("centre"))
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    authority = models.ForeignKey(
        LocalAuthority, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("authority")
    )

    class Meta:
        abstract = True

    @property
    def place(self) -> ThePlace:
        """The group, centre, organisation or authority that the role is held at."""
        found: ThePlace = getattr(self, PLACE_FIELDS[PlaceKind(self.place_kind)])
        return found


class Posting(Personal, HeldAtAPlace, Dated):
    """A role that somebody holds at a place, from a day to a day."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="postings", verbose_name=_("person"))

    objects = GuardedManager["Posting"]()

    class Privacy:
        about = _("the person who signs in")
        personal = {
            "user": _("Whose role it is"),
            "role": _("What you may see and do follows from it"),
            "place_kind": _("Where you work"),
            "group": _("Where you work"),
            "centre": _("Where you work"),
            "organisation": _("Whom you work for"),
            "authority": _("Whom you work for"),
        }
        plain = {"id", "reference", "valid_from", "valid_to"}
        keep = Keep(years=7, after=_("the role ended"), then=Then.DELETE)

    class Meta:
        verbose_name = _("role at a place")
        verbose_name_plural = _("roles at places")
        constraints = [
            models.CheckConstraint(name="posting_at_one_place", condition=at_one_place()),
            models.CheckConstraint(name="posting_role_fits_place", condition=role_fits_place()),
            models.CheckConstraint(
                name="posting_in_order", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
            ExclusionConstraint(
                name="posting_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    *((Coalesce(F(field), Value(0)), RangeOperators.EQUAL) for field in FIELDS),
                    (DateRange(F("valid_from"), F("valid_to"), Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Invitation(Personal, HeldAtAPlace):
    """A role that is offered to an address for some days. The token is in the e-mail; here is only its hash."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    email = models.EmailField(_("e-mail address"))
    given_name = models.CharField(_("first name"), max_length=100)
    family_name = models.CharField(_("last name"), max_length=100, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=100, help_text="a role and a reference, as in the audit trail")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = GuardedManager["Invitation"]()

    class Privacy:
        about = _("the person who was invited")
        personal = {
            "email": _("We send the invitation there"),
            "given_name": _("To greet you by your name"),
            "family_name": _("So that colleagues know who you are"),
            "role": _("What you were asked to do here"),
            "place_kind": _("Where you were asked to work"),
            "group": _("Where you were asked to work"),
            "centre": _("Where you were asked to work"),
            "organisation": _("Whom you work for"),
            "authority": _("Whom you work for"),
        }
        plain = {
            "id",
            "reference",
            "token_hash",
            "invited_by",
            "invited_at",
            "expires_at",
            "used_at",
            "withdrawn_at",
        }
        keep = Keep(years=1, after=_("it ended"), then=Then.DELETE)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(name="invitation_at_one_place", condition=at_one_place()),
            models.CheckConstraint(name="invitation_role_fits_place", condition=role_fits_place()),
            models.CheckConstraint(
                name="invitation_used_or_withdrawn", condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True)
            ),
        ]
