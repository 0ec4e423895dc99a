"""School terms and public holidays: as the authority gives them, else by rule, so that they never run out."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from govuk_bank_holidays.bank_holidays import BankHolidays

from fingerpost.base.verdict import Refused
from fingerpost.places.models import LocalAuthority, PublicHoliday, SchoolTerm
from fingerpost.places.operations import tables
from fingerpost.places.rules.calendar import Days, public_holidays, school_terms

TERM_COLUMNS = ("name", "valid_from", "valid_to")


def load_calendar(authority: LocalAuthority, folder: Path, years: range) -> None:
    """`school-terms.csv` where the authority has one, the demonstration calendar elsewhere; public holidays."""
    path = folder / "school-terms.csv"
    _keep_terms(authority, _given(path) if path.exists() else _by_rule(years))
    _keep_holidays(authority, public_holidays(years, published_holidays()))


def published_holidays() -> dict[date, str]:
    """Public holidays in England as the government published them; the package's own copy, nothing is fetched."""
    holidays = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return {holiday["date"]: holiday["title"] for holiday in holidays}


def _given(path: Path) -> list[Days]:
    rows = tables.table(path, TERM_COLUMNS)
    terms = [Days(row["name"], *(tables.day(row, column, path.name) for column in TERM_COLUMNS[1:])) for row in rows]
    terms.sort(key=lambda term: term.start)
    for term, following in zip(terms, [*terms[1:], None], strict=True):
        if term.end < term.start or (following and following.start <= term.end):
            raise Refused(f"{path.name}: {term.name} from {term.start} does not end before the next term begins.")
    return terms


def _by_rule(years: Iterable[int]) -> list[Days]:
    return [term for year in years for term in school_terms(year)]


def _keep_terms(authority: LocalAuthority, terms: list[Days]) -> None:
    held = set(authority.school_terms.values_list("name", "valid_from", "valid_to"))
    if held != {(term.name, term.start, term.end) for term in terms}:
        authority.school_terms.all().delete()
        SchoolTerm.objects.bulk_create(
            SchoolTerm(authority=authority, name=term.name, valid_from=term.start, valid_to=term.end) for term in terms
        )


def _keep_holidays(authority: LocalAuthority, days: dict[date, str]) -> None:
    authority.public_holidays.exclude(day__in=days).delete()
    PublicHoliday.objects.bulk_create(
        [PublicHoliday(authority=authority, day=day, name=name) for day, name in days.items()],
        update_conflicts=True,
        unique_fields=["authority", "day"],
        update_fields=["name"],
    )
