"""Makes `sqlite+apsw` known, and SQLAlchemy's set-up for SQLite tests with it, before the suite connects."""

import pytest

import models.store.driver  # noqa: F401 - registers the dialect


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart() -> None:
    """Load what SQLAlchemy loads by itself only for dialects of its own package."""
    import sqlalchemy.dialects.sqlite.provision  # noqa: F401 - must follow the plugin's own configuration
