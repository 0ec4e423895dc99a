"""A make-believe country to measure on: as many centres and linked sites as England had, with services and sessions.

`make` is what `fingerpost demo --national` calls. Places are real postcodes; every name is invented.
"""

from fingerpost.demo.national.country import ENGLAND, Size, make, scaled

__all__ = ["ENGLAND", "Size", "make", "scaled"]
