"""The families that the demonstration shows by name: what each of them has to show."""

from collections.abc import Mapping
from datetime import date, timedelta

from fingerpost.families.rules.entering import NewAdult, NewCare, NewChild, NewContact, NewFamily, NewHome
from fingerpost.families.rules.life import turn_five_in
from fingerpost.families.vocabulary import ContactKind, Living, Relationship, Responsibility


def _calls(number: str) -> tuple[NewContact, ...]:
    return (NewContact(kind=ContactKind.MOBILE, value=number, preferred=True, safe_to_call=True, safe_to_text=True),)


def _care(*relations: Relationship, sure: bool = True) -> tuple[NewCare, ...]:
    certainty = Responsibility.YES if sure else Responsibility.NOT_SURE
    return tuple(
        NewCare(adult=place, relationship=each, responsibility=certainty) for place, each in enumerate(relations)
    )


def known_families(today: date, postcode: str, further: str) -> Mapping[str, NewFamily]:
    """Each of them, by what it shows. further: the postcode of whoever lives elsewhere."""

    def born(months: int) -> date:
        return today - timedelta(days=months * 30 + 11)

    parents = _care(Relationship.MOTHER, Relationship.FATHER)
    home = NewHome(lines="4 Quince Row", postcode=postcode, safe_to_post=True)
    away = NewHome(lines="31b Lantern Court", postcode=further, safe_to_post=True, of=1)
    marigold = NewAdult(given_name="Marigold", family_name="Fenwickery", contacts=_calls("07700 900 201"))
    barnaby = NewAdult(
        given_name="Barnaby", family_name="Thistledown", living=Living.ELSEWHERE, contacts=_calls("07700 900 202")
    )
    clem = NewChild(given_name="Clementine", family_name="Fenwickery", date_of_birth=born(31), cares=parents)
    cosmo = NewAdult(given_name="Cosmo", family_name="Abernettle", contacts=_calls("07700 900 203"))
    delphine = NewAdult(given_name="Delphine", family_name="Abernettle", contacts=_calls("07700 900 204"))
    hugo = NewChild(given_name="Hugo", family_name="Abernettle", date_of_birth=born(14), cares=parents)
    rosalind = NewAdult(given_name="Rosalind", family_name="Quarrendon", contacts=_calls("07700 900 205"))
    mina = NewChild(
        given_name="Mina", family_name="Quarrendon", date_of_birth=born(8), cares=_care(Relationship.MOTHER)
    )
    philippa = NewAdult(
        given_name="Philippa", family_name="Oatenshaw", known_as="Nan", date_of_birth=date(1963, 4, 9),
        contacts=_calls("07700 900 206"),
    )  # fmt: skip
    nan = _care(Relationship.KINSHIP_CARER, sure=False)
    twins = tuple(
        NewChild(given_name=name, family_name="Oatenshaw", date_of_birth=born(26), born_with="twins", cares=nan)
        for name in ("Wilf", "Edie")
    )
    sukarsih = NewAdult(given_name="Sukarsih", known_as="Asih", contacts=_calls("07700 900 207"))
    due = NewChild(due_on=today + timedelta(days=47), born_with="twins", cares=_care(Relationship.MOTHER))
    pippa = NewAdult(given_name="Pippa", family_name="Oatenshaw", contacts=_calls("07700 900 206"))
    wilf = NewChild(
        given_name="Wilfred", family_name="Oatenshaw", date_of_birth=born(26),
        cares=_care(Relationship.GRANDPARENT, sure=False),
    )  # fmt: skip
    isolde = NewAdult(given_name="Isolde", family_name="Brackenbury", contacts=_calls("07700 900 208"))
    five = NewChild(
        given_name="Perpetua", family_name="Brackenbury", date_of_birth=turn_five_in(today)[1],
        cares=_care(Relationship.MOTHER),
    )  # fmt: skip
    return {
        "five": NewFamily(adults=(isolde,), children=(five,), homes=(home,)),
        "apart": NewFamily(adults=(marigold, barnaby), children=(clem,), homes=(home, away)),
        "colleague": NewFamily(adults=(delphine, cosmo), children=(hugo,), homes=(home,)),
        "restricted": NewFamily(adults=(rosalind,), children=(mina,), homes=(home,)),
        "kinship": NewFamily(adults=(philippa,), children=twins, homes=(home,)),
        "again": NewFamily(
            adults=(pippa,), children=(wilf,), homes=(NewHome(lines="4, Quince Row", postcode=postcode),)
        ),
        "expecting": NewFamily(adults=(sukarsih,), children=(due, due), homes=(home,)),
    }
