"""Publishing a form: an authority's words and questions come in as data, and stay as they were shown."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.audit.operations import record
from fingerpost.base.verdict import Refused
from fingerpost.places.models import LocalAuthority
from fingerpost.registration.models import FormVersion
from fingerpost.registration.queries.wording import in_force
from fingerpost.registration.rules.form import SHIPPED, NoForm, load, read
from fingerpost.registration.rules.soundness import faults


@transaction.atomic
def load_form(*, authority: LocalAuthority, data: Mapping[str, Any], by: str, on: date) -> FormVersion:
    """Publish a form, from today on; the same again changes nothing. Raises Refused, with every fault."""
    try:
        form = read(data)
    except NoForm as wrong:
        raise Refused(str(wrong)) from wrong
    if found := faults(form):
        raise Refused(" ".join(found))
    LocalAuthority.objects.select_for_update().get(pk=authority.pk)
    digest = sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    named = {"authority": authority, "key": form.key, "language": form.language, "version": form.version}
    if standing := FormVersion.objects.filter(**named).first():
        if standing.digest != digest:
            raise Refused(_("This version is published already, in other words. Give the new one a name of its own."))
        return standing
    version = FormVersion.objects.create(**named, digest=digest, wording=data, published_on=on)
    record("load form", kind="form version", reference=version.reference, by=by)
    return version


def version_in_force(authority: LocalAuthority, language: str, on: date) -> FormVersion:
    """The version that is filled in from now on; the first time it is asked for, the form that ships is published."""
    found = in_force(authority, language) or in_force(authority)
    return found or load_form(authority=authority, data=load(SHIPPED), by="the form that ships", on=on)
