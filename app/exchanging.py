"""Rounds with the office beside a person's work: by the clock or when asked for, one at a time, on a thread of their own."""

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from app import office
from app.office import Transport
from app.workspace import Workspace
from models.clock import Clock, system_clock
from models.errors import UserError, VizitkaError
from resources.i18n import N_, _
from sync.client.failures import sorted_problems
from sync.client.round import Progress, RoundReport, SmallerServerError, StoppedError
from sync.protocol.messages import SignIn
from sync.protocol.problems import UnreachableError, UntrustedError

Outcome = Literal["", "done", "offline", "stopped", "smaller", "refused"]
STEPS = {
    "hello": N_("Reaching the office"), "first": N_("Receiving everything"), "push": N_("Sending"),
    "pull": N_("Receiving"), "files": N_("Sending files"), "numbers": N_("Reserving numbers"),
    "compare": N_("Comparing"),
}  # fmt: skip
SENT = {
    "contact": N_("Contacts"), "company": N_("Companies"), "contact_group": N_("Groups"), "activity": N_("Activities"),
    "history": N_("Talks and other history"), "note": N_("Notes"), "promise": N_("Promises"), "attachment": N_("Files"),
    "opportunity": N_("Deals"), "product": N_("Products"), "price_list": N_("Price lists"), "offer": N_("Offers"),
    "seller": N_("Own firms"),
}  # fmt: skip
_MINUTE = 60_000
_QUIET = 2.0  # seconds: what nobody asked for and is over sooner is nobody's business
_REASONS = {
    "text": N_("it holds signs that no text has"),
    "not-owner": N_("only its owner or a team lead may change that"),
    "private": N_("what is private stays on its computer"),
    "kind": N_("the office knows that record as another one"),
    "file": N_("the file belongs to a record you may not see"),
    "too-large": N_("it is too large"),
    "malformed": N_("the office cannot read it"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the exchange is doing, and what came of the last round. `clock_off` is in minutes, 0 where it is right."""

    running: bool = False
    step: str = ""
    done: int = 0
    total: int = 0
    outcome: Outcome = ""
    sentence: str = ""
    sent: int = 0
    received: int = 0
    clock_off: int = 0
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Joining:
    """What a person types to join: an invitation code, or a name with its password."""

    url: str
    code: str = ""
    name: str = ""
    password: str = ""
    fingerprint: str = ""


class Exchanging:
    """Runs rounds of one workspace. `told` hears of every step, on the round's thread; nothing here waits for one.

    A quiet round is one nobody has asked for: its steps are told only when it takes long, its end always.
    """

    def __init__(
        self,
        workspace: Workspace,
        told: Callable[[Standing], None],
        *,
        clock: Clock = system_clock,
        transport: Transport | None = None,
    ) -> None:
        self._workspace = workspace
        self._told = told
        self._clock = clock
        self._transport = transport
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._closed = self._again = False
        self._loud_from = 0.0
        self._begun_at: datetime | None = None
        self.standing = self.last_told = Standing()

    def begin(self, *, smaller_is_right: bool = False, quiet: bool = False, again: bool = False) -> bool:
        """Begin a round, unless one is under way. Whether one has begun.

        `again`: what was changed just now is to go with it; where a round is under way, another one follows.
        """
        with self._lock:
            if self._closed:
                return False
            begins, surfaces = not self.standing.running, not quiet and bool(self._loud_from)
            self._again = not begins and (self._again or again or surfaces)
            if begins or surfaces:
                self._loud_from = time.monotonic() + _QUIET if quiet else 0.0
            if begins:
                self._stopped, self._begun_at = False, self._clock()
                self.standing = replace(self.standing, running=True, step="hello", done=0, total=0)
            elif surfaces:
                self.last_told = self.standing
            stands = self.standing
        if not begins:
            if surfaces:  # the one under way is seen by whoever asks now; another one takes his changes along
                self._told(stands)
            return False
        run = copy_context().run
        self._thread = threading.Thread(
            target=run, args=(self._run, smaller_is_right), name="exchange", daemon=True
        )  # a server that is silent keeps nobody from ending the program: a round may stop anywhere
        self._tell(stands)
        self._thread.start()
        return True

    def tick(self, minutes: int) -> bool:
        """Begin a round where the last one began so many minutes ago; 0: never by itself. Whether one has begun."""
        due = self._begun_at is None or self._clock() - self._begun_at >= timedelta(minutes=minutes)
        return bool(minutes) and due and self.begin(quiet=True)

    def stop(self) -> None:
        """Stop the round under way at its next step; the next one goes on there."""
        self._stopped = True

    def close(self, patience: float = 2.0) -> None:
        """Begin no more; a round under way is stopped and waited for, but not for long."""
        with self._lock:
            self._closed = self._stopped = True
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(patience)

    def _run(self, smaller_is_right: bool) -> None:  # noqa: FBT001 - handed to a thread
        try:
            report = self._round(smaller_is_right=smaller_is_right)
            while not self._is_over(_done(report)):
                report = _both(report, self._round(smaller_is_right=smaller_is_right))
        except VizitkaError as problem:
            self._end(Standing(outcome=_outcome(problem), sentence=str(problem)))
        except RuntimeError:
            if not self._closed:
                self._end(Standing(outcome="refused"))
                raise
            # The workspace was closed under the round, which goes on next time.
        except BaseException:
            self._end(Standing(outcome="refused"))
            raise

    def _round(self, *, smaller_is_right: bool) -> RoundReport:
        return office.exchange(
            self._workspace, told=self._on_step, stopped=lambda: self._stopped, smaller_is_right=smaller_is_right,
            clock=self._clock, transport=self._transport,
        )  # fmt: skip

    def _is_over(self, standing: Standing) -> bool:
        """Whether this was the end: somebody may have asked for another round meanwhile."""
        with self._lock:
            again, self._again = self._again and not self._stopped, False
            if again:
                return False
            self.standing = self.last_told = standing
            closed = self._closed
        if not closed:
            self._told(standing)
        return True

    def _on_step(self, progress: Progress) -> None:
        self._tell(replace(self.standing, step=progress.step, done=progress.done, total=progress.total))

    def _end(self, standing: Standing) -> None:
        self._tell(standing)

    def _tell(self, standing: Standing) -> None:
        with self._lock:
            self.standing = standing
            unheard = self._closed or (standing.running and time.monotonic() < self._loud_from)
            self.last_told = self.last_told if unheard else standing
        if not unheard:
            self._told(standing)


def join_office(workspace: Workspace, wanted: Joining, *, clock: Clock = system_clock) -> str:
    """Join an office as a person typed it. Returns whom one has joined as, in a sentence.

    Raises:
        UserError: something is missing, or the code, name or password is not right.
        OutsideError: the office cannot be reached.
    """
    if not wanted.url.strip():
        raise UserError(_("Where is the office? Its address is missing."), field="url")
    if not wanted.code.strip() and not (wanted.name.strip() and wanted.password):
        raise UserError(_("To join takes an invitation code, or a name with its password."), field="code")
    if wanted.code.strip():
        sign_in = SignIn(code=wanted.code.strip(), name=wanted.name.strip(), new_password=wanted.password)
    else:
        sign_in = SignIn(name=wanted.name.strip(), password=wanted.password)
    signed = office.join(workspace, wanted.url.strip(), sign_in, wanted.fingerprint.strip(), clock=clock)
    return _("{user} has joined {organisation}.").format(user=signed.user_name, organisation=signed.organisation)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a test of an address came to. `compare`: the fingerprint has to be compared before it is trusted."""

    sentence: str
    fingerprint: str
    sound: bool
    compare: bool


def knock(url: str) -> Answer:
    """Knock at an address and say who answers.

    Raises:
        UserError: it cannot be an address.
        OutsideError: nobody answers there.
    """
    from sync.client.probing import who_answers  # noqa: PLC0415 - what speaks HTTP is read when an office is spoken to

    if not url.strip():
        raise UserError(_("Where is the office? Its address is missing."), field="url")
    with sorted_problems():
        found = who_answers(url)
    if not found.office:
        return Answer(_("Somebody answers there, but not an office of Vizitka."), "", sound=False, compare=False)
    if found.trusted:
        return Answer(
            _("An office answers, and its certificate is known to be its own."), "", sound=True, compare=False
        )
    said = _("An office answers with a certificate of its own. Compare this fingerprint with the one the server shows:")
    return Answer(said, found.fingerprint, sound=True, compare=True)


def listed_to_send(counts: dict[str, int]) -> list[tuple[str, int]]:
    """What would be sent, by the kinds a person knows; phones, addresses, lists and other parts in one line at the end."""
    found = [(_(label), counts[kind]) for kind, label in SENT.items() if counts.get(kind)]
    rest = sum(count for kind, count in counts.items() if kind not in SENT)
    return [*found, (_("Phones, addresses, lists, parts"), rest)] if rest else found


def reason_said(reason: str) -> str:
    """Why a value was refused, for a person; a newer office may have reasons nobody here knows."""
    return _(_REASONS[reason]) if reason in _REASONS else reason


def _outcome(problem: VizitkaError) -> Outcome:
    if isinstance(problem, StoppedError):
        return "stopped"
    if isinstance(problem, SmallerServerError):
        return "smaller"
    cause = problem.__cause__
    return "offline" if isinstance(cause, UnreachableError) and not isinstance(cause, UntrustedError) else "refused"


def _both(first: RoundReport, second: RoundReport) -> RoundReport:
    """Two rounds that are one for whoever has asked."""
    return replace(second, sent=first.sent + second.sent, received=first.received + second.received)


def _done(report: RoundReport) -> Standing:
    return Standing(
        outcome="done", sent=report.sent, received=report.received, outdated=report.outdated,
        clock_off=round(report.clock_off_ms / _MINUTE),
    )  # fmt: skip
