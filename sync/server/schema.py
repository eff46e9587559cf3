"""The server's schema, brought up step by step: frozen SQL, one file a step and database.

A step is never edited once it was released; a new one gets the next number, for both databases.
`python -m sync.server.schema` writes step 1 from the tables, as long as nothing is released.
"""

import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from sync.server.tables import metadata, schema_step

STEPS = Path(__file__).with_name("steps")
BACKENDS = ("postgresql", "sqlite")


class NewerSchemaError(Exception):
    """The database was brought up by a newer version of the program: this one leaves it alone."""


def bring_up(connection: Connection) -> None:
    """Run the steps that are due, within the caller's transaction."""
    done = _done(connection)
    wanted = numbers(connection.dialect.name)
    if done > max(wanted):
        raise NewerSchemaError(f"step {done} of a newer version is in this database; this version knows {max(wanted)}")
    for number in wanted:
        if number > done:
            for statement in statements(connection.dialect.name, number):
                connection.execute(text(statement))
            connection.execute(schema_step.insert().values(number=number, at=time.time_ns() // 1_000_000))


def numbers(backend: str) -> list[int]:
    """The steps there are."""
    return sorted(int(path.name[:4]) for path in STEPS.glob(f"*.{backend}.sql"))


def statements(backend: str, number: int) -> Iterator[str]:
    """A step's statements."""
    (path,) = STEPS.glob(f"{number:04}_*.{backend}.sql")
    for each in path.read_text(encoding="utf-8").split(";\n"):
        if each.strip():
            yield each.strip()


def written_from_tables(dialect: Dialect) -> str:
    """What a database made today consists of."""
    parts = []
    for table in metadata.sorted_tables:
        parts.append(str(CreateTable(table).compile(dialect=dialect)))
        parts += [
            str(CreateIndex(index).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    return "".join(f"{_tidy(part)};\n" for part in parts)


def _done(connection: Connection) -> int:
    if not inspect(connection).has_table(schema_step.name):
        return 0
    return int(connection.execute(select(func.coalesce(func.max(schema_step.c.number), 0))).scalar_one())


def _tidy(statement: str) -> str:
    return "\n".join(line.rstrip() for line in statement.strip().splitlines()).replace("\t", "    ")


def _write_first() -> None:
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - only to write the step

    from models.store.driver import ApswDialect  # noqa: PLC0415 - likewise

    dialects: dict[str, Dialect] = {"postgresql": postgresql.dialect(), "sqlite": ApswDialect()}  # type: ignore[no-untyped-call]
    for backend in BACKENDS:
        path = STEPS / f"0001_first.{backend}.sql"
        path.write_text(written_from_tables(dialects[backend]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _write_first()
