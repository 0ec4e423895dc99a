"""What may be asked about forms: their wording, and what was filled in."""

from fingerpost.registration.queries.filled import Filled, filled_form, link_works, own_form
from fingerpost.registration.queries.wording import Published, current, in_force, wording_of

__all__ = ["Filled", "Published", "current", "filled_form", "in_force", "link_works", "own_form", "wording_of"]
