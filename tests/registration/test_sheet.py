"""The form on paper, before it is printed: every question once, in the order in which it is asked."""

import pytest

from fingerpost.registration.rules.asking import every
from fingerpost.registration.rules.form import shipped
from fingerpost.registration.rules.sheet import ADULTS, CHILDREN, Code, Sheet, sheet
from fingerpost.registration.rules.words import languages

ENGLISH = languages()["en"]


def paths(made: Sheet) -> list[str]:
    return [line.path for block in made.blocks for line in block.lines]


def test_it_asks_every_question_in_the_order_of_the_form():
    assert paths(sheet(shipped(), ENGLISH)) == [each.path for each in every(shipped(), ADULTS, CHILDREN)]


def test_a_centres_own_sheet_does_not_ask_for_the_centre():
    left_out = set(paths(sheet(shipped(), ENGLISH))) - set(paths(sheet(shipped(), ENGLISH, centre="oak-tree")))
    assert left_out == {"home/centre"}


def test_the_continuation_goes_on_counting():
    titles = [block.title.text for block in sheet(shipped(), ENGLISH, more=True).blocks]
    assert titles[:2] == ["Parent or carer 3", "Child 4"]
    assert not set(paths(sheet(shipped(), ENGLISH, more=True))) & set(paths(sheet(shipped(), ENGLISH)))


def test_the_notice_stands_before_it_is_signed():
    last = sheet(shipped(), ENGLISH).blocks[-1]
    assert len(last.notice) == len(shipped().texts.notice)
    assert [line.path for line in last.lines][-2:] == ["agreement/signed", "agreement/signed_on"]


def test_no_box_is_ticked_or_written_in_beforehand_and_each_has_a_name_of_its_own():
    lines = [line for block in sheet(shipped(), ENGLISH).blocks for line in block.lines]
    names = [tick.name for line in lines for _heading, ticks in line.groups for tick in ticks]
    names += [line.path for line in lines if not line.groups]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "code",
    [
        Code(version="2026-11", language="pl", centre="oak-tree"),
        Code(version="2026-11", language="en"),
        Code(version="3", language="ur", centre="oak-tree", more=True),
    ],
)
def test_a_code_can_be_read_back(code):
    assert Code.read(str(code)) == code


@pytest.mark.parametrize("text", ["", "pl", "pl/2026-11", "a/b/c/d/e", "//"])
def test_what_is_no_code_is_none(text):
    assert Code.read(text) is None
