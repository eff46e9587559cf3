"""Numbers of offers: no holes, no doubles, whatever is undone, done again, removed or brought back."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.command import Asking, query
from app.errors import UserError
from app.services.offer_lists import offer_by_number
from app.services.offer_statuses import send_offer
from app.services.offers import edit_offer, new_offer, remove_offer, revise_offer
from app.services.sellers import edit_seller
from app.views.offers import OfferId, SellerId
from app.workspace import Workspace
from models.nouns import TABLES
from tests.helpers.builders import working
from tests.helpers.clock import FixedClock
from tests.helpers.offers import NOON, a_draft_line, a_seller, a_sent_offer, an_offer_of, card_of

SPRING = date(2027, 3, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a firm of our own."""
    with working(tmp_path, FixedClock(NOON)) as opened:
        a_seller(opened)
        yield opened


@query
def living(asking: Asking) -> list[tuple[Any, ...]]:
    """Seller, number, version of every offer outside the recycle bin."""
    table = TABLES["offer"]
    statement = sa.select(table.c.seller_id, table.c.number, table.c.version).where(table.c.removed_at.is_(None))
    return [tuple(row) for row in asking.connection.execute(statement.order_by(table.c.rid))]


@query
def last_counter(asking: Asking) -> int:
    """How far the counter has come."""
    return int(asking.connection.execute(sa.select(TABLES["number_counter"].c.last)).scalar_one())


def numbers(workspace: Workspace) -> list[str]:
    return [number for _seller, number, _version in workspace.ask(living).result()]


def test_numbers_run_on_per_seller_and_begin_anew_each_year(workspace: Workspace) -> None:
    other = a_seller(workspace, "Альфа Сервис", number_pattern="{seller}/{yy}-{n:03}")
    for dated in (None, None, SPRING):
        an_offer_of(workspace, dated=dated)
        an_offer_of(workspace, dated=dated, seller_id=other)

    found = numbers(workspace)

    assert found == ["КП-2026-1", "АС/26-001", "КП-2026-2", "АС/26-002", "КП-2027-1", "АС/27-001"]


def test_undoing_the_newest_offer_gives_its_number_back(workspace: Workspace) -> None:
    an_offer_of(workspace)
    an_offer_of(workspace)

    workspace.undo().result()

    assert workspace.ask(last_counter).result() == 1
    an_offer_of(workspace)
    assert numbers(workspace) == ["КП-2026-1", "КП-2026-2"]


def test_undoing_an_older_offer_leaves_the_later_numbers_and_the_counter_alone(workspace: Workspace) -> None:
    an_offer_of(workspace)
    entry = workspace.journal(1).result()[0].number
    an_offer_of(workspace)
    an_offer_of(workspace)

    workspace.undo(entry).result()

    assert numbers(workspace) == ["КП-2026-2", "КП-2026-3"]
    assert workspace.ask(last_counter).result() == 3
    an_offer_of(workspace)
    an_offer_of(workspace)
    assert sorted(numbers(workspace)) == ["КП-2026-1", "КП-2026-2", "КП-2026-3", "КП-2026-4"]


def test_an_offer_whose_making_cannot_be_undone_keeps_its_number(workspace: Workspace) -> None:
    an_offer_of(workspace)
    offer = an_offer_of(workspace)
    entry = workspace.journal(1).result()[0].number
    workspace.do(edit_offer, offer, {"title": "edited since"}).result()

    workspace.undo(entry).result()
    an_offer_of(workspace)

    assert numbers(workspace) == ["КП-2026-1", "КП-2026-2", "КП-2026-3"]


def test_a_removed_draft_leaves_no_hole_and_undoing_the_removal_makes_no_double(workspace: Workspace) -> None:
    draft = an_offer_of(workspace)
    workspace.do(remove_offer, draft).result()
    removal = workspace.journal(1).result()[0].number
    an_offer_of(workspace)

    workspace.undo(removal).result()

    assert numbers(workspace) == ["", "КП-2026-1"]
    workspace.do(send_offer, draft).result()
    assert numbers(workspace) == ["КП-2026-2", "КП-2026-1"]


def test_the_number_of_a_paper_that_left_is_never_given_again(workspace: Workspace) -> None:
    workspace.do(remove_offer, a_sent_offer(workspace)).result()

    an_offer_of(workspace)

    assert numbers(workspace) == ["КП-2026-2"]


def test_two_papers_never_leave_under_one_number(workspace: Workspace) -> None:
    first = an_offer_of(workspace)
    workspace.do(remove_offer, first).result()
    removal = workspace.journal(1).result()[0].number
    second = an_offer_of(workspace)
    making = workspace.journal(1).result()[0].number
    workspace.do(send_offer, second).result()
    workspace.undo(making).result()  # the offer stays, it was sent since; the draft in the bin has its number again
    workspace.undo(removal).result()

    said = workspace.do(send_offer, first).result()

    assert said == ("КП-2026-1 was taken: the offer is КП-2026-2 now.",)
    assert numbers(workspace) == ["КП-2026-2", "КП-2026-1"]


def test_a_new_pattern_takes_effect_with_the_next_offer(workspace: Workspace) -> None:
    seller = card_of(workspace, an_offer_of(workspace)).seller_id
    assert seller is not None

    workspace.do(edit_seller, seller, {"number_pattern": "Q{yy}{month}-{n:04}"}).result()

    assert card_of(workspace, an_offer_of(workspace)).row.number == "Q2611-0001"
    assert workspace.ask(offer_by_number, "КП-2026-1").result().version == 1


def test_a_pattern_that_cannot_number_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        a_seller(workspace, "B", number_pattern="no counter")

    assert refused.value.field == "number_pattern"


class Office:
    """Somebody doing and undoing things with offers at random."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.sellers: list[SellerId] = [a_seller(workspace, "A"), a_seller(workspace, "B")]
        self.offers: list[OfferId] = []
        self.before = self.entries()

    def entries(self) -> list[int]:
        return [entry.number for entry in self.workspace.journal(1_000).result() if entry.state == "done"]

    def new(self, which: int) -> None:
        dated = SPRING if which % 3 == 0 else None
        seller = self.sellers[which % 2]
        self.offers.append(
            self.workspace.do(new_offer, None, None, [a_draft_line()], seller_id=seller, dated=dated).result()
        )

    def remove(self, which: int) -> None:
        self.workspace.do(remove_offer, self.offers[which % len(self.offers)]).result()

    def send(self, which: int) -> None:
        self.workspace.do(send_offer, self.offers[which % len(self.offers)]).result()

    def revise(self, which: int) -> None:
        made = self.workspace.do(revise_offer, self.offers[which % len(self.offers)]).result()
        self.offers.append(made)

    def undo(self, which: int) -> None:
        if set(self.entries()) - set(self.before):
            self.workspace.undo().result()

    def redo(self, which: int) -> None:
        self.workspace.redo().result()

    def undo_older(self, which: int) -> None:
        mine = sorted(set(self.entries()) - set(self.before))
        self.workspace.undo(mine[which % len(mine)]).result()


def act(office: Office, steps: list[tuple[str, int]]) -> None:
    for name, which in steps:
        try:
            getattr(office, name)(which)
        except (UserError, ZeroDivisionError):
            continue  # nothing to undo, no offer yet, a locked one: the next step
        rows = office.workspace.ask(living).result()
        doubles = [row for row, count in Counter(row for row in rows if row[1]).items() if count > 1]
        assert doubles == []


def steps_of(*names: str) -> st.SearchStrategy[list[tuple[str, int]]]:
    return st.lists(st.tuples(st.sampled_from(names), st.integers(0, 11)), min_size=4, max_size=14)


quick = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(steps_of("new", "new", "undo", "redo", "remove", "send", "revise"))
def test_no_doing_undoing_and_redoing_makes_two_living_offers_of_one_number(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, working(Path(folder), FixedClock(NOON)) as workspace:
        act(Office(workspace), steps)


@quick
@given(steps_of("new", "new", "undo", "redo", "undo_older"))
def test_undoing_older_offers_by_their_entries_makes_no_doubles_either(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, working(Path(folder), FixedClock(NOON)) as workspace:
        office = Office(workspace)
        act(office, steps)

        gapless = [workspace.do(new_offer, None, None, seller_id=office.sellers[0]).result() for _ in range(15)]

        given_now = {int(card_of(workspace, offer).row.number.rsplit("-", 1)[1]) for offer in gapless}
        held = {int(n.rsplit("-", 1)[1]) for s, n, _v in workspace.ask(living).result()
                if s == office.sellers[0] and "-2026-" in n}  # fmt: skip
        assert held == set(range(1, len(held) + 1))
        assert given_now <= held
