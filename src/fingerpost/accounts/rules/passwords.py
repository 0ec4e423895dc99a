"""Which long passwords are guessed first all the same: a common one with a tail, two in a row, or our own names.

NIST SP 800-63B, 5.1.1.2: lists of common passwords, and words of the context. No rule asks for digits or capitals.
"""

from collections.abc import Collection
from functools import cache

# Whoever attacks us begins with these. The authority's own name and the site's join them.
OUR_WORDS = frozenset(
    """
    fingerpost children childrens centre centres center council county district borough family families parent parents
    baby babies toddler toddlers nursery creche health visitor midwife pharmacy surestart start playgroup admin
    administrator receptionist outreach manager worker welcome login signin secret
    """.split()
)
SHORTEST_PIECE = 4
MOST_PIECES = 2
MOST_BETWEEN = 6  # digits, spaces and signs before, between and behind
LONGEST = 48  # longer than that is never two pieces
WRITTEN_OTHERWISE = str.maketrans("@4301!$57", "aaeoiisst")


def made_of_common_pieces(password: str, common: Collection[str]) -> bool:
    """Whether it is one or two common passwords, with a few digits and signs around them, or one sign repeated."""
    small = password.lower()
    if len(set(small)) < SHORTEST_PIECE:
        return True
    spellings = {small, small.translate(WRITTEN_OTHERWISE)}
    return len(small) <= LONGEST and any(_covered(spelling, common) for spelling in spellings)


def _covered(text: str, common: Collection[str]) -> bool:
    @cache
    def rest(start: int, pieces: int, between: int) -> bool:
        if start == len(text):
            return pieces < MOST_PIECES
        if between and not text[start].isalpha() and rest(start + 1, pieces, between - 1):
            return True
        ends = range(start + SHORTEST_PIECE, len(text) + 1) if pieces else ()
        return any(text[start:end] in common and rest(end, pieces - 1, between) for end in ends)

    return rest(0, MOST_PIECES, MOST_BETWEEN)
