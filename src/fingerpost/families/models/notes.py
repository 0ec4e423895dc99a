"""What is written about a family's health, needs and safety: readable in the database by nobody, not even its kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fingerpost.base.encrypted import EncryptedTextField
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Personal
from fingerpost.families.models.family import Family
from fingerpost.families.models.keeping import SAFETY, in_order
from fingerpost.families.models.people import Adult, Child
from fingerpost.places.models.dated import Dated


class Note(Personal, Dated):
    """A note on a family or on one person in it. `kind` is a NoteKind: that there is one on safety is itself hidden."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="notes")
    adult = models.ForeignKey(
        Adult, null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("parent or carer")
    )
    child = models.ForeignKey(Child, null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("child"))
    kind = EncryptedTextField(_("kind"))
    text = EncryptedTextField(_("text"))
    written_by = models.CharField(max_length=100, help_text="a role and a reference, as in the audit trail")

    objects = GuardedManager["Note"]()

    class Privacy:
        about = _("the family")
        personal = {"adult": _("Whom the note is about"), "child": _("Whom the note is about")}
        sensitive = {
            "kind": _("To find the note. Kept so that nobody can read it in the database"),
            "text": _("Only what you tell us or what keeps you safe. Kept so that nobody can read it in the database"),
        }
        plain = {"id", "reference", "family", "written_by", "valid_from", "valid_to"}
        keep = SAFETY

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.CheckConstraint(name="note_in_order", condition=in_order()),
            models.CheckConstraint(
                name="note_on_one_person",
                condition=models.Q(adult__isnull=True) | models.Q(child__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.reference}"
