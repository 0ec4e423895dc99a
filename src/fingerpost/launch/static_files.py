"""Static files, collected and compressed only when one of them has changed since the last time."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from fingerpost.launch.home import home
from fingerpost.launch.occupancy import alone


def collect_if_changed() -> bool:
    """Collect the static files unless that was done with the very same ones; whether there was something to do."""
    root = Path(settings.STATIC_ROOT)
    mark, now = root / ".collected", fingerprint()
    with alone(home() / "collecting.lock"):
        if mark.is_file() and mark.read_text() == now:
            return False
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        mark.write_text(now)
        return True


def fingerprint() -> str:
    """One number for the names and contents of all static files."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(f"\0{name}\0".encode())
            digest.update(Path(storage.path(name)).read_bytes())
    return digest.hexdigest()
