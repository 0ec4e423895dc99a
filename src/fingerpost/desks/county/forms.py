"""What the data-protection officer fills in: what to look for in the record and why, and what came of a finding."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fingerpost.accounts.vocabulary import Desk
from fingerpost.audit.queries.entries import Asked
from fingerpost.audit.rules.references import Telling, checked
from fingerpost.audit.vocabulary import Outcome, Verb

ANY = ("", _("Any"))
LONG = {"max_length": _("Write fewer than 500 characters.")}
NO_DAY = {"invalid": _("Write a day, like 24/11/2026.")}
NO_CHOICE = {"invalid_choice": _("Choose one of these.")}
NOT_A_REFERENCE = _("Write a reference, as it stands on record. Names are not on record.")


def reference(text: str) -> str:
    """What was typed, as the record would have it."""
    try:
        return checked(text.strip().lower())
    except Telling as telling:
        raise forms.ValidationError(NOT_A_REFERENCE) from telling


class RecordForm(forms.Form):
    """What to look for in the record. What is left empty is not asked; the reason always is."""

    why = forms.CharField(
        max_length=500,
        error_messages=LONG | {"required": _("Write down why you look into the record.")},
    )
    person = forms.CharField(max_length=100, required=False)
    reference = forms.CharField(max_length=50, required=False)
    kind = forms.CharField(max_length=50, required=False)
    posting = forms.CharField(max_length=50, required=False)
    desk = forms.ChoiceField(choices=[ANY, *Desk.choices], required=False, error_messages=NO_CHOICE)
    verb = forms.ChoiceField(choices=[ANY, *Verb.choices], required=False, error_messages=NO_CHOICE)
    first = forms.DateField(required=False, error_messages=NO_DAY)
    last = forms.DateField(required=False, error_messages=NO_DAY)

    def __init__(self, *arguments: Any, find: Callable[[str], str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._find = find

    def clean_person(self) -> str:
        """A reference, or an address that somebody signs in with."""
        text = str(self.cleaned_data["person"])
        if "@" not in text:
            return reference(text)
        found = self._find(text)
        if not found:
            raise forms.ValidationError(_("Nobody signs in with this address."))
        return found

    def clean_reference(self) -> str:
        return reference(self.cleaned_data["reference"])

    def clean_kind(self) -> str:
        return reference(self.cleaned_data["kind"])

    def clean_posting(self) -> str:
        return reference(self.cleaned_data["posting"])

    def clean_last(self) -> date | None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data["last"]
        if first and last and last < first:
            raise forms.ValidationError(_("The last day is before the first."))
        return last  # type: ignore[no-any-return]

    @property
    def asked(self) -> Asked:
        """What was asked, once the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "why"}
        return Asked(**said | {"verb": Verb(said["verb"]) if said["verb"] else None})


class PeriodForm(forms.Form):
    """The days to look at again."""

    MOST = 92

    first = forms.DateField(error_messages=NO_DAY | {"required": NO_DAY["invalid"]})
    last = forms.DateField(error_messages=NO_DAY | {"required": NO_DAY["invalid"]})

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and not 0 <= (last - first).days < self.MOST:
            self.add_error("last", _("Choose a last day that is not before the first, and at most 92 days."))
        return said


class ReviewForm(forms.Form):
    """What came of something that was put before somebody."""

    outcome = forms.ChoiceField(
        choices=Outcome.choices, error_messages=NO_CHOICE | {"required": _("Choose what came of it.")}
    )
    note = forms.CharField(
        max_length=2000,
        error_messages={
            "required": _("Write down how you know, or who has it now."),
            "max_length": _("Write fewer than 2,000 characters."),
        },
    )
