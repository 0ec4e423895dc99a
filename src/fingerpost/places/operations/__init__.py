"""What may be done to places: load authorities, centres, postcodes and reach; set hours; open and move premises."""

from fingerpost.places.operations.areas import load_small_areas
from fingerpost.places.operations.authority import load_authority, shipped
from fingerpost.places.operations.centres import load_centres
from fingerpost.places.operations.hours import set_opening_hours
from fingerpost.places.operations.postcodes import load_postcodes
from fingerpost.places.operations.reach import derive_reach, load_reach

__all__ = [
    "derive_reach",
    "load_authority",
    "load_centres",
    "load_postcodes",
    "load_reach",
    "load_small_areas",
    "set_opening_hours",
    "shipped",
]
