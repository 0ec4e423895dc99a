"""What is kept of forms: the wording of each version, and each form that was filled in."""

from fingerpost.registration.models.contacting import ContactTry
from fingerpost.registration.models.filled import FilledForm
from fingerpost.registration.models.presses import Press
from fingerpost.registration.models.scans import ScanPage
from fingerpost.registration.models.wording import FormVersion

__all__ = ["ContactTry", "FilledForm", "FormVersion", "Press", "ScanPage"]
