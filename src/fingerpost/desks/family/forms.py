"""What a parent types to put their record right: one thing on each page, in the words of the registration form."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from fingerpost.families.vocabulary import ContactKind, Living, Relationship, Responsibility
from fingerpost.registration.rules.answers import day

PARTS: Final = ("day", "month", "year")
YES, NO = "yes", "no"
YES_NO: Final = ((YES, _("Yes")), (NO, _("No")))
MOST: Final = {"max_length": _("Write less here, please: up to 100 letters.")}
NO_CHOICE: Final = {"invalid_choice": _("Choose one of the answers that are offered.")}
SAFE_TO: Final = (
    ("safe_to_call", _("Call")),
    ("safe_for_voicemail", _("Leave a voice message")),
    ("safe_to_text", _("Send a text message")),
    ("safe_to_email", _("Send an e-mail")),
)


class Threefold(forms.Widget):
    """A day in three boxes: name-day, name-month, name-year."""

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}-{part}", "")).replace("\x00", "")[:20] for part in PARTS]


class Day(forms.Field):
    """A day, as people write it."""

    widget = Threefold

    def clean(self, value: Sequence[str]) -> date | None:
        if not any(part.strip() for part in value):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return None
        found = day(value)
        if found is None:
            raise forms.ValidationError(_("Write the day as numbers, like 27 3 2024."))
        return found


def line(label: Any, *, missing: Any = "", hint: Any = "") -> forms.CharField:
    """A line of text; `missing` is the sentence that asks for it, where it is needed."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=100,
        required=bool(missing),
        error_messages=MOST | {"required": missing},
    )


def one_of(label: Any, choices: Any, *, missing: Any = "", hint: Any = "") -> forms.ChoiceField:
    """One of several answers."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=bool(missing),
        widget=forms.RadioSelect,
        error_messages=NO_CHOICE | {"required": missing},
    )


class NameForm(forms.Form):
    """What an adult is called."""

    given_name = line(
        _("First name"),
        missing=_("Write a first name. One word is enough."),
        hint=_("If your name is one word, write it here."),
    )
    family_name = line(_("Last name (optional)"))
    known_as = line(_("What you like to be called (optional)"))


class BirthdayForm(forms.Form):
    """When an adult was born."""

    day = Day(label=_("Date of birth (optional)"), help_text=_("For example, 27 3 1996."), required=False)


class LanguageForm(forms.Form):
    """Which language somebody speaks best. languages: those that the form offers."""

    language = one_of(_("Which language do you speak best?"), ())
    other_language = line(_("Another language, if it is not in the list (optional)"))
    interpreter = one_of(_("Would an interpreter help, or somebody who signs?"), YES_NO)

    def __init__(self, *arguments: Any, languages: Mapping[str, str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["language"].choices = [*languages.items(), ("other", _("Another language"))]  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """A way to reach somebody, and what is safe to do with it. What is not ticked we do not do."""

    kind = one_of(_("What is it?"), ContactKind.choices, missing=_("Choose what it is."))
    value = line(_("The number or the e-mail address"), missing=_("Write the number or the e-mail address."))
    safe = forms.MultipleChoiceField(
        label=_("What may we do?"),
        help_text=_("Choose all that are safe. We do nothing that you did not choose."),
        choices=SAFE_TO,
        required=False,
        error_messages=NO_CHOICE,
        widget=forms.CheckboxSelectMultiple,
    )
    preferred = one_of(_("Do you like this best?"), YES_NO)


class HomeForm(forms.Form):
    """Where somebody lives now. everybody: the answer that all who live there moved, "" where nobody else does; secret:
    whether the address is so already."""

    who = one_of(_("Who lives there now?"), (), missing=_("Choose who lives there now."))
    lines = forms.CharField(
        label=_("Address"),
        help_text=_("Without the postcode."),
        max_length=400,
        widget=forms.Textarea,
        error_messages={
            "required": _("Write your address."),
            "max_length": _("Write less here, please: up to 400 letters."),
        },
    )
    postcode = line(_("Postcode"), missing=_("Write your postcode, like AL1 3LD."), hint=_("For example AL1 3LD."))
    hidden = one_of(
        _("Must this address be kept secret from anybody?"),
        YES_NO,
        missing=_("Choose whether this address must be kept secret."),
        hint=_("If you are not sure, choose yes. We talk with you before that ends."),
    )
    post = one_of(_("Is a letter safe for you there?"), YES_NO, missing=_("Choose whether a letter is safe."))

    def __init__(self, *arguments: Any, everybody: str, secret: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if secret:
            del self.fields["hidden"]
        if not everybody:
            del self.fields["who"]
            return
        alone = _("Only I, or I and my children")
        self.fields["who"].choices = [("all", everybody), ("me", alone)]  # type: ignore[attr-defined]


class ChildNameForm(forms.Form):
    """What a child is called. A baby may have no name yet."""

    given_name = line(_("First name (optional)"), hint=_("Leave this empty if your baby has no name yet."))
    family_name = line(_("Last name (optional)"))
    known_as = line(_("What the child is called (optional)"))


class ChildDayForm(forms.Form):
    """The day a child was born, or is due. words: the label, and the sentence that asks for it."""

    day = Day(help_text=_("For example, 27 3 2024."))

    def __init__(self, *arguments: Any, words: tuple[Any, Any], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["day"].label, missing = words
        self.fields["day"].error_messages["required"] = missing


class BirthForm(ChildNameForm):
    """That a baby is born."""

    day = Day(
        label=_("Date of birth"),
        help_text=_("For example, 27 3 2024."),
        error_messages={"required": _("Write the child’s date of birth.")},
    )
    field_order: Sequence[str] = ("day", "given_name", "family_name", "known_as")


class CareForm(forms.Form):
    """What somebody is to a child that they add."""

    relationship = one_of(
        _("What are you to the child?"), Relationship.choices, missing=_("Choose what you are to the child.")
    )
    responsibility = one_of(
        _("Do you have parental responsibility for the child?"),
        Responsibility.choices,
        missing=_("Choose whether you have parental responsibility. You can say that you are not sure."),
        hint=_("The rights and duties of a parent, by law. A mother has it. Others may have it too."),
    )


class NewChildForm(CareForm, BirthForm):
    """A child who is born, and joins the home."""

    twin = one_of(_("Is the child a twin, or one of more, of a child that you told us about?"), YES_NO)
    living = one_of(
        _("Does the child live with you?"),
        ((Living.HERE, _("Yes")), (Living.PARTLY, _("Some of the time"))),
        missing=_("Choose whether the child lives with you."),
    )
    field_order = (*BirthForm.field_order, "twin", "relationship", "responsibility", "living")


class ExpectedForm(CareForm):
    """A baby, or several, on the way."""

    day = Day(
        label=_("When is the baby due?"),
        help_text=_("The day that you were told, or your best guess. For example, 27 3 2027."),
        error_messages={"required": _("Write the day that the baby is due, or your best guess.")},
    )
    babies = one_of(
        _("How many babies do you expect?"),
        (("1", _("One")), ("2", _("Twins")), ("3", _("Triplets")), ("4", _("More"))),
        missing=_("Choose how many babies you expect."),
    )
    field_order = ("day", "babies", "relationship", "responsibility")
