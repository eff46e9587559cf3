"""Is the workspace sound: the file, the links, the journal, the index."""

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import apsw

from models.errors import UserError
from models.store import journal
from models.store.index_sources import KIND_SHIFT, SOURCES
from models.store.recorder import changes_in
from models.store.tables import INDEX_TABLES
from resources.i18n import _

if TYPE_CHECKING:
    from models.store.database import Database


@dataclass(slots=True)
class CheckReport:
    """What was looked at and what is wrong; an empty list of problems is a sound workspace."""

    counts: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def run(database: "Database") -> CheckReport:
    """Look at everything; reads the whole file."""
    report = CheckReport()
    with database.read() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, apsw.Connection)
        _file(raw, report)
        _links(raw, report)
        _journal(raw, report)
        _index(raw, report)
    return report


def _file(raw: apsw.Connection, report: CheckReport) -> None:
    for index in INDEX_TABLES:
        # WORKAROUND: FTS5 (SQLite 3.54) checks with the segments this connection read last and finds those missing that
        # another connection has merged since. Opening a cursor makes it look anew.
        raw.execute(f"SELECT 1 FROM {index} LIMIT 1").fetchall()
    for (line,) in raw.execute("PRAGMA integrity_check"):
        if line != "ok":
            report.problems.append(_("The file is damaged: {reason}.").format(reason=line))


def _links(raw: apsw.Connection, report: CheckReport) -> None:
    for table, rowid, parent, _number in raw.execute("PRAGMA foreign_key_check"):
        report.problems.append(
            _("Row {row} of {table} points to a missing {parent}.").format(row=rowid, table=table, parent=parent)
        )


def _journal(raw: apsw.Connection, report: CheckReport) -> None:
    for entry in list(journal.entries(raw, limit=1_000_000)):
        try:
            _found, content = journal.content(raw, entry.number)
            rows = sum(1 for _row in changes_in(content)) if content else 0
        except UserError:  # made before a migration: kept to be read, not to be undone
            continue
        except (apsw.Error, zlib.error) as error:
            report.problems.append(
                _("Journal entry {number} cannot be read: {reason}.").format(number=entry.number, reason=error)
            )
            continue
        report.counts["journal"] = report.counts.get("journal", 0) + 1
        report.counts["journal rows"] = report.counts.get("journal rows", 0) + rows


def _index(raw: apsw.Connection, report: CheckReport) -> None:
    """Each living record must be in the index once, and nothing else; the same for the contacts' summaries."""
    for kind, source in SOURCES.items():
        living = _number(raw, f"SELECT count(*) FROM {source.table} WHERE removed_at IS NULL")
        if source.base:
            last = source.base + (1 << KIND_SHIFT)
            within = f"id >= {source.base} AND id < {last}"
        else:
            within = "1"
        indexed = _number(raw, f"SELECT count(*) FROM {source.index}_docsize WHERE {within}")
        report.counts[str(kind)] = living
        if living != indexed:
            report.problems.append(
                _("The search index knows {indexed} of {living} records of {kind}; rebuild it.").format(
                    indexed=indexed, living=living, kind=kind
                )
            )
    living = report.counts["contact"]
    summaries = _number(raw, "SELECT count(*) FROM contact_summary")
    if living != summaries:
        report.problems.append(
            _("The lists know {indexed} of {living} contacts; rebuild the index.").format(
                indexed=summaries, living=living
            )
        )


def _number(raw: apsw.Connection, statement: str) -> int:
    ((number,),) = raw.execute(statement).fetchall()
    return int(str(number))
