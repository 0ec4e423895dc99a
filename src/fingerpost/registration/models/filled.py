"""A form that is being filled in, was sent, or became a family's record.

"If a parent/carer has completed a … Registration Form": until staff accept it there is no family, only this form. Its
answers are one encrypted text: an address that must be secret is unreadable in the database from the first second.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fingerpost.base.encrypted import BlindIndex, EncryptedTextField
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Keep, Personal, Then
from fingerpost.places.models import Centre, CentreGroup
from fingerpost.registration.models.wording import FormVersion
from fingerpost.registration.vocabulary import Door, FormState


class FilledForm(Personal, models.Model):
    """One form. secret_hash: of the secret by which whoever fills it in comes back to it; link_hash: of a mailed link.

    answers: a JSON object, from a question's path to the texts that were typed. family: the reference of the record
    that came of it. question: what staff have to ask the family, while the form is returned.
    """

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    version = models.ForeignKey(
        FormVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("the wording that you saw")
    )
    door = models.CharField(_("how it came to us"), max_length=10, choices=Door)
    state = models.CharField(_("where it stands"), max_length=10, choices=FormState, default=FormState.DRAFT)
    answers = EncryptedTextField(_("what you told us"))
    centre = models.ForeignKey(
        Centre, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("the centre you chose")
    )
    group = models.ForeignKey(CentreGroup, null=True, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, blank=True, editable=False)
    link_hash = models.CharField(max_length=64, blank=True, editable=False)
    link_until = models.DateTimeField(null=True)
    return_address = EncryptedTextField(_("e-mail address to come back with"), null=True)
    return_index = BlindIndex(of="return_address", null=True, verbose_name=_("e-mail address, for searching"))
    started_at = models.DateTimeField(_("when it was begun"))
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(_("when it was sent"), null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=100, blank=True, help_text="a role and a reference, as in the audit trail")
    question = EncryptedTextField(_("what we asked you about your form"), null=True)
    family = models.CharField(max_length=10, blank=True, db_index=True, help_text="a family’s reference")

    objects = GuardedManager["FilledForm"]()

    class Privacy:
        about = _("the family")
        called = _("registration forms")
        personal = {
            "version": _("To show, years later, what you read and agreed to"),
            "door": _("To know whether to look at paper as well"),
            "state": _("So that no form is forgotten"),
            "centre": _("The people there look after your registration"),
            "started_at": _("To delete what was never sent, after 30 days"),
            "sent_at": _("So that you do not wait long"),
        }
        sensitive = {
            "answers": _("To register your family. Kept so that nobody can read it in the database"),
            "question": _("So that we can call and ask you. Kept so that nobody can read it in the database"),
            "return_address": _(
                "To send you a link back to your form. Kept so that nobody can read it in the database"
            ),
            "return_index": _("To find your form again. Kept so that nobody can read it back"),
        }
        plain = {
            "id",
            "reference",
            "group",
            "secret_hash",
            "link_hash",
            "link_until",
            "changed_at",
            "settled_at",
            "settled_by",
            "family",
        }
        keep = Keep(
            years=2, after=_("we were last in touch, and not before the youngest child is six"), then=Then.DELETE
        )

    class Meta:
        verbose_name = _("registration form")
        verbose_name_plural = _("registration forms")
        indexes = [models.Index(fields=["group", "state", "sent_at"], name="filled_form_inbox")]
        constraints = [
            models.UniqueConstraint(
                name="filled_form_secret",
                fields=["secret_hash"],
                condition=~Q(secret_hash=""),
            ),
            models.UniqueConstraint(name="filled_form_link", fields=["link_hash"], condition=~Q(link_hash="")),
            models.CheckConstraint(
                name="filled_form_sent_with_a_group",
                condition=Q(state=FormState.DRAFT) | Q(sent_at__isnull=False, group__isnull=False),
            ),
            models.CheckConstraint(
                name="filled_form_has_a_family",
                condition=~Q(state__in=[FormState.ACCEPTED, FormState.MERGED]) | ~Q(family=""),
            ),
        ]
