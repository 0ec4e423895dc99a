"""Every change to what is kept about a family: checked by the rules, done whole or not at all, and on record."""

from fingerpost.families.operations.doubles import compare_everybody, decide_double, say_same
from fingerpost.families.operations.entering import enter_families, enter_family
from fingerpost.families.operations.glass import break_glass, escalate_openings, review_opening
from fingerpost.families.operations.guarding import (
    add_restriction,
    lift_family_restriction,
    name_worker,
    restrict_family,
    withdraw_restriction,
)
from fingerpost.families.operations.homes import add_contact, end_contact, hide_address, move_house
from fingerpost.families.operations.importing import import_registrations
from fingerpost.families.operations.merging import merge_families, unmerge_families
from fingerpost.families.operations.own_children import (
    add_own_children,
    correct_child_day,
    correct_child_name,
    record_own_birth,
)
from fingerpost.families.operations.own_home import hide_own_home, move_own_home
from fingerpost.families.operations.owning import (
    add_own_contact,
    change_own_contact,
    correct_own_birthday,
    correct_own_language,
    correct_own_name,
    end_own_contact,
)
from fingerpost.families.operations.people import (
    add_adult,
    add_child,
    change_living,
    link_adult,
    record_birth,
    record_loss,
    write_note,
)
from fingerpost.families.operations.registering import (
    close_family,
    close_grown_families,
    confirm_family,
    hand_over_family,
    register_with,
    reopen_family,
)
from fingerpost.families.operations.watching import list_unusual_looks

__all__ = [
    "add_adult",
    "add_child",
    "add_contact",
    "add_own_children",
    "add_own_contact",
    "add_restriction",
    "break_glass",
    "change_living",
    "change_own_contact",
    "close_family",
    "close_grown_families",
    "compare_everybody",
    "confirm_family",
    "correct_child_day",
    "correct_child_name",
    "correct_own_birthday",
    "correct_own_language",
    "correct_own_name",
    "decide_double",
    "end_contact",
    "end_own_contact",
    "enter_families",
    "enter_family",
    "escalate_openings",
    "hand_over_family",
    "hide_address",
    "hide_own_home",
    "import_registrations",
    "lift_family_restriction",
    "link_adult",
    "list_unusual_looks",
    "merge_families",
    "move_house",
    "move_own_home",
    "name_worker",
    "record_birth",
    "record_loss",
    "record_own_birth",
    "register_with",
    "reopen_family",
    "restrict_family",
    "review_opening",
    "say_same",
    "unmerge_families",
    "withdraw_restriction",
    "write_note",
]
