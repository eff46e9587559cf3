"""Designs of an offer's page: one TOML file each, measures in points; `app.documents.offer_template` reads them."""

from pathlib import Path


def template_file(key: str) -> Path:
    """The file that describes one design."""
    return Path(__file__).parent / f"{key}.toml"
