"""Whether the record is still what was sealed: the last seal, the last checkpoint outside, the last look at it all."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.rules import may
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.audit.operations.sealing import note_verified, verify
from fingerpost.audit.queries import checkpoints
from fingerpost.audit.queries.chain import Chain, LastLook, chain, last_look
from fingerpost.audit.rules.checkpoints import Checkpoint
from fingerpost.audit.rules.signing import NoKey
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.scope import end_transaction
from fingerpost.base.verdict import Refused
from fingerpost.desks.county import wording

# A page may take some seconds, and not a minute: longer records are verified from the console.
MOST_HERE = 1_000_000
SEAL_WITHIN_MINUTES = 30
CHECKPOINT_WITHIN_DAYS = 2


@dataclass(frozen=True, slots=True)
class State:
    """What is known of the record, and what about it wants looking after."""

    chain: Chain
    looked: LastLook | None
    checkpoint: Checkpoint | None
    problem: str
    now: datetime

    @property
    def unsealed(self) -> str:
        """How long the oldest entry waits for its seal; "" if none does."""
        since = self.chain.waiting_since
        return wording.how_long(self.now - since) if since else ""

    @property
    def late(self) -> bool:
        """Whether entries wait for longer than a timer that runs would leave them."""
        since = self.chain.waiting_since
        return bool(since and (self.now - since).total_seconds() > SEAL_WITHIN_MINUTES * 60)

    @property
    def old_checkpoint(self) -> bool:
        return self.checkpoint is None or (self.now - self.checkpoint.at).days >= CHECKPOINT_WITHIN_DAYS

    @property
    def verifiable(self) -> bool:
        return 0 < self.chain.sealed <= MOST_HERE


def state(now: datetime) -> State:
    """The state of the record. Three queries and one file."""
    checkpoint, problem = None, ""
    try:
        checkpoint = checkpoints.last_checkpoint()
    except (NoKey, OSError) as found:
        problem = str(found)
    return State(chain(), last_look(), checkpoint, problem, now)


@never_cache
@require_safe
@open_to(Audience.DATA_PROTECTION)
def show(request: HttpRequest) -> HttpResponse:
    """How far the record is sealed, and whether it was found whole."""
    page = {"held": held_at(request, Desk.DATA_PROTECTION), "state": state(clock.now()), "moment": wording.moment}
    return render(request, "county/chain.html", page)


@require_POST
@open_to(Audience.DATA_PROTECTION)
def verify_now(request: HttpRequest) -> HttpResponse:
    """Compare the whole record with its seals, and put on record what came of it."""
    verdict = may(Capability.SEE_AUDIT, viewer(request).postings, clock.today())
    verdict.require()
    if not state(clock.now()).verifiable:
        return redirect("county:chain")
    by = who(request, Desk.DATA_PROTECTION)
    end_transaction(request)  # the record is compared as it stands at one moment, which must not have begun
    try:
        result = verify(checkpoints.lines())
    except (NoKey, OSError) as problem:
        raise Refused(str(problem)) from problem
    note_verified(result, by=by, because=verdict.reason)
    return redirect("county:chain")
