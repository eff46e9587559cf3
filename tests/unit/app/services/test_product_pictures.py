"""Pictures of products, and where a product stands in the catalogue."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from app.errors import UserError
from app.records.pictures import LARGEST
from app.services.product_pictures import picture, set_picture
from app.services.products import add_product, archive_product, product_card, product_position, products
from app.views.offers import ProductId
from app.workspace import Workspace
from tests.helpers.builders import working

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with working(tmp_path) as opened:
        yield opened


@pytest.fixture
def vice(workspace: Workspace) -> ProductId:
    """A vice among a lathe and a press."""
    made = [workspace.do(add_product, {"name": name}).result() for name in ("Vice", "Lathe", "Press")]
    return made[0]


def test_a_picture_is_kept_by_its_content_and_taken_away_again(workspace: Workspace, vice: ProductId) -> None:
    workspace.do(set_picture, vice, PNG + b"vice", workspace.files).result()
    digest = workspace.ask(product_card, vice).result().picture_hash

    assert workspace.ask(picture, digest, workspace.files).result() == PNG + b"vice"
    workspace.do(set_picture, vice, b"", workspace.files).result()
    assert workspace.ask(product_card, vice).result().picture_hash == ""


@pytest.mark.parametrize("content", [b"GIF89a", PNG + b"x" * LARGEST])
def test_what_an_offer_could_not_print_is_refused(workspace: Workspace, vice: ProductId, content: bytes) -> None:
    with pytest.raises(UserError):
        workspace.do(set_picture, vice, content, workspace.files).result()

    assert workspace.ask(product_card, vice).result().picture_hash == ""


def test_the_place_of_a_product_is_where_the_list_shows_it(workspace: Workspace, vice: ProductId) -> None:
    rows = workspace.ask(products).result().rows

    assert workspace.ask(product_position, vice).result() == (2, False)
    assert [workspace.ask(product_position, row.id).result() for row in rows] == [(0, False), (1, False), (2, False)]
    workspace.do(archive_product, vice).result()
    assert workspace.ask(product_position, vice).result() == (2, True)
    assert workspace.ask(product_position, ProductId(uuid4())).result() is None


def test_a_category_holds_those_below_it(workspace: Workspace) -> None:
    for name, category in (("A", "Machines"), ("B", "Machines/Lathes"), ("C", "Machines and tools")):
        workspace.do(add_product, {"name": name, "category": category}).result()

    assert [row.name for row in workspace.ask(products, category="Machines").result().rows] == ["A", "B"]
