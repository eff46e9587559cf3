"""What lives on of a window that is gone."""

import gc
import weakref
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget


def parts_of(whole: QWidget) -> "list[weakref.ref[Any]]":
    """The parts that are ours; what Qt makes for itself has no wrapper but the one this search would make."""
    ours = [one for one in (whole, *whole.findChildren(QWidget)) if type(one).__module__.startswith("ui.")]
    return [weakref.ref(one) for one in ours]


def still_there(parts: "list[weakref.ref[Any]]") -> list[str]:
    """What still lives after everything that was to be deleted has been, and garbage was collected.

    An answer on its way keeps whoever asked until it is there: a test waits for the end of that too.
    """
    for _turn in range(2):  # a part without a parent is deleted because of what was deleted first
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return sorted({type(one()).__qualname__ for one in parts if one() is not None})
