"""Invented names, and what centres put on. No place and no organisation is called like this but by chance."""

from random import Random
from typing import Final, NamedTuple

from fingerpost.timetable.vocabulary import Access, Audience, Category

_FIRST: Final = "Ald Bram Cor Dun Els Fen Gar Hal Ing Kel Lang Mar Nor Ock Pen Quen Ros Sel Thur Ul Wad Yar".split()
_MIDDLE: Final = ["", "", "", "ber", "ing", "ley", "mer", "sel", "ter", "wen"]
_LAST: Final = (
    "beck bourne bridge combe dale field ford ham hurst ley mere port stead stoke thorpe ton wick worth".split()
)
_TREES: Final = (
    "Acorn Apple Ash Beech Birch Bluebell Bramble Buttercup Cedar Cherry Clover Daisy Elder Fern Foxglove Hawthorn "
    "Hazel Heather Holly Ivy Juniper Larch Lavender Lime Maple Meadow Oak Orchard Pear Pine Poplar Primrose Robin "
    "Rowan Sorrel Sparrow Starling Swallow Sycamore Thistle Willow Wren"
).split()
_STREETS: Final = "Church Cross Forge Green Hill Mill North Orchard Park School South Station Well West".split()
_KINDS_OF_STREET: Final = "Avenue Close Gardens Lane Road Row Street Way".split()
PROVIDERS: Final = "Association Circle Club Friends Network Partnership Project Trust".split()


def town(random: Random) -> str:
    """A name that sounds like a town."""
    return random.choice(_FIRST) + random.choice(_MIDDLE) + random.choice(_LAST)


def centre(random: Random) -> str:
    first, second = random.sample(_TREES, 2)
    return f"{first} and {second}" if random.random() < 0.3 else f"{first} Tree" if random.random() < 0.4 else first


def street(random: Random) -> str:
    return f"{random.randint(1, 199)} {random.choice(_STREETS)} {random.choice(_KINDS_OF_STREET)}"


class Offer(NamedTuple):
    """Something that is put on: how often it is chosen, and how long it takes in minutes."""

    often: int
    title: str
    summary: str
    category: Category
    access: Access
    minutes: int
    youngest: int | None = None
    oldest: int | None = None
    audiences: tuple[Audience, ...] = ()
    price_pence: int = 0


OFFERS: Final = (
    Offer(30, "Stay and play", "Toys, songs and a snack.", Category.PLAY, Access.DROP_IN, 90, 0, 59),
    Offer(
        14, "Messy play", "Paint, sand and water. Bring spare clothes.", Category.PLAY, Access.BOOK, 60, 9, 59, (), 200
    ),
    Offer(16, "Baby group", "For you and your baby.", Category.BABIES, Access.DROP_IN, 75, 0, 12),
    Offer(8, "Baby massage", "Five weeks of calm.", Category.BABIES, Access.BOOK, 60, 1, 9, (), 1500),
    Offer(14, "Rhyme time", "Songs and stories.", Category.TALKING, Access.DROP_IN, 45, 0, 48),
    Offer(5, "Small talk", "Help for children who say little.", Category.TALKING, Access.REFERRAL, 60, 18, 48),
    Offer(8, "Feeding cafe", "Someone to ask about feeding.", Category.FEEDING, Access.DROP_IN, 90, -9, 12),
    Offer(
        14, "Baby clinic", "Weigh your baby, ask a health visitor.", Category.BABY_CLINIC, Access.DROP_IN, 120, 0, 60
    ),
    Offer(
        7, "Midwife", "Antenatal appointments.", Category.MIDWIFE, Access.APPOINTMENT, 180, -9, -1, (Audience.PREGNANT,)
    ),
    Offer(5, "Ready for birth", "An evening course.", Category.MIDWIFE, Access.BOOK, 120, -9, -1, (Audience.PREGNANT,)),
    Offer(4, "Two year check", "By invitation.", Category.HEALTH, Access.INVITATION, 180, 23, 30),
    Offer(5, "Cook and eat", "A meal for little money.", Category.FOOD, Access.BOOK, 120, None, None, (), 300),
    Offer(
        4,
        "First aid for babies",
        "Two hours that may matter.",
        Category.FIRST_AID,
        Access.BOOK,
        120,
        None,
        None,
        (),
        1000,
    ),
    Offer(7, "Being a parent", "Ten weeks with other parents.", Category.PARENTING, Access.ENROLLED, 120, 24, 96),
    Offer(8, "Advice morning", "Money, housing, forms.", Category.FAMILY_SUPPORT, Access.DROP_IN, 120),
    Offer(6, "Dads together", "For dads and male carers.", Category.PLAY, Access.DROP_IN, 120, 0, 59, (Audience.DADS,)),
    Offer(
        4,
        "Twins and more",
        "For families with two at once.",
        Category.BABIES,
        Access.DROP_IN,
        90,
        0,
        59,
        (Audience.TWINS,),
    ),
    Offer(
        4,
        "Young parents",
        "If you are under 25.",
        Category.PLAY,
        Access.DROP_IN,
        120,
        -9,
        59,
        (Audience.YOUNG_PARENTS,),
    ),
    Offer(
        5,
        "Childminders",
        "With the children you mind.",
        Category.PLAY,
        Access.BOOK,
        120,
        0,
        59,
        (Audience.CHILDMINDERS,),
    ),
    Offer(
        6,
        "Rainbow room",
        "For children with additional needs.",
        Category.SEND,
        Access.BOOK,
        90,
        0,
        59,
        (Audience.SEND,),
    ),
    Offer(
        5, "English for parents", "Start at any time.", Category.LEARNING, Access.BOOK, 120, None, None, (Audience.EAL,)
    ),
    Offer(
        5,
        "Jobs morning",
        "Meet a work coach.",
        Category.WORK,
        Access.DROP_IN,
        120,
        None,
        None,
        (Audience.LONE_PARENTS,),
    ),
    Offer(3, "Parents' forum", "Have your say.", Category.VOLUNTEERING, Access.DROP_IN, 60),
    Offer(3, "Childcare advice", "Find a place that is funded.", Category.CHILDCARE, Access.DROP_IN, 60, 18, 59),
)
