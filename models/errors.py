"""The three owners of a failure: the person, the outside world, and us (anything else)."""


class VizitkaError(Exception):
    """A failure that can be told to the person in one sentence."""


class UserError(VizitkaError):
    """What was typed or asked cannot be done; `field` names the place on the screen to show it beside."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotFoundError(UserError):
    """The record, file or journal entry that was named is not here."""


class OutsideError(VizitkaError):
    """Disk, lock, network or printer failed; `kept` says what is safe, and trying again may help."""

    def __init__(self, message: str, *, kept: str = "") -> None:
        super().__init__(f"{message} {kept}".strip())
        self.kept = kept


class BusyError(OutsideError):
    """Another program holds the workspace."""


class DamagedError(OutsideError):
    """The workspace file does not pass SQLite's own checks."""


class NewerWorkspaceError(UserError):
    """The workspace was written by a newer version of the program and is left untouched."""
