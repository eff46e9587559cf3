"""Cells of the file by their type: SQLite answers with anything, the schema says what it is."""


def blob(cell: object) -> bytes:
    """An id or a body."""
    assert isinstance(cell, bytes)
    return cell


def whole(cell: object) -> int:
    """A whole number."""
    assert isinstance(cell, int)
    return cell
