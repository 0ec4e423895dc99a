"""What registers say oddly, put right."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.places.rules import tidying


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("01923-670587", "01923 670587"),
        ("0208-4283591", "020 8428 3591"),
        ("020-8711-0619-Ext-4", "020 8711 0619 ext 4"),
        ("01789--764093", "01789 764093"),
        ("03001237572", "0300 123 7572"),
        ("01992 904442 / 3", "01992 904442"),
        ("01992 904442 or 07700 900123", "01992 904442"),
        ("1992904442", "01992 904442"),
        ("+44 (0)1992 904442", "01992 904442"),
        ("0044 1992 904442", "01992 904442"),
        ("1.992904442E+09", "01992 904442"),
        ("07700 900123", "07700 900123"),
        ("0121-464-4183", "0121 464 4183"),
        ("0116-229-8220", "0116 229 8220"),
        ("1.99E+09", ""),
        ("n/a", ""),
        ("999", ""),
        ("01992 9044421234", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_is_written_as_people_write_it(said, shown):
    assert tidying.telephone(said) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("www.centre.org.uk", "https://www.centre.org.uk"),
        ("http://http://www.centre.org.uk", "http://www.centre.org.uk"),
        ("http:/www.centre.org.uk", "http://www.centre.org.uk"),
        ("http//www.centre.org.uk", "http://www.centre.org.uk"),
        ("http:// www.centre.org.uk", "http://www.centre.org.uk"),
        ("HTTPS://WWW.Centre.Org.UK/Page", "https://www.centre.org.uk/Page"),
        ("www.centre.org.uk (new)", "https://www.centre.org.uk"),
        ("www.centre.org.uk and see our page", "https://www.centre.org.uk"),
        ("www.centre", ""),
        ("info@centre.org.uk", ""),
        ("javascript:alert(1)", ""),
        ("centre.org.uk/<script>", ""),
        ("http://[", ""),
        ("http://", ""),
        ("www.centre.org.uk/" + "x" * 400, ""),
        ("", ""),
    ],
)
def test_a_web_address_leads_somewhere_or_is_left_out(said, shown):
    assert tidying.website(said) == shown


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("18-12-2009", date(2009, 12, 18)),
        ("18/12/2009", date(2009, 12, 18)),
        ("2009-12-18", date(2009, 12, 18)),
        ("18-Dec-2009", date(2009, 12, 18)),
        ("18/12/2009 00:00:00", date(2009, 12, 18)),
        ("31-02-2009", None),
        ("12-18-2009", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_each_of_its_forms(said, day):
    assert tidying.day(said) == day


@pytest.mark.parametrize(
    ("said", "shown"), [("St. Albans", "St Albans"), ("WARE", "Ware"), ("Watton at Stone", "Watton at Stone"), ("", "")]
)
def test_a_town_has_one_form(said, shown):
    assert tidying.town(said) == shown


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Three Parks Children's Centre", "Three Parks"),
        ("Three Parks Family Centre", "Three Parks"),
        ("Three Parks Children’s Centre", "Three Parks"),
        ("Lapwing Best Start Family Hub", "Lapwing"),
        ("Tenterfield Nursery and Children's Centre", "Tenterfield Nursery"),
        ("Harpenden Children's Centre at Batford", "Harpenden at Batford"),
        ("The Alban Way Children's Centres @ Marshalswick", "The Alban Way @ Marshalswick"),
        ("Children's Centre", "Children's Centre"),
    ],
)
def test_the_words_of_every_centre_are_left_out_of_its_own_name(name, own):
    assert tidying.own_name(name) == own


@pytest.mark.parametrize(
    ("names", "borne"),
    [
        (["3R1 Abbots", "NH10 Barley", "B1 Parks", "SA6 Alban"], True),
        (["1a Centre", "1st Place", "Abbey", "ABC Ashburton"], False),
        (["PB1 Centre", "Abbey", "Bar Hill"], False),
        (["B1 Parks"], False),
        ([], False),
    ],
)
def test_codes_are_codes_where_nearly_all_names_bear_one(names, borne):
    assert tidying.bears_codes(names) is borne


def test_a_code_is_parted_from_the_name():
    assert tidying.local_code("H1 PB1 Children's Centre") == ("H1", "PB1 Children's Centre")


@pytest.mark.parametrize("tidy", [tidying.telephone, tidying.website, tidying.day, tidying.town, tidying.own_name])
@given(text=st.text())
def test_nothing_that_a_register_says_raises(tidy, text):
    tidy(text)
