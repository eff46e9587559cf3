"""The first schema, as it was released: the statements beside this file."""  # noqa: N999 - a step is called by its number

from pathlib import Path

from alembic import op


def upgrade() -> None:
    """Lay the tables in an empty file."""
    connection = op.get_bind()
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").removesuffix(";\n").split(";\n\n"):
        connection.exec_driver_sql(statement)
