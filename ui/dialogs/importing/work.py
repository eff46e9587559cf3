"""The import itself as the window starts it: files are opened aside, cards brought in on the writer's thread."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.collector import rest_begins, rest_ends
from app.formatting import number
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from app.exchange.detect import Reader
    from app.exchange.survey import TableChoice
    from app.services.importing import ImportFile, ImportOutcome
    from ui.context import UiContext
    from ui.tasks import Task

_ALL = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """The chosen files, opened and ready to be read."""

    sources: "tuple[ImportFile, ...]"
    readers: "tuple[Reader, ...]"


def open_files(chosen: "Sequence[tuple[Path, TableChoice]]") -> Opened:
    """Open the files as they are to be read; runs aside, a large file takes its time."""
    from app.exchange.survey import reader_of  # noqa: PLC0415 - heavy: after the first paint
    from app.services.importing import import_file  # noqa: PLC0415 - likewise

    readers = tuple(reader_of(path, choice) for path, choice in chosen)
    sources = tuple(
        import_file(path.name, reader, path) for (path, _choice), reader in zip(chosen, readers, strict=True)
    )
    return Opened(sources, readers)


def start_import(
    ctx: "UiContext", opened: Opened, stop: threading.Event, told: Callable[[int, str], object]
) -> "Task[ImportOutcome | None]":
    """Bring the cards in as one change; the answer is nothing where it was stopped, and then nothing is kept."""
    from app.command import Sender  # noqa: PLC0415 - heavy: after the first paint
    from app.services.importing import import_cards  # noqa: PLC0415

    def go_on(records: int) -> bool:
        told(*_said(opened.readers, records))
        return not stop.is_set()

    def submit() -> "Future[ImportOutcome | None]":
        doors, region = ctx.doors, ctx.settings.phone_region
        rest_begins()
        done = doors.do_as(
            Sender(source="import"), import_cards, opened.sources, doors.files, region=region, progress=go_on
        )
        done.add_done_callback(lambda _done: rest_ends())
        return _stopped_is_nothing(done)

    return ctx.tasks.start(submit, lasting=True)


def _said(readers: "Sequence[Reader]", records: int) -> tuple[int, str]:
    done = sum(reader.progress.done for reader in readers)
    total = sum(reader.progress.total for reader in readers) or 1
    share = done * _ALL // total
    if share >= _ALL:
        return _ALL, _("Everything is read; writing it down …")
    text = ngettext("{count} record read", "{count} records read", records)
    return share, text.format(count=number(records))


def _stopped_is_nothing(future: "Future[ImportOutcome]") -> "Future[ImportOutcome | None]":
    """The same future whose failure "stopped" is an answer: a person's wish is no failure."""
    from app.services.importing import ImportCancelled  # noqa: PLC0415 - heavy: after the first paint

    answer: Future[ImportOutcome | None] = Future()

    def pass_on(done: "Future[ImportOutcome]") -> None:
        failure = done.exception()
        if failure is None:
            answer.set_result(done.result())
        elif isinstance(failure, ImportCancelled):
            answer.set_result(None)
        else:
            answer.set_exception(failure)

    future.add_done_callback(pass_on)
    return answer
