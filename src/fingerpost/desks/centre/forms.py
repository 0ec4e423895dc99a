"""What a worker fills in who decides whether an organisation is told of a family."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from fingerpost.sharing.operations import NewDecision, NewRefusal
from fingerpost.sharing.queries import Plan
from fingerpost.sharing.vocabulary import Direction, LegalBasis, Nature, Tier

YES, NO = "yes", "no"
SHORTEST: Final = 10  # letters of a reason
PURPOSE: Final = _("Choose what it is for.")
ABOUT: Final = _("Choose whom it is about.")


def one_of(choices: Any, missing: Any) -> forms.ChoiceField:
    """One of several. missing: the sentence that asks for it."""
    return forms.ChoiceField(choices=choices, error_messages={"required": missing, "invalid_choice": missing})


def reason(missing: Any, *, required: bool = True) -> forms.CharField:
    """A sentence, long enough to be one."""
    less = _("Write less here, please: up to 1,000 letters.")
    said = {"required": missing, "min_length": missing, "max_length": less}
    return forms.CharField(min_length=SHORTEST, max_length=1000, required=required, error_messages=said)


def several(choices: Any, missing: Any) -> forms.MultipleChoiceField:
    """Any of several, and one at least."""
    said = {"required": missing, "invalid_choice": missing}
    return forms.MultipleChoiceField(choices=choices, error_messages=said)


def recipient() -> forms.CharField:
    """A role or a team there."""
    return forms.CharField(
        max_length=100,
        required=False,
        error_messages={"max_length": _("Write less here, please: up to 100 letters.")},
    )


class TellForm(forms.Form):
    """To tell an organisation. What may be chosen is what the plan offers."""

    purpose = one_of((), PURPOSE)
    people = several((), ABOUT)
    tier = one_of(Tier.choices, _("Choose how much is told."))
    basis = one_of(LegalBasis.choices, _("Choose what it stands on."))
    told = one_of(((YES, _("Yes")), (NO, _("No"))), _("Say whether the family is told."))
    why_untold = reason(_("Write in a sentence why the family is not told."), required=False)
    nature = one_of(Nature.choices, _("Say whether it is facts or opinion."))
    necessity = reason(_("Write in a sentence why this is needed, and why no less would do."))
    direction = one_of(Direction.choices, _("Say whether they asked."))
    recipient = recipient()

    def __init__(self, plan: Plan, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.plan = plan
        self.fields["purpose"] = one_of(purposes_of(plan), PURPOSE)
        self.fields["people"] = several([(each.reference, each.name) for each in plan.people], ABOUT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("told") == NO and not (cleaned.get("why_untold") or "why_untold" in self.errors):
            self.add_error("why_untold", _("Write in a sentence why the family is not told."))
        if cleaned.get("told") == NO and cleaned.get("basis") == LegalBasis.CONSENT:
            self.add_error("told", _("Who agreed knows of it: choose another basis, or tell the family."))
        return cleaned

    def decision(self) -> NewDecision:
        """What was decided. Asked only of a form that is filled in right."""
        said, chosen = self.cleaned_data, set(self.cleaned_data["people"])
        children = {each.reference for each in self.plan.people if each.child}
        return NewDecision(
            organisation=self.plan.with_,
            purpose=said["purpose"],
            tier=Tier(said["tier"]),
            basis=LegalBasis(said["basis"]),
            adults=frozenset(chosen - children),
            children=frozenset(chosen & children),
            why_untold=said["why_untold"] if said["told"] == NO else "",
            necessity=said["necessity"],
            nature=Nature(said["nature"]),
            direction=Direction(said["direction"]),
            recipient=said["recipient"],
        )


class RefusalForm(forms.Form):
    """Not to tell it."""

    purpose = one_of((), PURPOSE)
    why = reason(_("Write in a sentence why it is not told."))
    direction = one_of(Direction.choices, _("Say whether they asked."))
    recipient = recipient()

    def __init__(self, plan: Plan, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.plan = plan
        self.fields["purpose"] = one_of(purposes_of(plan), PURPOSE)

    def refusal(self) -> NewRefusal:
        """What was decided. Asked only of a form that is filled in right."""
        said = self.cleaned_data
        return NewRefusal(
            organisation=self.plan.with_,
            purpose=said["purpose"],
            why=said["why"],
            recipient=said["recipient"],
            direction=Direction(said["direction"]),
        )


def purposes_of(plan: Plan) -> list[tuple[str, str]]:
    """Only purposes that need this kind of partner."""
    return [(each.key, each.label) for each in plan.purposes]
