"""What marks a file as a workspace, and as one of which version."""

from pathlib import Path

import apsw

from models.errors import DamagedError, NewerWorkspaceError, UserError
from resources.i18n import _

APPLICATION_ID = 0x56495A54  # "VIZT"
SCHEMA_VERSION = 1


def version_of(connection: apsw.Connection, path: Path) -> int:
    """The schema version of an open file.

    Raises:
        UserError: the file is no workspace.
        NewerWorkspaceError: it was written by a newer version of the program.
        DamagedError: it is no database at all.
    """
    try:
        application = connection.pragma("application_id")
        version = connection.pragma("user_version")
    except (apsw.NotADBError, apsw.CorruptError) as error:
        raise DamagedError(
            _("{file} is not a readable workspace: {reason}.").format(file=path, reason=error),
            kept=_("Nothing was changed. A copy from its backups folder can be opened instead."),
        ) from error
    if application != APPLICATION_ID:
        raise UserError(_("{file} is not a Vizitka workspace.").format(file=path))
    if int(str(version)) > SCHEMA_VERSION:
        raise NewerWorkspaceError(
            _(
                "{file} was written by a newer version of the program. Update Vizitka to open it; nothing was changed."
            ).format(file=path)
        )
    return int(str(version))
