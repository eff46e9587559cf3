"""Views for reports, beside the entity store: one row a living record, one typed column a field, whose it is by name.

They are frozen steps of the schema; `python -m sync.server.reporting` writes them anew, as long as nothing is released.
What was withdrawn is in none of them; what its owner limited is: whoever may read the database sees what a lead sees.
"""

from collections.abc import Iterator
from pathlib import Path

from sync.protocol.messages import REMOVED
from sync.server.schema import BACKENDS, STEPS

KINDS = ("contact", "company", "activity", "history", "opportunity", "offer")
_LATEST = 253_402_300_799_000  # milliseconds of the year 9999: a clock that is wrong past that is no moment
_STEP = "0002_reports"


def views(backend: str) -> Iterator[str]:
    """The statements that make them."""
    for kind in KINDS:
        columns = [*_columns(kind, backend)]
        width = ",\n    "
        identity = "encode(e.id, 'hex')" if backend == "postgresql" else "lower(hex(e.id))"
        yield (
            f"CREATE VIEW report_{kind} AS SELECT\n    e.organisation,\n    {identity} AS id,\n"
            f"    e.owner AS owner_id,\n    coalesce(a.name, '') AS owner,\n    {width.join(columns)},\n"
            f"    {_field('created_at', 'moment', None, backend)} AS created_at,\n    e.seq\n"
            "FROM entity e LEFT JOIN account a ON a.organisation = e.organisation AND a.user_id = e.owner\n"
            f"WHERE e.kind = '{kind}' AND NOT e.erased AND {_text(REMOVED, backend)} IS NULL"
        )


def written() -> dict[Path, str]:
    """The steps as files."""
    return {STEPS / f"{_STEP}.{each}.sql": "".join(f"{view};\n" for view in views(each)) for each in BACKENDS}


def _columns(kind: str, backend: str) -> Iterator[str]:
    from models.fields import fields_of  # noqa: PLC0415 - only to write the step: the server does without the nouns
    from models.nouns import TABLES  # noqa: PLC0415 - likewise
    from sync.client.shape import DEFAULTS, WIRE  # noqa: PLC0415 - likewise

    for name, field in fields_of(TABLES[kind]):
        if name in WIRE[kind] and field.kind != "structure":
            yield f'{_field(name, str(field.kind), DEFAULTS[kind][name], backend)} AS "{name}"'


def _field(name: str, form: str, usual: object, backend: str) -> str:
    """A field by its form; what a laptop sent that cannot be one is empty, a report never fails of it."""
    if form == "flag":
        return f"coalesce({_text(name, backend)} IN ('1', 'true'), {_said(bool(usual), backend)})"
    if form in ("integer", "decimal", "money"):
        scaled = "" if form == "integer" else " / 10000.0"
        number = f"({_number(name, backend)}){scaled}"
        return number if usual is None else f"coalesce({number}, {usual})"
    if form == "moment":
        return _moment(name, backend)
    return f"coalesce({_text(name, backend)}, '{usual or ''}')"


def _text(name: str, backend: str) -> str:
    return f"(e.fields ->> '{name}')" if backend == "postgresql" else f"CAST(e.fields ->> '$.{name}' AS TEXT)"


def _number(name: str, backend: str) -> str:
    if backend == "postgresql":
        return (
            f"CASE WHEN jsonb_typeof(e.fields -> '{name}') = 'number' THEN CAST(e.fields ->> '{name}' AS numeric) END"
        )
    return f"CASE WHEN json_type(e.fields, '$.{name}') IN ('integer', 'real') THEN e.fields ->> '$.{name}' END"


def _moment(name: str, backend: str) -> str:
    number = f"({_number(name, backend)})"
    if backend == "postgresql":
        return f"CASE WHEN {number} BETWEEN 0 AND {_LATEST} THEN to_timestamp({number} / 1000.0) END"
    made = f"strftime('%Y-%m-%dT%H:%M:%SZ', {number} / 1000, 'unixepoch')"
    return f"CASE WHEN {number} BETWEEN 0 AND {_LATEST} THEN {made} END"


def _said(usual: bool, backend: str) -> str:  # noqa: FBT001 - the default of a flag
    return str(usual).lower() if backend == "postgresql" else str(int(usual))


if __name__ == "__main__":
    for _path, _content in written().items():
        _path.write_text(_content, encoding="utf-8", newline="\n")
