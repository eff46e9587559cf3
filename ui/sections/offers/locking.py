"""Fields of a locked offer: they can be read and copied, and look it."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


def set_free(field: QLineEdit | QPlainTextEdit, *, free: bool) -> None:
    """Whether one may type in a field; the style sheet is asked anew, for it looks at this only when it is told."""
    if field.isReadOnly() == free:
        field.setReadOnly(not free)
        field.style().unpolish(field)
        field.style().polish(field)
