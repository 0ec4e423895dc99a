"""The console command brings a database up for the commands that need one, and for those alone."""

import os
import subprocess
import sys

import pytest

COMMAND = [sys.executable, "-m", "fingerpost.launch.cli"]


@pytest.fixture
def environment(tmp_path):
    without = ("DATABASE_URL", "SECRET_KEY", "HTTPS")
    rest = {name: value for name, value in os.environ.items() if name not in without}
    return {**rest, "FINGERPOST_HOME": str(tmp_path)}


def fingerpost(environment, *words):
    return subprocess.run([*COMMAND, *words], env=environment, capture_output=True, text=True, check=False)


def test_a_command_that_needs_no_database_starts_none(environment, tmp_path):
    assert fingerpost(environment, "version").returncode == 0
    assert not (tmp_path / "postgres").exists()


def test_a_command_that_needs_one_has_it_for_as_long_as_it_runs(environment, tmp_path):
    done = fingerpost(environment, "showmigrations", "places")
    assert "[ ] 0001" in done.stdout
    assert not (tmp_path / "postgres" / "data" / "postmaster.pid").exists()


def test_a_try_out_is_refused_as_a_deployment(environment):
    done = fingerpost(environment, "check", "--deploy")
    assert done.returncode == 1
    assert "The database is the private one for try-outs." in done.stderr


def test_run_explains_itself(environment):
    done = fingerpost(environment, "run", "--help")
    assert done.returncode == 0
    assert "PORT" in done.stdout
