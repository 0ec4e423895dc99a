"""A server that is killed in the middle of a page loses nothing that was saved, and doubles nothing that is sent again.

It is really killed: the web server that production uses, in processes of its own, on the tests' database.
"""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from threading import Thread
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction
from django.urls import reverse

from fingerpost.audit.models import Event
from fingerpost.base import clock
from fingerpost.launch import server
from fingerpost.registration.models import FilledForm
from fingerpost.registration.operations import save_answers
from fingerpost.registration.rules.changing import merged
from tests.factories.county import County
from tests.factories.forms import LEAST, answers
from tests.launch.test_postgres import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TOKEN = "the-token-of-a-start-page-that-a-browser-was-shown"
NAME = reverse("public:register-person-page", args=["adults", 0, "name"])
WAITING = """select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"""


def database() -> str:
    """The tests' database as an address."""
    given = connection.settings_dict
    secret = f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else ""
    host = given["HOST"] or given["OPTIONS"].get("host", "")
    port = f"&port={given['PORT']}" if given["PORT"] else ""
    return f"postgres://{quote(given['USER'])}{secret}@/{given['NAME']}?host={quote(host)}{port}"


class Served:
    """The site at a port, to be killed and started again."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = server.start(self.port, database())
        server.wait_until_ready(self.process, self.port)

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def post(self, path: str, typed: dict[str, str]) -> int:
        """The status of the answer; 0 where none came."""
        asking = HTTPConnection(server.HERE, self.port, timeout=30)
        headers = {
            "Origin": f"http://{server.HERE}:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"fingerpost-form={TOKEN}",
        }
        try:
            asking.request("POST", path, urlencode(typed), headers)
            return asking.getresponse().status
        except (RemoteDisconnected, ConnectionError):
            return 0
        finally:
            asking.close()


@pytest.fixture
def served(county: County) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind((server.HERE, 0))
        site = Served(probe.getsockname()[1])
    site.start()
    yield site
    site.kill()


@contextmanager
def held() -> Iterator[None]:
    """While somebody else has the form, a page that changes it waits."""
    with transaction.atomic():
        list(FilledForm.objects.told("a test").select_for_update())
        yield


def killed_in_the_middle(site: Served, *pressed: tuple[str, dict[str, str]]) -> None:
    """Press buttons, and kill the server while it is at them."""
    presses = [Thread(target=site.post, args=each) for each in pressed]
    with held():
        for press in presses:
            press.start()
        assert until(lambda: waiting() == len(presses))
        site.kill()
    for press in presses:
        press.join()


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])


def kept() -> str:
    return str(FilledForm.objects.told("a test").get().answers.shown())


def test_what_was_saved_is_there_and_what_is_pressed_again_is_done_once(served, county):
    check, renamed = reverse("public:register-check"), {"adults/0/given_name": "Amy"}
    assert served.post(reverse("public:register"), {"token": TOKEN}) == 302
    everything = merged({}, answers(LEAST | {"home/centre": county.centres[0].slug}))
    save_answers(reference=FilledForm.objects.told("a test").get().reference, typed=everything, now=clock.now())
    assert served.post(NAME, {"adults/0/given_name": "Amara"}) == 302
    killed_in_the_middle(served, (NAME, renamed), (check, {}))
    assert "Amara" in kept()
    assert not Event.objects.filter(operation="send form").exists()
    served.start()
    assert [served.post(*press) for press in [(NAME, renamed), (check, {}), (check, {})]] == [302, 302, 302]
    assert "Amy" in kept()
    assert Event.objects.filter(operation="send form").count() == 1
