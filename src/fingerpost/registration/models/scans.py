"""A paper form as it came: a scan or a photo, page by page, beside the form that is keyed in from it.

What was sent is not kept; what is kept are pictures that we made of it (`rules/pictures.py`).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fingerpost.base.encrypted import EncryptedBytesField
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Keep, Personal, Then
from fingerpost.registration.models.filled import FilledForm

THREE_MONTHS = Keep(years=1, after=_("it came; three months after staff took over what it says"), then=Then.DELETE)


class ScanPage(Personal, models.Model):
    """One page, as a JPEG of ours. number: from 1, in the order in which they came."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    form = models.ForeignKey(FilledForm, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    content = EncryptedBytesField(_("the page that you sent us"))
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    came_at = models.DateTimeField(_("when it came"))

    objects = GuardedManager["ScanPage"]()

    class Privacy:
        about = _("the family")
        called = _("pages of paper forms")
        personal = {"came_at": _("To delete it when its time is over")}
        sensitive = {"content": _("So that staff can check what they keyed in. Nobody can read it in the database")}
        plain = {"id", "reference", "form", "number", "width", "height"}
        keep = THREE_MONTHS

    class Meta:
        verbose_name = _("page of a paper form")
        verbose_name_plural = _("pages of paper forms")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="scan_page_once", fields=["form", "number"])]
