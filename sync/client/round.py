"""One round: hello → settle what is under way → push until nothing waits → pull until caught up → files → numbers → compare.

It may stop anywhere, be killed anywhere and be run again: what is driven is "something still waits", never an event. The
order matters: pushing first means that pulling never has to merge.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from models.errors import UserError
from models.store.transaction import Raw, Tx
from resources.i18n import N_, _, ngettext
from sync.client import (
    answers,
    attachments,
    conflicts,
    counting,
    erasing,
    first_sync,
    inbox,
    kept,
    numbers,
    outbox,
    resting,
    state,
    verifying,
)
from sync.client.cells import whole
from sync.client.door import Door
from sync.client.outbox import Frozen
from sync.protocol.hub import Hub
from sync.protocol.messages import (
    MOST_BYTES_PUSHED,
    MOST_ROWS_PUSHED,
    PROTOCOL,
    Changes,
    Hello,
    Welcome,
)
from sync.protocol.problems import ClonedError, MalformedError, TooLargeError

Step = Literal["hello", "first", "push", "pull", "files", "numbers", "compare"]
ROUND = N_("Exchange with the office")
SNAPSHOT_FROM = 5_000  # records: from so many on, a first sync comes in parts
_MISSING_FEW, _MISSING_SHARE = 20, 20  # records gone that nobody asks about; one in so many
_MISSING_MANY = 200
_SAME_CLOCK = 250  # milliseconds between two clocks: less is the way there and back
CLOCK_OFF = 120_000  # milliseconds worth telling a person
_PASSES = 4
_LARGE_PAGES = 50_000  # 200 MB: rewriting the index of so much takes seconds
_SCOURED_AGAIN_MS = 20 * 3600 * 1000
_ARCHIVED_MS = 90 * 24 * 3600 * 1000  # a conflict nobody has looked at for so long no longer asks


class SmallerServerError(UserError):
    """The server shows far fewer records than it did: the round stops until somebody says that this is right."""


class StoppedError(UserError):
    """The person stopped the round; it goes on next time."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is: what it does, how much of it is done."""

    step: Step
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What a round came to. `clock_off_ms` is 0 unless this computer's clock is worth a word."""

    sent: int = 0
    received: int = 0
    theirs: int = 0  # fields where the server's value stayed
    refused: int = 0
    erased: int = 0
    mended: int = 0
    files: int = 0
    to_review: int = 0
    clock_off_ms: int = 0
    outdated: bool = False  # everything was sent; to receive, the program has to be updated


@dataclass(frozen=True, slots=True)
class Ways:
    """What a round is told by whoever starts it. `smaller_is_right` answers SmallerServerError."""

    app_version: str = ""
    told: Callable[[Progress], None] = lambda _progress: None
    stopped: Callable[[], bool] = lambda: False
    smaller_is_right: bool = False
    short_code: numbers.ShortCode = lambda name: name[:3].upper()
    keep_token: Callable[[str], None] = lambda _token: None  # the secret of this computer from the next round on
    rows: int = MOST_ROWS_PUSHED
    size: int = MOST_BYTES_PUSHED
    page: int = inbox.AT_ONCE
    at_once: int = inbox.AT_ONCE


def run(door: Door, hub: Hub, ways: Ways | None = None) -> RoundReport:
    """Run a round to its end.

    Raises:
        SmallerServerError: the server may be the wrong one; a copy of the workspace was kept, nothing was changed.
        StoppedError: the person stopped it.
        SyncProblemError, UnreachableError: what the server said, or its silence; nothing is lost.
    """
    return _Round(door, hub, ways or Ways()).run()


class _Round:
    """A round under way."""

    def __init__(self, door: Door, hub: Hub, ways: Ways) -> None:
        self._door = door
        self._hub = hub
        self._ways = ways
        self._rows = ways.rows
        self._report = RoundReport()
        self._restored = False
        self._access = False

    def run(self) -> RoundReport:
        """Run it."""
        welcome = self._hello()
        if welcome.status == "upgrade":
            self._push()
            return replace(self._report, outdated=True)
        self._guard(welcome)
        if self._rests(welcome):
            return self._finish(welcome)
        if self._restored:
            self._push_again()
        self._first(welcome)
        for _pass in range(_PASSES):
            self._push()
            self._pull(welcome)
            if not self._erase():
                break
        self._tell("numbers")
        numbers.top_up(self._door, self._hub, ROUND, self._ways.short_code)
        self._compare(welcome)
        self._scour()
        return self._finish(welcome)

    def _hello(self) -> Welcome:
        """Say who this is. A copy or an older state of the workspace goes on as another device."""
        self._tell("hello")
        stands, known = self._door.ask(lambda raw: (state.load(raw), state.everything(raw)))
        before = self._door.now_ms()
        welcome = self._hub.hello(
            Hello(
                PROTOCOL, self._ways.app_version, stands.epoch, stands.cursor, stands.last_batch, before,
                stands.access_rev,
            )
        )  # fmt: skip
        offset = welcome.time_ms - (before + self._door.now_ms()) // 2
        if abs(offset) > CLOCK_OFF:
            self._report = replace(self._report, clock_off_ms=-offset)
        if welcome.status == "cloned" or welcome.last_batch > stands.last_batch:
            self._go_on_as_another()
        if welcome.token:
            self._ways.keep_token(welcome.token)
        self._stands = stands
        self._restored = bool(stands.epoch) and (welcome.epoch != stands.epoch or welcome.status == "rolled_back")
        self._access = bool(stands.epoch) and welcome.access_rev != stands.access_rev
        said = {state.USER: welcome.user_id, state.USER_NAME: welcome.user_name, state.ROLE: welcome.role}
        steady = abs(offset - int(known.get(state.OFFSET, "0"))) < _SAME_CLOCK and state.OFFSET in known
        if not (steady and said.items() <= known.items()):
            self._door.fill(lambda raw: state.put(raw, offset_ms=offset, **said))
        return welcome

    def _rests(self, welcome: Welcome) -> bool:
        if self._restored or self._access:
            return False
        today = numbers.today(self._door).isoformat()
        return self._door.ask(lambda raw: resting.nothing_to_do(raw, welcome.head, today))

    def _guard(self, welcome: Welcome) -> None:
        """A suddenly empty or much smaller server is not believed: whoever works here is asked, after a copy was made."""
        if self._ways.smaller_is_right:
            return
        stands = self._stands
        seen = stands.rows_seen
        emptied = seen and not welcome.rows and (self._restored or welcome.head < stands.cursor)
        if emptied or _is_too_few(seen - welcome.rows, seen):
            self._refuse_to_shrink(seen - welcome.rows)

    def _refuse_to_shrink(self, missing: int) -> None:
        self._door.backup()
        sentence = ngettext(
            "The server shows {count} record fewer than before. Nothing was changed here, and a copy was made.",
            "The server shows {count} records fewer than before. Nothing was changed here, and a copy was made.",
            missing,
        )
        raise SmallerServerError(sentence.format(count=missing))

    def _push_again(self) -> None:
        """A restored server gets the answered batches again: it knows those it still has."""
        for number in self._door.ask(kept.numbers):
            self._go_on()
            with contextlib.suppress(ClonedError):  # it still has it, as it was before something in it was withdrawn
                self._hub.push(number, self._door.ask(partial(kept.body_of, number=number)))

    def _push(self) -> None:
        """Settle the batch under way, then freeze and send until one whole pass finds nothing."""
        batch = self._door.ask(outbox.outstanding)
        if batch is not None:
            self._send(batch)
        place, found = outbox.START, False
        while True:
            self._go_on()
            batch, end = self._door.fill(partial(self._freeze, place=place))
            if batch is not None:
                self._send(batch)
                place, found = end, True
            elif not found:
                return
            else:
                place, found = outbox.START, False

    def _freeze(self, raw: Raw, place: outbox.Place) -> tuple[Frozen | None, outbox.Place]:
        return outbox.freeze(raw, self._door.now_ms(), place, rows=self._rows, size=self._ways.size)

    def _send(self, batch: Frozen) -> None:
        self._tell("files")
        sent = attachments.send(self._door, self._hub, batch.files)
        self._report = replace(self._report, files=self._report.files + sent)
        self._tell("push")
        try:
            reply = self._hub.push(batch.number, batch.body)
        except ClonedError:
            self._go_on_as_another()
            return
        except (TooLargeError, MalformedError) as problem:
            self._split(batch, problem.kind)
            return
        now = self._door.now_ms()
        answer = answers.prepare(batch, reply)
        settled = self._door.write(ROUND, lambda tx: answers.settle(tx.raw, answer, now))
        report = self._report
        self._report = replace(
            report,
            sent=report.sent + settled.rows,
            theirs=report.theirs + settled.theirs,
            refused=report.refused + settled.refused,
        )
        self._rows = min(self._ways.rows, self._rows * 2)

    def _split(self, batch: Frozen, reason: str) -> None:
        """The server cannot read a batch: it is sent in halves, until the one row it cannot read is found and put aside."""
        if self._rows > 1:
            self._rows = max(1, self._rows // 2)
            self._door.fill(outbox.thaw)
            return
        now = self._door.now_ms()
        refused = self._door.fill(lambda raw: answers.refuse(raw, batch.number, reason, now))
        self._report = replace(self._report, refused=self._report.refused + len(refused))
        rows = self._hub.rows(refused)
        self._door.write(ROUND, lambda tx: answers.put_back(tx.raw, rows))

    def _go_on_as_another(self) -> None:
        device = self._hub.new_device()
        self._door.fill(lambda raw: outbox.start_anew(raw, device))

    def _first(self, welcome: Welcome) -> None:
        """A first sync of a large base comes in parts."""
        stands = self._door.ask(state.everything)
        if state.SNAPSHOT in stands or (not int(stands.get(state.CURSOR, "0")) and welcome.rows >= SNAPSHOT_FROM):
            received = first_sync.run(self._door, self._hub, lambda done, total: self._tell("first", done, total))
            self._report = replace(self._report, received=self._report.received + received)

    def _pull(self, welcome: Welcome) -> None:
        """Fetch until the server has told everything, then apply."""
        while True:
            self._tell("pull", self._report.received)
            stands = self._door.ask(inbox.stands)
            if stands.fetched == welcome.head and not (stands.pages or self._report.sent):
                return  # nothing has moved: the round is one question
            page = self._hub.changes(stands.fetched, self._ways.page, stands.excluded)
            self._guard_page(page, stands)
            if page.more or stands.pages:
                self._door.fill(partial(inbox.keep, page=page))
            elif page.rows:
                self._received(self._door.write(ROUND, partial(inbox.take, page=page)))
            else:
                self._door.fill(partial(state.move_cursor, cursor=page.cursor))
            if not page.more:
                break
        while self._door.ask(inbox.kept):
            self._go_on()
            self._received(self._door.write(ROUND, self._apply))

    def _apply(self, tx: Tx) -> int:
        return inbox.apply_kept(tx, self._ways.at_once)

    def _guard_page(self, page: Changes, stands: inbox.Stands) -> None:
        gone = sum(1 for row in page.rows if row.gone)
        if gone and not self._ways.smaller_is_right and _is_too_few(gone, stands.known):
            self._door.fill(inbox.forget)
            self._refuse_to_shrink(gone)

    def _received(self, rows: int) -> None:
        self._report = replace(self._report, received=self._report.received + rows)

    def _erase(self) -> bool:
        """Erase what this person may no longer see. True where edits have to be sent first."""
        if not self._door.ask(erasing.due):
            return False
        erased = self._door.write(ROUND, lambda tx: erasing.run(tx.raw), "withdrawn")
        self._report = replace(self._report, erased=self._report.erased + erased.rows)
        return bool(erased.waiting)

    def _scour(self) -> None:
        """What was erased leaves the disk too: at once where the file is small, else once a day at most."""
        known = self._door.ask(state.everything)
        if state.SCOUR not in known:
            return
        files = self._door.ask(
            lambda raw: [each for each in erasing.left_files(raw) if not erasing.is_named(raw, each)]
        )
        for sha256 in files:
            self._door.drop_file(sha256)
        now = self._door.now_ms()
        if self._door.ask(_is_large) and 0 <= now - int(known.get(state.SCOURED, "0")) < _SCOURED_AGAIN_MS:
            return
        if self._door.scour():  # else the next round tries again
            self._door.fill(lambda raw: erasing.scoured(raw, erasing.left_files(raw), now))

    def _compare(self, welcome: Welcome) -> None:
        """Compare with the server, unless nothing has moved since the last time both were even."""
        head = self._door.ask(lambda raw: state.get(raw, state.CURSOR, "0"))
        if not (self._restored or self._access) and self._door.ask(lambda raw: state.get(raw, state.EVEN_AT)) == head:
            return
        self._tell("compare")
        mended = verifying.verify(self._door, self._hub, ROUND, access=self._access, restored=self._restored)
        if mended.sent_again:
            self._push()
            self._pull(welcome)
        self._erase()
        self._report = replace(
            self._report, mended=self._report.mended + mended.fetched + mended.sent_again + mended.only_here
        )
        if mended.even:
            self._door.fill(lambda raw: state.put(raw, even_at=head))

    def _finish(self, welcome: Welcome) -> RoundReport:
        now, today = self._door.now_ms(), numbers.today(self._door).isoformat()

        def note(raw: Raw) -> tuple[int, int]:
            state.put(
                raw, epoch=welcome.epoch, access_rev=welcome.access_rev, rows_seen=counting.known(raw),
                last_round_ms=now, last_problem="", numbers_at=today,
            )  # fmt: skip
            kept.let_go(raw, welcome.durable, now)
            ((count, old),) = raw.execute(
                "SELECT count(*), coalesce(sum(created_at < ?), 0) FROM conflict"
                " WHERE state = 'open' AND removed_at IS NULL",
                (now - _ARCHIVED_MS,),
            ).fetchall()
            return whole(count), whole(old)

        to_review, old = self._door.fill(note)
        if old:
            self._door.write(ROUND, lambda tx: conflicts.archive(tx, now - _ARCHIVED_MS), "upkeep")
        return replace(self._report, to_review=to_review - old)

    def _go_on(self) -> None:
        if self._ways.stopped():
            raise StoppedError(_("The exchange was stopped. It goes on where it is next time."))

    def _tell(self, step: Step, done: int = 0, total: int = 0) -> None:
        self._go_on()
        self._ways.told(Progress(step, done, total))


def _is_large(raw: Raw) -> bool:
    ((pages,),) = raw.execute("PRAGMA page_count").fetchall()
    return whole(pages) > _LARGE_PAGES


def _is_too_few(missing: int, of: int) -> bool:
    return missing > _MISSING_MANY or (missing > _MISSING_FEW and missing * _MISSING_SHARE > of)
