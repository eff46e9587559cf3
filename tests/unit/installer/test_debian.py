"""Which Debian packages are missing, whatever their present names."""

import importlib.util

import pytest

from installer import debian

LISTING = """\
ii |libegl1|
ii |libglib2.0-0t64|libglib2.0-0 (= 2.84.4-3)
rc |libgl1|
ii |xvfb|xserver
"""


def test_a_renamed_package_counts_by_the_name_it_provides() -> None:
    installed = debian.names_of(LISTING)

    assert debian.absent(("libegl1", "libglib2.0-0", "xvfb"), installed) == ()


def test_a_removed_package_with_its_settings_left_is_missing() -> None:
    installed = debian.names_of(LISTING)

    assert debian.absent(("libegl1", "libgl1"), installed) == ("libgl1",)


def test_a_python_without_ensurepip_needs_its_venv_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    (package,) = debian.venv_package()

    assert package.startswith("python3.")
    assert package.endswith("-venv")
