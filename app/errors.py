"""The three owners of a failure, as the screens and the command line see them."""

from models.errors import (
    BusyError,
    DamagedError,
    NewerWorkspaceError,
    NotFoundError,
    OutsideError,
    UserError,
    VizitkaError,
)

__all__ = [
    "BusyError",
    "DamagedError",
    "NewerWorkspaceError",
    "NotFoundError",
    "OutsideError",
    "UserError",
    "VizitkaError",
]
