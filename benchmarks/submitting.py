"""`python -m benchmarks.submitting`: what it costs that a whole family sends its form, beside a POST that does nothing.

Submitting is the last press of the online form, through every middleware but without a server around it: the form is
opened, decrypted and judged, addressed to its centre, written and put on record. With it is counted the check for
doubles among all families that are kept, which the centre's inbox makes when the form has come. The empty POST goes
through the same middleware, brings the token against forged requests, and is answered with nothing. Beside it stands,
reported and not limited, the same form with nothing in it: read, judged, shown again with all that is missing.

What is counted is processor time, ours and PostgreSQL's together, by turns in one run. `--families 6000` keeps fewer.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from benchmarks import country
from benchmarks.figures import Report
from benchmarks.importing import HEADINGS, table, whole
from benchmarks.looking import postgres_seconds
from benchmarks.synthetic_families import Maker
from fingerpost.families.rules.doubles import Household

MOST: Final = 8.0  # times an empty POST
SEED: Final = 7
ROUNDS: Final = 30
PRESSES: Final = 10  # of each kind in a round
HOST: Final = "127.0.0.1"
EMPTY, CHECK = "/empty/", "/register/check/"
Press = Callable[[], None]


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.submitting", description=__doc__)
    parser.add_argument("--families", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(words)
    report = Report()
    with country.postgres():
        _ready()
        county = Maker(SEED).county(asked.families, asked.families // 11)
        _enter(county.families)
        again = Maker(SEED + 1)
        newcomers = [again.again(county.families[place]) for place in range(2 * PRESSES * (asked.rounds + 1))]
        report.heading(f"Submitting a whole family, checked for doubles among {asked.families:,}")
        measure(report, Forms(newcomers), asked.rounds)
        country.let_go()
    return report.summary()


def _ready() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.urls import path

    from fingerpost import urls
    from fingerpost.base.audience import Audience, open_to
    from fingerpost.base.scope import this_process_is_machinery

    this_process_is_machinery()
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = [HOST]
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # to hand it on is the mail server's work
    pages: list[Any] = urls.urlpatterns
    pages.append(path(EMPTY[1:], open_to(Audience.ANYONE)(_empty)))


def _empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _enter(families: list[Household]) -> None:
    from django.db import connection

    from fingerpost.accounts.rules import Command
    from fingerpost.base import clock
    from fingerpost.families.operations.importing import import_registrations, places_of, source_of
    from tests.factories.county import make_county

    today = clock.today()
    county = make_county(today)
    rows = list(table_of(families))
    source, by = source_of("before", county.group), Command("benchmark")
    for _ in import_registrations(rows=rows, places=places_of(HEADINGS), source=source, by=by, on=today, hands=2):
        pass
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")  # as autovacuum would in a minute


def table_of(families: list[Household]) -> Iterator[list[str]]:
    from benchmarks.synthetic_families import County

    return table(County(families, frozenset(), frozenset()))


@dataclass
class Forms:
    """Forms that are filled in and wait for the last press, each once."""

    newcomers: list[Household]

    def __post_init__(self) -> None:
        self._left = iter(self.newcomers)

    def some(self, count: int) -> list[tuple[str, bytes]]:
        """The secrets of so many, and what the press sends."""
        return list(islice(filter(None, map(self._one, self._left)), count))

    def blank(self) -> tuple[str, bytes]:
        """One in which nothing was filled in, which can be pressed again and again."""
        from urllib.parse import urlencode

        from fingerpost.base import clock
        from fingerpost.places.models import LocalAuthority
        from fingerpost.registration.operations.returning import new_secret
        from fingerpost.registration.rules.changing import seen
        from tests.factories.forms import make_draft

        secret = new_secret()
        make_draft(LocalAuthority.objects.get(), {}, now=clock.now(), secret=secret)
        return secret, urlencode({"seen": seen({}, {})}).encode()

    def _one(self, family: Household) -> tuple[str, bytes] | None:
        from urllib.parse import urlencode

        from fingerpost.base import clock
        from fingerpost.places.models import Centre, LocalAuthority
        from fingerpost.registration.operations.returning import new_secret
        from fingerpost.registration.queries import own_form
        from fingerpost.registration.rules.changing import seen
        from fingerpost.registration.rules.checking import problems
        from tests.factories.forms import make_draft

        secret, centre = new_secret(), Centre.objects.order_by("pk")[0].slug
        typed = answers_of(family) | {"home/centre": centre}
        make_draft(LocalAuthority.objects.get(), typed, now=clock.now(), secret=secret)
        form = own_form(secret)
        if form is None or any(problems(form.filling(clock.today()))):  # such as a day with a slip that is no day
            return None
        return secret, urlencode({"seen": seen(form.answers, form.answers)}).encode()


def answers_of(family: Household) -> dict[str, Any]:
    """The answers of a whole family, with the names, the home and the number of this one."""
    from tests.factories.forms import WHOLE

    adults, children = ([each for each in family.people if each.child is child] for child in (False, True))
    adult, child = adults[0], children[-1]
    born = {"adults/0/date_of_birth": split(adult.born)} if adult.born else {}
    phone = {"adults/0/mobile": family.phones[0]} if family.phones and len(family.phones[0]) == 11 else {}
    home = {"home/address": family.street, "home/postcode": family.postcode} if whole(family.postcode) else {}
    names = {"adults/0/given_name": adult.given, "adults/0/family_name": adult.family}
    youngest = {"children/1/given_name": child.given, "children/1/family_name": child.family}
    return WHOLE | names | born | phone | home | youngest


def split(born: str) -> list[str]:
    return [born[:2], born[2:4], born[4:]]


def measure(report: Report, forms: Forms, rounds: int) -> None:
    from fingerpost.wsgi import application

    empty = partial(pressed, application, EMPTY, *forged_by_nobody(), answered="200")
    empty()
    secret, nothing_in_it = forms.blank()
    blank = partial(pressed, application, CHECK, cookie_of(secret), nothing_in_it, answered="422")
    spent: dict[str, list[tuple[float, float]]] = {}
    for number in range(-1, rounds):
        waiting = forms.some(PRESSES)
        last = [partial(pressed, application, CHECK, cookie_of(key), body, answered="302") for key, body in waiting]
        checks = [partial(check, key) for key, _ in waiting]
        ten = [partial(check, key, times=10) for key, _ in waiting]
        nothing = [empty] * 10 * PRESSES
        arms: dict[str, Sequence[Press]] = {"empty": nothing, "submit": last, "check": checks, "ten": ten}
        for name, some in (arms | {"blank": [blank] * PRESSES, "again": nothing}).items():
            cost = round_of(some)
            if number >= 0:  # the first round warms up
                spent.setdefault(name, []).append(cost)
        if number >= 0:
            spent.setdefault("after", []).append((after_each(checks, empty), 0.0))
    tell(report, spent)


def cookie_of(secret: str) -> str:
    """The cookie of a browser in which this form is filled in."""
    return f"fingerpost-form={secret}"


def forged_by_nobody() -> tuple[str, bytes]:
    """The cookie and the body of a request that brings its token."""
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string

    token = _get_new_csrf_string()
    return f"{settings.CSRF_COOKIE_NAME}={token}", f"csrfmiddlewaretoken={token}".encode()


def pressed(application: Any, address: str, cookie: str, body: bytes, *, answered: str) -> None:
    """A press, as a server hands it on. answered: with which status."""
    from io import BytesIO

    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": HOST,
        "HTTP_HOST": HOST,
        "HTTP_ORIGIN": f"http://{HOST}",
        "HTTP_COOKIE": cookie,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
    }
    said: list[Any] = []
    answer = application(environ, lambda *words: said.extend(words))
    b"".join(answer)
    answer.close()
    assert said[0].startswith(answered), said[0]


def check(secret: str, times: int = 1) -> None:
    """What the inbox asks about a form that has come: which families on record its family may be."""
    from fingerpost.base import clock
    from fingerpost.families.queries.doubles import likely_doubles_of
    from fingerpost.registration.queries import own_form
    from fingerpost.registration.rules.meaning import family_of

    form = own_form(secret)
    assert form is not None
    on = clock.today()
    for _ in range(times):
        likely_doubles_of([family_of(form.filling(on))], on=on)


def round_of(presses: Sequence[Press]) -> tuple[float, float]:
    """Milliseconds of a press: ours, PostgreSQL's."""
    theirs, ours = postgres_seconds(), time.process_time()
    for press in presses:
        press()
    return (time.process_time() - ours) / len(presses) * 1e3, (postgres_seconds() - theirs) / len(presses) * 1e3


def after_each(presses: Sequence[Press], empty: Press) -> float:
    """Milliseconds of an empty POST that comes after something else, as it does in service, and finds no cache warm."""
    spent = 0.0
    for press in presses:
        press()
        began = time.process_time()
        empty()
        spent += time.process_time() - began
    return spent / len(presses) * 1e3


def tell(report: Report, spent: dict[str, list[tuple[float, float]]]) -> None:
    names = {
        "empty": "an empty POST",
        "submit": "the last press",
        "check": "the check for doubles",
        "blank": "the same form with nothing in it, shown again",
        "after": "an empty POST after something else",
    }
    both = {name: statistics.median(sum(each) for each in costs) for name, costs in spent.items()}
    for name, called in names.items():
        for place, whose in enumerate(("ours", "PostgreSQL's")):
            report.tell(f"{called}: {whose}", statistics.median(each[place] for each in spent[name]), "ms")
    times = (both["submit"] + both["check"]) / both["empty"]
    report.tell("submitting, with the check, beside an empty POST", times, "times", at_most=MOST)
    report.tell("the last press alone", both["submit"] / both["empty"], "times")
    for name, called in (("blank", "the form with nothing in it"), ("after", "an empty POST after something else")):
        beside = (both["submit"] + both["check"]) / both[name]
        report.tell(f"submitting, with the check, beside {called}", beside, "times")
    noise = both["again"] / both["empty"]
    report.tell("the empty POST beside itself, or itself beside it", max(noise, 1 / noise), "times", at_most=1.25)
    report.control("ten checks instead of one", found=(both["submit"] + both["ten"]) / both["empty"] > 1.5 * times)


if __name__ == "__main__":
    import os

    os.environ.setdefault("FINGERPOST_DEMO", "1")
    sys.exit(main(sys.argv[1:]))
