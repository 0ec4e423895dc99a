"""Which shares a parent reads about on their own page: what concerns them, and nothing that could endanger another.

That a mother asked a refuge for help is told to her, and to nobody who lives with her. So an adult reads of what is
shared about themselves, and of what is shared about children alone where they speak for one, live in the home and, if
it stands on consent, are one of those who gave it. What was decided without telling the family is on nobody's page.
Nothing tells that something is left out: there is no total, and no gap in a numbering.

What changes on a parent's page follows from what they did themselves, or from what everybody may know. That another
adult took something back, hid their home or is looked after by named workers only changes nothing on it.
"""

from dataclasses import replace

from fingerpost.sharing.rules.standing import HomeFacts, Partner, ShareFacts, agrees
from fingerpost.sharing.vocabulary import Ended, LegalBasis

BY_THE_CENTRE = frozenset({Ended.NOT_NEEDED, Ended.UNSAFE})  # which of them it was, the centre tells in person


def is_told(me: str, share: ShareFacts, partner: Partner, home: HomeFacts, *, told: bool, lives_there: bool) -> bool:
    """Whether an adult reads of a share. told: whether the decision was to tell the family."""
    if not told:
        return False
    if share.adults:
        return share.adults == {me} or (me in share.adults and share.basis is LegalBasis.CONSENT)
    speaks = any((me, child) in home.cares for child in share.children)
    agreed = share.basis is not LegalBasis.CONSENT or agrees(me, partner, share.tier, home.answers)
    return speaks and lives_there and agreed


def is_mine(me: str, share: ShareFacts, partner: Partner, home: HomeFacts) -> bool:
    """Whether a share still stands for an adult as far as it is theirs to say, whatever another adult answers."""
    return share.basis is not LegalBasis.CONSENT or agrees(me, partner, share.tier, home.answers)


def home_as_told(home: HomeFacts, *, lives_there: bool) -> HomeFacts:
    """A home as an adult may know it: not that it is for named workers only nor, from elsewhere, that it is hidden."""
    return replace(home, restricted=False, hidden=home.hidden if lives_there else home.hidden - {""})
