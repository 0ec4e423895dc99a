"""That somebody tried to reach a family about the form that it sent: each try, with what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fingerpost.base.encrypted import EncryptedTextField
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Keep, Personal, Then
from fingerpost.registration.models.filled import FilledForm
from fingerpost.registration.vocabulary import Tried


class ContactTry(Personal, models.Model):
    """One try. What was written down of it is kept encrypted."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    form = models.ForeignKey(FilledForm, on_delete=models.CASCADE, related_name="tries")
    result = models.CharField(_("what came of it"), max_length=10, choices=Tried)
    note = EncryptedTextField(_("what was written down"), null=True)
    tried_at = models.DateTimeField(_("when we tried to reach you"))
    tried_by = models.CharField(max_length=100, help_text="a role and a reference, as in the audit trail")

    objects = GuardedManager["ContactTry"]()

    class Privacy:
        about = _("the family")
        called = _("calls about registration forms")
        personal = {
            "result": _("So that you are not called twice, and do not wait in vain"),
            "tried_at": _("So that you do not wait long"),
        }
        sensitive = {"note": _("To call again when it suits you. Kept so that nobody can read it in the database")}
        plain = {"id", "reference", "form", "tried_by"}
        keep = Keep(
            years=2, after=_("we were last in touch, and not before the youngest child is six"), then=Then.DELETE
        )

    class Meta:
        verbose_name = _("call about a registration form")
        verbose_name_plural = _("calls about registration forms")
        ordering = ["pk"]
