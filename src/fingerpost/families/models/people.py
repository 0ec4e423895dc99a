"""Adults and children, the families they are in, and what an adult is to a child."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fingerpost.accounts.models import User
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Personal
from fingerpost.families.models.family import Family
from fingerpost.families.models.keeping import WITH_THE_FAMILY, in_order
from fingerpost.families.rules.names import masked, sought, year_of
from fingerpost.families.vocabulary import ChildState, Living, Relationship, Responsibility
from fingerpost.places.models.dated import Dated, once_at_a_time


class SoughtField(models.CharField):  # type: ignore[type-arg]
    """A person's names as they are searched: small letters, no accents. Written whenever the row is."""

    made_from = ("given_name", "family_name", "known_as")
    made = staticmethod(sought)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002
        value = self.made(*(getattr(model_instance, field) for field in self.made_from))
        setattr(model_instance, self.attname, value)
        return value


class Named(models.Model):
    """Somebody with a name: perhaps of one word, which then stands in `given_name`."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    given_name = models.CharField(_("first name"), max_length=100, blank=True)
    family_name = models.CharField(_("last name"), max_length=100, blank=True)
    known_as = models.CharField(_("name that is used"), max_length=100, blank=True)
    sought = SoughtField(max_length=310, blank=True, editable=False, verbose_name=_("names, for searching"))

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


# What a list shows of somebody whom nobody is looking for.
MASKS = {
    "given_name": masked,
    "family_name": masked,
    "known_as": masked,
    "sought": masked,
    "date_of_birth": year_of,
}


class Adult(Personal, Named):
    """A parent, carer or other adult of a family. language: as the form calls it, such as `pl`, or in their words."""

    date_of_birth = models.DateField(_("date of birth"), null=True)
    language = models.CharField(_("language"), max_length=100, blank=True)
    interpreter = models.BooleanField(_("whether an interpreter helps"), null=True)
    user = models.OneToOneField(User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("account"))
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="former")

    objects = GuardedManager["Adult"]()

    class Privacy:
        about = _("the parent or carer")
        personal = {
            "given_name": _("To know whom we speak with"),
            "family_name": _("To know whom we speak with"),
            "known_as": _("To greet you by the name you like"),
            "sought": _("To find you when you come or call"),
            "language": _("So that we understand each other"),
            "interpreter": _("So that one is there when we talk"),
            "user": _("So that you can see what we keep"),
        }
        sensitive = {"date_of_birth": _("To help young parents, and not to enter anybody twice")}
        plain = {"id", "reference", "merged_into"}
        keep = WITH_THE_FAMILY
        masks = MASKS

    class Meta:
        verbose_name = _("parent or carer")
        verbose_name_plural = _("parents and carers")
        indexes = [GinIndex(fields=["sought"], opclasses=["gin_trgm_ops"], name="adult_names")]
        constraints = [models.CheckConstraint(name="adult_has_a_name", condition=~Q(given_name=""))]

    def __str__(self) -> str:
        return f"adult {self.reference}"


class Child(Personal, Named):
    """A child, born or expected. Twins, born or expected, have the same `born_with`."""

    state = models.CharField(_("born or expected"), max_length=10, choices=ChildState)
    date_of_birth = models.DateField(_("date of birth"), null=True)
    due_on = models.DateField(_("the day the baby is due"), null=True)
    ended_on = models.DateField(_("the day of a loss"), null=True)
    born_with = models.CharField(_("twins and triplets"), max_length=10, blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="former")

    objects = GuardedManager["Child"]()

    class Privacy:
        about = _("the child")
        personal = {
            "given_name": _("So that staff greet the right child"),
            "family_name": _("So that staff greet the right child"),
            "known_as": _("So that staff greet the right child"),
            "sought": _("To find your child when you come or call"),
            "state": _("What we offer follows from it"),
            "born_with": _("To know who belongs together"),
        }
        sensitive = {
            "date_of_birth": _("Age decides what your child can use"),
            "due_on": _("To offer what helps before and after the birth"),
            "ended_on": _("So that nobody writes to you about a child who is not there"),
        }
        plain = {"id", "reference", "merged_into"}
        keep = WITH_THE_FAMILY
        masks = MASKS

    class Meta:
        verbose_name = _("child")
        verbose_name_plural = _("children")
        indexes = [GinIndex(fields=["sought"], opclasses=["gin_trgm_ops"], name="child_names")]
        constraints = [
            models.CheckConstraint(
                name="child_as_far_as_it_is",
                condition=Q(state=ChildState.EXPECTED, due_on__isnull=False, date_of_birth=None, ended_on=None)
                | Q(state=ChildState.BORN, date_of_birth__isnull=False, ended_on=None)
                | Q(state=ChildState.NOT_BORN, date_of_birth=None, ended_on__isnull=False)
                | Q(state=ChildState.DIED, date_of_birth__isnull=False, ended_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"child {self.reference}"


class InFamily(Dated):
    """That somebody belongs to a family, and whether they live there."""

    living = models.CharField(_("where you live"), max_length=10, choices=Living, default=Living.HERE)

    class Meta:
        abstract = True


class AdultMembership(Personal, InFamily):
    """That an adult belongs to a family."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="adults")
    adult = models.ForeignKey(Adult, on_delete=models.CASCADE, related_name="memberships")

    objects = GuardedManager["AdultMembership"]()

    class Privacy:
        about = _("the parent or carer")
        personal = {
            "family": _("To know who belongs together"),
            "adult": _("To know who belongs together"),
            "living": _("To know whom we meet at home, and where a letter reaches you"),
        }
        labels = {"family": _("family"), "adult": _("parent or carer")}
        plain = {"id", "valid_from", "valid_to"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("parent or carer in a family")
        verbose_name_plural = _("parents and carers in families")
        constraints = [
            once_at_a_time("adult_in_family_once", "family", "adult"),
            models.CheckConstraint(name="adult_in_family_in_order", condition=in_order()),
        ]

    def __str__(self) -> str:
        return f"adult {self.adult_id} in family {self.family_id}"


class ChildMembership(Personal, InFamily):
    """That a child belongs to a family. It may belong to two: that of each parent."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="children")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="memberships")

    objects = GuardedManager["ChildMembership"]()

    class Privacy:
        about = _("the child")
        personal = {
            "family": _("To know who belongs together"),
            "child": _("To know who belongs together"),
            "living": _("A child may live with one parent or with both"),
        }
        labels = {"family": _("family"), "child": _("child"), "living": _("where the child lives")}
        plain = {"id", "valid_from", "valid_to"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("child in a family")
        verbose_name_plural = _("children in families")
        constraints = [
            once_at_a_time("child_in_family_once", "family", "child"),
            models.CheckConstraint(name="child_in_family_in_order", condition=in_order()),
        ]

    def __str__(self) -> str:
        return f"child {self.child_id} in family {self.family_id}"


class Care(Personal, Dated):
    """What an adult is to a child, and whether they have parental responsibility."""

    adult = models.ForeignKey(Adult, on_delete=models.CASCADE, related_name="cares_for")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="cared_for_by")
    relationship = models.CharField(_("what you are to the child"), max_length=20, choices=Relationship)
    responsibility = models.CharField(
        _("parental responsibility"), max_length=10, choices=Responsibility, default=Responsibility.NOT_SURE
    )

    objects = GuardedManager["Care"]()

    class Privacy:
        about = _("the child")
        personal = {
            "adult": _("To know who cares for the child"),
            "child": _("To know who cares for the child"),
            "relationship": _("To know who cares for the child"),
            "responsibility": _("Whoever has it decides for the child, by law"),
        }
        labels = {"adult": _("parent or carer"), "child": _("child")}
        plain = {"id", "valid_from", "valid_to"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("who is what to a child")
        verbose_name_plural = _("who is what to each child")
        constraints = [
            once_at_a_time("care_once", "adult", "child"),
            models.CheckConstraint(name="care_in_order", condition=in_order()),
        ]

    def __str__(self) -> str:
        return f"adult {self.adult_id} and child {self.child_id}"
