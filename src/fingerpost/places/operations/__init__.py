"""What may be done to places: load authorities, centres, postcodes and reach; set hours; open and move premises."""

from fingerpost.places.operations.authority import load_authority
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
    "set_opening_hours",
]
