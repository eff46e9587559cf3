"""The store: driver, recorder, journal, search index and backups of one workspace file."""
