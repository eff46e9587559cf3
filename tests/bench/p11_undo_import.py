"""P11: an import taken back, against the import itself."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from app.services.contacts import edit_contact
from app.views.contacts import ContactId
from app.workspace import Workspace
from tests.bench.bases import IdleLater, bare, copy_of, empty_workspace, opened
from tests.bench.cards import card_file, import_file
from tests.bench.measuring import Bench, Line, compared, timed

_GOAL = 1.5


def run(bench: Bench) -> list[Line]:
    """Undo with nothing in its way, and with one contact edited since."""
    cards = card_file(bench)
    plain, careful = [], []
    with empty_workspace(bench) as empty:
        for _round in range(bench.size.rounds):
            plain.append(_both(bench, empty, cards))
            careful.append(_both(bench, empty, cards, edit=True))
    return [
        compared(f"undo of {bench.size.cards:,} cards", plain, _GOAL),
        compared("  one contact edited since", careful),
    ]


def _both(bench: Bench, empty: Path, cards: Path, *, edit: bool = False) -> tuple[float, float]:
    """(undo, import) in seconds."""
    with copy_of(empty, bench) as folder:
        writer = IdleLater()
        with opened(folder, writer) as workspace:
            imported = timed(lambda: import_file(workspace, cards))
            writer.catch_up()
            (entry, *_earlier) = workspace.journal(1).result()
            if edit:
                _edit_somebody(workspace, folder)
            undone = timed(lambda: workspace.undo(entry.number).result())
        _check(folder, kept=1 if edit else 0)
    return undone, imported


def _edit_somebody(workspace: Workspace, folder: Path) -> None:
    with bare(folder) as connection:
        ((contact_id,),) = connection.execute("SELECT id FROM contact ORDER BY rid DESC LIMIT 1").fetchall()
    assert isinstance(contact_id, bytes)
    edits = {"about": f"Записано {datetime.now(UTC):%H:%M}"}
    workspace.do(edit_contact, ContactId(UUID(bytes=contact_id)), edits).result()


def _check(folder: Path, kept: int) -> None:
    with bare(folder) as connection:
        ((contacts,),) = connection.execute("SELECT count(*) FROM contact").fetchall()
    assert contacts == kept, f"{contacts} contacts left"
