"""The few colours of a paper, made from one accent so that every text on it can be read.

Contrast is WCAG 2.2's ratio of relative luminances; 4.5 is its level AA for text.
"""

import colorsys
import re
from dataclasses import dataclass

RGB = tuple[float, float, float]

READABLE = 4.5
WHITE: RGB = (1.0, 1.0, 1.0)
_TINT = 0.055
_STEP = 0.96


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours one paper is printed with."""

    accent: RGB
    tint: RGB
    ink: RGB = (0x1C / 255, 0x24 / 255, 0x30 / 255)
    dim: RGB = (0x5C / 255, 0x67 / 255, 0x78 / 255)
    hairline: RGB = (0xDD / 255, 0xE1 / 255, 0xE7 / 255)


def palette(accent: str, default: str) -> Palette:
    """The colours around `accent` ("#0f6b68"); a wrong value means `default`, a too light one is darkened."""
    chosen = _parsed(accent) or _parsed(default) or (0.0, 0.0, 0.0)
    dark = darkened(chosen)
    tint = (_mixed(dark[0]), _mixed(dark[1]), _mixed(dark[2]))
    return Palette(accent=dark, tint=tint)


def darkened(colour: RGB, wanted: float = READABLE) -> RGB:
    """The same hue, dark enough to be read on white."""
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    while contrast(colour, WHITE) < wanted:
        light *= _STEP
        colour = colorsys.hls_to_rgb(hue, light, saturation)
    return colour


def contrast(one: RGB, other: RGB) -> float:
    """How well two colours part, from 1 (not at all) to 21 (black on white)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _parsed(text: str) -> RGB | None:
    match = re.fullmatch(r"#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", text.strip(), re.IGNORECASE)
    if match is None:
        return None
    red, green, blue = (int(part, 16) / 255 for part in match.groups())
    return red, green, blue


def _mixed(channel: float) -> float:
    return 1 - (1 - channel) * _TINT


def _luminance(colour: RGB) -> float:
    red, green, blue = (_linear(channel) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own bend
