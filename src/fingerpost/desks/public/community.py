"""A few figures about the children near a centre, in plain words and never more exact than they are."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fingerpost.places.queries.community import Community

TOO_FEW = 100  # children; of fewer, a share says something about families that could be known
ROUNDED_TO = 10

# The upper end of each share, and how people say it
SHARES: tuple[tuple[Fraction, str | Promise], ...] = (
    (Fraction(1, 40), _("hardly any")),
    (Fraction(3, 20), _("about 1 in 10")),
    (Fraction(9, 40), _("about 1 in 5")),
    (Fraction(29, 100), _("about 1 in 4")),
    (Fraction(2, 5), _("about 1 in 3")),
    (Fraction(29, 50), _("about half")),
    (Fraction(7, 10), _("about 2 in 3")),
    (Fraction(17, 20), _("about 3 in 4")),
    (Fraction(39, 40), _("about 9 in 10")),
)


@dataclass(frozen=True, slots=True)
class CommunityWords:
    """What the box says: how many children, and how many of them live where life is hardest."""

    children: str
    deprivation: str


def in_words(community: Community) -> CommunityWords | None:
    """The figures as sentences; None where the area of the centre is not known."""
    if not community.areas:
        return None
    if community.under_fives < TOO_FEW:
        return CommunityWords(gettext("fewer than {number}").format(number=TOO_FEW), "")
    rounded = round(community.under_fives / ROUNDED_TO) * ROUNDED_TO
    return CommunityWords(gettext("about {number}").format(number=f"{rounded:,}"), _deprivation(community))


def _deprivation(community: Community) -> str:
    if not community.deprived:
        return gettext("None of them live in one of the three most deprived tenths of England.")
    share = share_in_words(community.deprived, community.under_fives)
    return gettext("Of them, {share} live in one of the three most deprived tenths of England.").format(share=share)


def share_in_words(part: int, whole: int) -> str:
    """A share as people say it: `about 1 in 3`."""
    share = Fraction(part, whole)
    return str(next((said for most, said in SHARES if share <= most), _("nearly all")))
