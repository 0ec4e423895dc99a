"""The benchmarks themselves: that they run, that a limit missed is told, that controls find what they should."""

import pytest

from benchmarks import pages, searching
from benchmarks.__main__ import arguments
from benchmarks.figures import Figure, Report, percentile
from tests.benchmarks.test_brute_force import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("figure", "kept"),
    [
        (Figure("f", 5, limit=5), True),
        (Figure("f", 5.1, limit=5), False),
        (Figure("f", 5, limit=5, wanted="at least"), True),
        (Figure("f", 4.9, limit=5, wanted="at least"), False),
        (Figure("f", 1e9), True),
    ],
)
def test_a_figure_keeps_its_limit_or_not(figure, kept):
    assert figure.kept is kept


def test_a_missed_limit_fails_the_run():
    report = Report()
    report.tell("small enough", 1, at_most=2)
    assert report.summary() == 0
    report.tell("too large", 3, at_most=2)
    assert report.summary() == 1
    assert report.failures == ["too large: 3, at most 2"]


def test_a_fault_that_is_not_found_fails_the_run():
    report = Report()
    report.control("made on purpose", found=False)
    assert report.summary() == 1


@pytest.mark.parametrize(("part", "value"), [(0, 1), (50, 6), (99, 10), (100, 10)])
def test_percentiles(part, value):
    assert percentile([*range(10, 0, -1)], part) == value


def test_the_soak_compares_ten_thousand():
    assert arguments(["soak"]).compared == 10_000


def test_searching_is_measured_and_its_controls_find(country):
    report = Report()
    where = searching.setting(TODAY)
    searching.measure_latency(report, where, 50)
    searching.measure_identity(report, where, 50)
    assert [control.fault for control in report.controls if control.found] == [
        "off by a metre",
        "a day too many",
        "one month older",
    ]
    assert report.figures[-1].value == 0


def test_the_queries_of_pages_are_counted(country):
    report = Report()
    pages.measure(report, "FY1")
    assert {figure.name.split(",")[0] for figure in report.figures} >= {
        "home",
        "find",
        "what's on",
        "centre",
        "session",
    }
    assert report.controls[0].found
