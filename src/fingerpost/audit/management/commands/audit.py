"""fingerpost audit seal | verify | checkpoint | key: keep the record closed, and see whether it was kept so."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fingerpost.audit.operations import sealing
from fingerpost.audit.queries import checkpoints
from fingerpost.audit.queries.verification import Verified
from fingerpost.audit.rules import signing
from fingerpost.base import clock
from fingerpost.base.verdict import Refused

NAMED = 100  # findings that are written out


class Command(BaseCommand):
    help = "Seal the record of who did what, verify it, or write down outside the database how far it goes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choices = parser.add_subparsers(dest="what", required=True, metavar="seal | verify | checkpoint | key")
        seal = choices.add_parser("seal", help="seal every entry that is not sealed yet")
        seal.add_argument("--after-restore", action="store_true", help="once, after the database was restored")
        verify = choices.add_parser("verify", help="find any change; exits with 1 if something is wrong")
        verify.add_argument("--checkpoint", type=Path, metavar="FILE", help="instead of AUDIT_CHECKPOINTS")
        verify.add_argument("--public-key", action="append", default=[], metavar="KEY", help="instead of our own key")
        checkpoint = choices.add_parser("checkpoint", help="write a signed line that says how far the record goes")
        checkpoint.add_argument("file", nargs="?", type=Path, metavar="FILE", help="instead of AUDIT_CHECKPOINTS")
        choices.add_parser("key", help="show the public key, for whoever verifies elsewhere")

    def handle(self, *_args: Any, what: str, **options: Any) -> None:
        try:
            getattr(self, f"_{what}")(**options)
        except (Refused, signing.NoKey, OSError, ValueError) as problem:
            raise CommandError(str(problem)) from problem

    def _seal(self, *, after_restore: bool, **_: Any) -> None:
        do = sealing.seal_after_restore if after_restore else sealing.seal
        self.stdout.write(f"{do(now=clock.now())} entries sealed.")

    def _verify(self, *, checkpoint: Path | None, public_key: list[str], **_: Any) -> None:
        lines = checkpoints.lines(checkpoint)
        keys = signing.Trusted(map(signing.read, public_key)) if public_key else None
        started = time.perf_counter()
        result = sealing.verify(lines, keys=keys)
        self._tell(result, time.perf_counter() - started)
        if keys is None:
            sealing.note_verified(result, by="audit verify")
        if not lines:
            self.stdout.write("Without a checkpoint nobody can tell whether the end was cut off.")
        if result.findings:
            raise CommandError(f"The record is not what was sealed: {len(result.findings)} findings.")

    def _tell(self, result: Verified, seconds: float) -> None:
        for finding in result.findings[:NAMED]:
            self.stdout.write(finding.says)
        speed = result.entries / max(seconds, 1e-6)
        self.stdout.write(f"{result.entries} entries under {result.seals} seals, {speed:,.0f} entries a second.")
        self.stdout.write(f"{result.unsealed} entries wait for their seal.")

    def _checkpoint(self, *, file: Path | None, **_: Any) -> None:
        where, now = file or checkpoints.kept_at(), clock.now()
        line = sealing.write_checkpoint(where, now=now) if where else sealing.checkpoint(now=now)
        if line is None:
            raise CommandError("Nothing is sealed yet.")
        self.stdout.write(line)

    def _key(self, **_: Any) -> None:
        self.stdout.write(signing.written(sealing.signer().public))
