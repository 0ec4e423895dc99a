"""Records of Wealdmoor that were opened in need, and the families that they are about."""

from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.vocabulary import Role
from fingerpost.base import clock
from fingerpost.families.models import Family, Opening
from fingerpost.families.operations import break_glass
from fingerpost.places.models import CentreGroup, LocalAuthority
from fingerpost.places.queries import forget
from tests.factories.accounts import make_posting, make_user
from tests.factories.families import make_family
from tests.factories.places import make_group

ELSEWHERE = "Vale group"
WHY = "A child was brought to us alone"


def allow_glass(hours: int = 4) -> None:
    """The authority lets records be opened in need, for so many hours."""
    LocalAuthority.objects.update(glass_hours=hours)
    forget()


def family_elsewhere() -> Family:
    """A family of another group than the one that everybody works at; the same when asked again."""
    allow_glass()
    group = CentreGroup.objects.filter(name=ELSEWHERE).first() or make_group(ELSEWHERE)
    standing = Family.objects.told("a test").filter(registrations__group=group).first()
    return standing or make_family(group)


def make_opening(*, escalated: bool = False) -> Opening:
    """That Robin, an outreach worker, opened its record; the same when asked again."""
    family = family_elsewhere()
    opening = Opening.objects.told("a test").filter(family=family).first()
    if opening is None:
        robin = make_posting(Role.OUTREACH_WORKER, user=make_user("Robin")).user
        viewer = viewer_of(robin, on=clock.today())
        opening = break_glass(reference=family.reference, by=viewer, why=WHY, now=clock.now())
    if escalated:
        Opening.objects.told("a test").filter(pk=opening.pk).update(escalated_at=clock.now())
    return opening
