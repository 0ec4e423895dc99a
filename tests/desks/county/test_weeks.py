"""48 weeks, centre by centre: who falls short, in which weeks, for the eye and for a spreadsheet."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest

from fingerpost.desks.county.views.weeks import gaps_in_words, read_year, safe_cell, years
from fingerpost.places.models import CentreListing
from fingerpost.timetable.models import Session
from tests.desks.public.reading import link_to, queries_of, read, texts
from tests.factories.county import grow
from tests.factories.timetable import make_sessions

ADDRESS = "/county/weeks/"
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("mondays", "said"),
    [
        ([], ""),
        ([date(2026, 4, 6)], "6 April"),
        ([date(2026, 8, 3), date(2026, 8, 10), date(2026, 8, 17)], "3 to 17 August"),
        ([date(2026, 7, 27), date(2026, 8, 3), date(2026, 12, 28)], "27 July to 3 August; 28 December"),
    ],
)
def test_weeks_that_follow_each_other_are_said_together(mondays, said):
    assert gaps_in_words(mondays) == said


@pytest.mark.parametrize("text", ["1066", "2014", "2028", "two thousand", "-1", "２０２６", "2026.0", "\x00", "9" * 50])
def test_a_year_that_is_none_is_this_one_with_a_sentence(text):
    year, problem = read_year(text, TODAY)
    assert year == 2026
    assert "Choose a year from 2015 to 2027" in problem


@pytest.mark.parametrize(("text", "year"), [("", 2026), ("2015", 2015), ("2027", 2027)])
def test_a_year_that_can_be_chosen(text, year):
    assert read_year(text, TODAY) == (year, "")
    assert year in years(TODAY)


@pytest.mark.parametrize(("text", "cell"), [("Oak Tree", "Oak Tree"), ("=1+1", "'=1+1"), ("@here", "'@here")])
def test_a_spreadsheet_is_given_nothing_to_work_out(text, cell):
    assert safe_cell(text) == cell


@pytest.mark.django_db
def test_the_shortest_year_stands_on_top(client, county):
    Session.objects.filter(series__centre=county.centres[1]).delete()
    page = read(client.get(ADDRESS))
    assert texts(page, "tbody th") == ["Birchwood", "Hazel Grove", "Oak Tree"]
    assert texts(page, "tbody tr")[0].startswith("Birchwood 0 0 48 short")
    assert texts(page, "tbody tr")[1].startswith("Hazel Grove 0 1 47 short")


@pytest.mark.django_db
def test_a_centre_with_enough_weeks_is_not_short(client, county):
    first = date(2026, 1, 5)
    make_sessions(county.sessions[0].series, [first + timedelta(weeks=week) for week in range(47) if week != 46])
    row = next(row for row in texts(read(client.get(ADDRESS)), "tbody tr") if row.startswith("Oak Tree"))
    assert "47" in row
    assert "1 short" in row


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sort", "first"),
    [("name", "Birchwood"), ("group", "Birchwood"), ("delivered", "Birchwood"), ("'; drop", "Birchwood")],
)
def test_the_table_can_be_sorted(client, county, sort, first):
    page = read(client.get(ADDRESS, {"sort": sort}))
    assert texts(page, "tbody th")[0] == first
    assert len(page.css("th[aria-sort]")) == 1


@pytest.mark.django_db
def test_a_year_that_is_none_is_told(client, county):
    page = read(client.get(ADDRESS, {"year": "<b>1066"}))
    assert "We have no figures for “<b>1066”" in page.text
    assert texts(page, "h1") == ["48 weeks in 2026"]


@pytest.mark.django_db
def test_the_same_table_is_a_file_for_a_spreadsheet(client, county):
    CentreListing.objects.filter(centre=county.centres[0]).update(name="=HYPERLINK(1)")
    response = client.get("/county/weeks.csv")
    assert response["Content-Disposition"] == 'attachment; filename="weeks-2026.csv"'
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][0] == "Centre"
    assert "'=HYPERLINK(1)" in {row[0] for row in rows[1:]}


@pytest.mark.django_db
def test_the_desk_begins_with_the_weeks(client, county):
    assert client.get("/county/").headers["Location"] == ADDRESS
    assert link_to(read(client.get(ADDRESS)), "Core menu") == "/county/menu/"


@pytest.mark.django_db
def test_the_page_asks_few_queries_and_no_more_for_more_centres(client, county):
    before = queries_of(client, ADDRESS)
    grow(county, centres=9)
    assert before <= 10
    assert queries_of(client, ADDRESS) <= before
