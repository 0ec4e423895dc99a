"""The register's extract, whole and broken."""

import pytest

from fingerpost.base.verdict import Refused
from fingerpost.places.rules import register

HEADER = '"URN","LA (code)","LA (name)","EstablishmentName","Postcode","TelephoneNum","HeadLastName"'
LINE = '20001,"999","Wealdmoor","Lapwing Children\'s Centre","WM1 2AB","01632-960101","Brackenshaw"'


def extract(*lines: str, header: str = HEADER) -> str:
    return "\n".join([header, *lines]) + "\n"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "stub"),
        (b"<!DOCTYPE html><title>Sorry</title>", "web page"),
        (b"\xef\xbb\xbf<html>", "text"),
        (b"PK\x03\x04zip", "packed"),
        (b"%PDF-1.7", "PDF"),
        ("URN,LA".encode("utf-16"), "UTF-16"),
        (b"URN\x81\xff", "neither"),
    ],
)
def test_what_is_no_extract_is_refused_with_a_sentence(raw, reason):
    if raw.startswith(b"\xef\xbb\xbf"):
        with pytest.raises(Refused, match="no column"):
            register.rows_of(register.text_of(raw))
        return
    with pytest.raises(Refused, match=reason):
        register.text_of(raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_each_encoding_of_the_register_is_read(encoding):
    assert register.text_of("Zoë’s Children’s Centre".encode(encoding)) == "Zoë’s Children’s Centre"


def test_a_missing_column_is_named():
    with pytest.raises(Refused, match="no column EstablishmentName, Postcode"):
        register.rows_of("URN,LA (code)\n1,999\n")


@pytest.mark.parametrize("broken", [LINE[:40], LINE.rsplit(",", 2)[0], LINE + ',"more"', '20002,"999'])
def test_a_file_that_breaks_off_is_refused(broken):
    with pytest.raises(Refused, match="breaks off"):
        register.rows_of(extract(LINE, broken))


def test_columns_may_stand_in_any_order_and_blank_lines_between():
    text = 'postcode,"la (code)",URN,EstablishmentName\nWM1 2AB,999,20001,Lapwing\n\n,,,\n'
    assert [row["number"] for row in register.rows_of(text)] == ["20001"]


def test_no_column_but_ours_is_kept():
    (row,) = register.rows_of(extract(LINE))
    assert "Brackenshaw" not in row.values.values()


def test_an_authority_without_a_line_is_refused():
    with pytest.raises(Refused, match="none of authority 123"):
        register.of_authority(register.rows_of(extract(LINE)), "123")


def test_a_code_is_found_with_and_without_its_nought():
    text = extract(LINE.replace('"999"', '"62"'))
    assert register.of_authority(register.rows_of(text), "062")


def read(*lines: str) -> tuple[list[register.ListedCentre], list[register.RefusedRow]]:
    return register.read(register.rows_of(extract(*lines)))


def test_a_line_said_twice_is_taken_once():
    taken, refused = read(LINE, LINE)
    assert (len(taken), refused) == (1, [])


def test_a_number_with_two_stories_is_refused_with_both_lines():
    taken, refused = read(LINE, LINE.replace("Lapwing", "Curlew"))
    assert [centre.line for centre in taken] == [2]
    assert [(row.line, "line 2 too" in row.reason) for row in refused] == [(3, True)]


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ("20001", "2000x", "not a number"),
        ("Lapwing Children's Centre", "", "no name"),
        ("WM1 2AB", "WM1", "not a postcode"),
        ("WM1 2AB", "", "not a postcode"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(was, now, reason):
    taken, refused = read(LINE.replace(was, now))
    assert not taken
    assert reason in refused[0].reason


def test_what_cannot_be_read_is_left_empty_and_said():
    ((centre,), refused) = read(LINE.replace("01632-960101", "ask inside"))
    assert (centre.telephone, refused) == ("", [])
    assert "ask inside" in centre.remarks[0]


def test_the_town_is_not_said_twice_in_an_address():
    header = "URN,LA (code),EstablishmentName,Street,Locality,Town,Postcode"
    (row,) = register.rows_of(f"{header}\n1,999,Lapwing,1 Market Cross,MOORSIDE,Moorside,WM1 2AB\n")
    ((centre,), _refused) = register.read([row])
    assert centre.address_lines == ("1 Market Cross",)
