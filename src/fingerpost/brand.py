"""An authority's own colours, made safe to read.

The council chooses two colours; everything that is written on them or in them is worked out here, so that no
choice makes a page that people cannot read (WCAG 2.2, 1.4.3: contrast of at least 4.5 to 1). The content security
policy allows no style in a page, so the colours travel as a stylesheet of their own, /brand.css.
"""

import re
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

HEX = re.compile(r"#[0-9a-f]{6}")
OUR_BRAND = "#1f5c4a"
OUR_ACCENT = "#b4632a"
WHITE = "#ffffff"
BLACK = "#000000"  # a softer black would leave colours that neither it nor white can be read on
STRAW = "#f1ece0"  # the darkest ground that words in a brand colour stand on
READABLE = 4.5

Channels = tuple[int, int, int]


def channels(colour: str) -> Channels:
    """Red, green and blue of "#rrggbb", 0 to 255."""
    if not HEX.fullmatch(colour):
        raise ValueError(f"Not a colour: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def darker(colour: str, by: float) -> str:
    """The colour with each channel taken down by a share of itself."""
    return "#" + "".join(f"{round(channel * (1 - by)):02x}" for channel in channels(colour))


def ink_on(colour: str) -> str:
    """White or black, whichever is easier to read on the colour: one of them always passes."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, colour))


def readable(colour: str, on: str = STRAW) -> str:
    """The colour itself if it can be read on the ground, or the nearest darker one that can."""
    while contrast(colour, on) < READABLE:
        colour = darker(colour, 0.08)
    return colour


def deep(colour: str) -> str:
    """A darker neighbour of the brand colour that white can be read on: the ground of the ways in."""
    return readable(darker(colour, 0.3), WHITE)


@lru_cache(maxsize=32)
def stylesheet(brand: str, accent: str) -> str:
    """The stylesheet of an authority's colours. Raises ValueError for anything but "#rrggbb"."""
    values = {
        "--fp-brand": brand,
        "--fp-brand-deep": deep(brand),
        "--fp-on-brand": ink_on(brand),
        "--fp-accent": accent,
        "--fp-accent-ink": readable(accent),
        "--fp-on-accent": ink_on(accent),
        "--fp-link": readable(brand),
    }
    return ":root{" + "".join(f"{name}:{value};" for name, value in values.items()) + "}\n"


@lru_cache(maxsize=32)
def brand_address(brand: str, accent: str) -> str:
    """Where a page finds the authority's colours; empty where they are the ones the main stylesheet has."""
    if (brand, accent) == (OUR_BRAND, OUR_ACCENT):
        return ""
    return reverse("public:brand") + "?" + urlencode({"brand": brand[1:], "accent": accent[1:]})
