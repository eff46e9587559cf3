"""Where things lie on this computer: the person's workspace, settings, log and state."""

from pathlib import Path

from platformdirs import user_config_path, user_documents_path, user_log_path, user_state_path

DATABASE_NAME = "vizitka.db"  # the file whose presence makes a folder a workspace
FILES = "files"  # beside it, and in the folder of backups: contents by their hash
_NAME = "Vizitka"


def settings_file() -> Path:
    """The typed settings of this computer."""
    return user_config_path(_NAME, appauthor=False) / "settings.json"


def state_file() -> Path:
    """Where windows were; may be deleted at any time."""
    return user_state_path(_NAME, appauthor=False) / "state.json"


def log_folder() -> Path:
    """The log without personal data."""
    return user_log_path(_NAME, appauthor=False)


def usual_workspace() -> Path:
    """The folder a new workspace is made in unless another is chosen."""
    return user_documents_path() / _NAME
