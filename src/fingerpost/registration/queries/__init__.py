"""What may be asked about forms: their wording, and what was filled in."""

from fingerpost.registration.queries.filled import Filled, filled_form, own_form
from fingerpost.registration.queries.wording import Published, current, in_force, wording_of

__all__ = ["Filled", "Published", "current", "filled_form", "in_force", "own_form", "wording_of"]
