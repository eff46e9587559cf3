"""The colours of both themes by what they mean, and which of the two is in force."""

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark"]


def colours() -> "Palette":
    """The palette in force: ask while painting, never keep it."""
    return _in_force[0]


def use(scheme: Scheme) -> None:
    """Put a palette in force; `ui.theme.look` tells the window afterwards."""
    _in_force[0] = DARK if scheme == "dark" else LIGHT


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of one theme; `_soft` is the fill behind text of the same meaning."""

    scheme: Scheme
    bg: str
    panel: str
    rail: str
    line: str
    edge: str  # the border of a control: needs more contrast than a hairline
    text: str
    dim: str
    faint: str  # decoration only: too pale for text
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str
    on_accent: str
    hover: str
    pressed: str
    sel: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    good: str
    good_soft: str
    call: str
    meet: str
    todo: str
    offer: str
    shadow: str


LIGHT = Palette(
    scheme="light",
    bg="#f6f7f9",
    panel="#ffffff",
    rail="#eef0f3",
    line="#e3e6eb",
    edge="#d6dbe2",
    text="#1c2430",
    dim="#5f6b7c",
    faint="#98a2b3",
    accent="#0f6b68",
    accent_hover="#0c5b58",
    accent_pressed="#0a4b49",
    accent_soft="#e0f1ef",
    on_accent="#ffffff",
    hover="#f1f3f6",
    pressed="#e6e9ee",
    sel="#e4f0ef",
    warn="#a84c08",
    warn_soft="#fdf0e3",
    bad="#b42318",
    bad_soft="#fdeceb",
    good="#197545",
    good_soft="#e5f5ec",
    call="#2f5bd0",
    meet="#7a3fc2",
    todo="#0f6b68",
    offer="#b4540a",
    shadow="#101828",
)

DARK = Palette(
    scheme="dark",
    bg="#15181d",
    panel="#1c2027",
    rail="#181b21",
    line="#2b313a",
    edge="#363d48",
    text="#e6e9ee",
    dim="#9aa5b4",
    faint="#6c7786",
    accent="#4cc0b8",
    accent_hover="#62cdc5",
    accent_pressed="#3aaba3",
    accent_soft="#1d3533",
    on_accent="#0b1f1e",
    hover="#242932",
    pressed="#2d343f",
    sel="#20302f",
    warn="#f0a35e",
    warn_soft="#38291a",
    bad="#f2857c",
    bad_soft="#3b2220",
    good="#68cf98",
    good_soft="#1c3326",
    call="#8aa8ff",
    meet="#c49bff",
    todo="#4cc0b8",
    offer="#f0a35e",
    shadow="#000000",
)

_in_force: list[Palette] = [LIGHT]
