"""The licences of the works of others the program carries: libraries, typefaces, icons; for the page that names them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Work:
    """One work of others: its title, under which licence it is used, where it comes from."""

    title: str
    package: str
    licence: str
    home: str
    path: Path

    def version(self) -> str:
        """The version carried; empty where it has none of its own."""
        try:
            return version(self.package) if self.package else ""
        except PackageNotFoundError:
            return ""

    def text(self) -> str:
        """The whole licence."""
        return self.path.read_text(encoding="utf-8")


@cache
def works() -> tuple[Work, ...]:
    """Every work carried, in the order of the index."""
    listed = tomllib.loads((_HERE / "index.toml").read_text(encoding="utf-8"))["work"]
    return tuple(
        Work(one["title"], one["package"], one["licence"], one["home"], _HERE.parent / one["text"]) for one in listed
    )
