"""What the make-believe families agreed to, and what was decided for them: one of each kind that staff will meet."""

from dataclasses import dataclass
from typing import Final

from fingerpost.sharing.vocabulary import LegalBasis, Tier

# Organisations, by the keys of `data/organisations.toml`, that an agreement is made with.
AGREED: Final = (
    "health_visiting",
    "midwifery",
    "speech",
    "housing",
    "jobcentre",
    "social_care",
    "childcare_team",
    "advice",
    "home_friends",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """That an organisation is told of a family. family: a key of the known families. ago: days.

    untold: why the family is not told. ended: days since a worker ended it. read: whether the organisation has read it.
    """

    family: str
    organisation: str
    purpose: str
    ago: int
    necessity: str
    basis: LegalBasis = LegalBasis.CONSENT
    tier: Tier = Tier.BASIC
    alone: bool = False  # about the adult, and no child
    untold: str = ""
    ended: int = 0
    read: bool = False


DECIDED: Final = (
    Decided(
        family="kinship",
        organisation="health_visiting",
        purpose="early_help",
        ago=174,
        necessity="She brings up the twins alone and sees four of us. One plan, so that she tells her story once.",
        basis=LegalBasis.DUTY,
        read=True,
    ),
    Decided(
        family="apart",
        organisation="health_visiting",
        purpose="healthy_start",
        ago=40,
        necessity="Clementine’s review at two and a half is due, and her health visitor has changed.",
        read=True,
    ),
    Decided(
        family="apart",
        organisation="speech",
        purpose="speech",
        ago=18,
        necessity="Clementine says few words. Her mother asked us to tell the team how to reach her.",
    ),
    Decided(
        family="expecting",
        organisation="midwifery",
        purpose="healthy_start",
        ago=33,
        necessity="Twins, and nobody has booked her in yet. She asked us to.",
    ),
    Decided(
        family="expecting",
        organisation="health_visiting",
        purpose="healthy_start",
        ago=3,
        necessity="Twins are due soon. The visit before the birth has to be planned with an interpreter.",
    ),
    Decided(
        family="kinship",
        organisation="health_visiting",
        purpose="healthy_start",
        ago=2,
        necessity="The twins missed a review. The health visitor visits at home, so she needs to know where.",
        basis=LegalBasis.DUTY,
        tier=Tier.MORE,
    ),
    Decided(
        family="five",
        organisation="jobcentre",
        purpose="work",
        ago=25,
        necessity="She looks for work in school hours and wants an adviser to call her.",
        alone=True,
    ),
    Decided(
        family="five",
        organisation="advice",
        purpose="community",
        ago=12,
        necessity="Letters about arrears that she cannot answer alone. She asked for a call.",
        alone=True,
    ),
    Decided(
        family="again",
        organisation="health_visiting",
        purpose="healthy_start",
        ago=50,
        necessity="The health visitor asked whether the family comes to us.",
        basis=LegalBasis.DUTY,
        ended=4,
    ),
    Decided(
        family="five",
        organisation="social_care",
        purpose="child_safety",
        ago=1,
        necessity="What the child said in play has to be looked at today by those who may ask.",
        basis=LegalBasis.SAFEGUARDING,
        untold="To say so at home before anybody has seen the child could put her at risk.",
    ),
)
REFUSED: Final = "Housing asked why the family comes to us. That is not needed to mend a boiler: they can ask her."
