"""One design of an offer with the paper's colours: the styles and measures every block is set with."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache

from app.documents.offer_paper import DEFAULT_ACCENT, OfferPaper, TemplateKey
from app.documents.palette import Palette, palette
from app.documents.typesetting import Style
from resources.offer_templates import template_file

PAGE_SIZES = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of a design file; type sizes are size and leading."""

    margin: float
    body: tuple[float, float]
    small: tuple[float, float]
    cell: tuple[float, float]
    title: tuple[float, float]
    row_padding: float
    gap: float
    logo_height: float
    picture: float
    letter: bool
    stamp: float = 108.0  # a round stamp is 38 mm across


@dataclass(frozen=True, slots=True)
class Design:
    """A design file and a palette turned into styles; `width` is the page's without its margins."""

    measures: Measures
    colours: Palette
    page: tuple[float, float]
    width: float
    body: Style
    body_bold: Style
    body_dim: Style
    lead: Style
    small: Style
    small_bold: Style
    cell: Style
    cell_bold: Style
    cell_dim: Style
    title: Style
    grand: Style


def design_of(paper: OfferPaper, air: float = 1.0) -> Design:
    """The design a paper asks for, in its own colour; less `air` sets it tighter, to save a page."""
    return _design(paper.template, paper.accent, paper.page_size, air)


@cache
def measures(key: TemplateKey) -> Measures:
    """The measures of one design, read from its file once."""
    with template_file(key).open("rb") as file:
        values = tomllib.load(file)
    return Measures(
        body=_pair(values["body"]),
        small=_pair(values["small"]),
        cell=_pair(values["cell"]),
        title=_pair(values["title"]),
        letter=bool(values["letter"]),
        margin=float(values["margin"]),
        row_padding=float(values["row_padding"]),
        gap=float(values["gap"]),
        logo_height=float(values["logo_height"]),
        picture=float(values["picture"]),
    )


@cache
def _design(key: TemplateKey, accent: str, page_size: str, air: float) -> Design:
    sizes, colours, page = _tightened(measures(key), air), palette(accent, DEFAULT_ACCENT), PAGE_SIZES[page_size]
    ink, dim = colours.ink, colours.dim
    return Design(
        measures=sizes,
        colours=colours,
        page=page,
        width=page[0] - 2 * sizes.margin,
        body=Style(*sizes.body, ink),
        body_bold=Style(*sizes.body, ink, "bold"),
        body_dim=Style(*sizes.body, dim),
        lead=Style(sizes.body[0] + 2.2, sizes.body[1] + 2, ink, "bold"),
        small=Style(*sizes.small, dim),
        small_bold=Style(*sizes.small, dim, "bold"),
        cell=Style(*sizes.cell, ink),
        cell_bold=Style(*sizes.cell, ink, "bold"),
        cell_dim=Style(*sizes.cell, dim),
        title=Style(*sizes.title, ink, "bold"),
        grand=Style(sizes.body[0] + 3, sizes.body[1] + 4, ink, "bold"),
    )


def _tightened(sizes: Measures, air: float) -> Measures:
    """The same design with less white and slightly smaller type."""
    type_scale, leading_scale = 1 - (1 - air) * 0.11, 1 - (1 - air) * 0.2

    def tight(pair: tuple[float, float]) -> tuple[float, float]:
        return pair[0] * type_scale, pair[1] * leading_scale

    return replace(
        sizes,
        body=tight(sizes.body),
        small=tight(sizes.small),
        cell=tight(sizes.cell),
        title=tight(sizes.title),
        row_padding=sizes.row_padding * air,
        gap=sizes.gap * air,
        stamp=sizes.stamp * (1 - (1 - air) * 0.3),
    )


def _pair(values: list[float]) -> tuple[float, float]:
    size, leading = values
    return float(size), float(leading)
