"""What is kept about families. Nobody reads it but through the app's queries, which ask who is looking."""

from fingerpost.families.models.doubles import Compared, FamilyKey, Merger, PossibleDouble
from fingerpost.families.models.family import Family, FamilyWorker, Registration
from fingerpost.families.models.glass import Opening
from fingerpost.families.models.home import Address, Contact
from fingerpost.families.models.notes import Note
from fingerpost.families.models.outside import OutsideNumber
from fingerpost.families.models.people import Adult, AdultMembership, Care, Child, ChildMembership
from fingerpost.families.models.restrictions import ContactRestriction

__all__ = [
    "Address",
    "Adult",
    "AdultMembership",
    "Care",
    "Child",
    "ChildMembership",
    "Compared",
    "Contact",
    "ContactRestriction",
    "Family",
    "FamilyKey",
    "FamilyWorker",
    "Merger",
    "Note",
    "Opening",
    "OutsideNumber",
    "PossibleDouble",
    "Registration",
]
