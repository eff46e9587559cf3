"""What becomes of offers: sending plans and locks, answers stay, only silence runs out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.command import Asking, query
from app.errors import UserError
from app.services.offer_lists import offers
from app.services.offer_statuses import accept_offer, decline_offer, discuss_offer, expire_offers, send_offer
from app.services.offers import edit_offer, new_offer, revise_offer
from app.views.offers import OfferId
from app.workspace import Workspace
from models.nouns import TABLES
from tests.helpers.builders import working
from tests.helpers.clock import FixedClock
from tests.helpers.offers import NOON, a_draft_line, a_seller, a_sent_offer, an_offer_of, card_of, client_and_me

LAST_DAY = date(2026, 11, 25)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a firm of our own, a client and me in Novosibirsk, at noon of a Wednesday."""
    with working(tmp_path, FixedClock(NOON)) as opened:
        a_seller(opened)
        yield opened


@query
def planned(asking: Asking) -> list[tuple[str, str, date, datetime | None]]:
    """What is planned and open: kind, text, day, moment."""
    table = TABLES["activity"]
    statement = sa.select(table.c.kind, table.c.regarding, table.c.due_on, table.c.start_at).where(
        table.c.removed_at.is_(None), table.c.completed_at.is_(None)
    )
    return [tuple(row) for row in asking.connection.execute(statement.order_by(table.c.due_on))]


@query
def history(asking: Asking) -> list[tuple[str, str, str, bool]]:
    """What happened: kind, result, text, whether the program wrote it."""
    table = TABLES["history"]
    columns = (table.c.kind, table.c.result, table.c.details, table.c.system)
    return [tuple(row) for row in asking.connection.execute(sa.select(*columns).order_by(table.c.rid))]


def status_of(workspace: Workspace, offer: OfferId) -> str:
    return card_of(workspace, offer).row.status


def test_sending_plans_a_call_and_a_word_on_the_eve_of_the_last_day(workspace: Workspace) -> None:
    person, _firm = workspace.do(client_and_me).result()
    offer = workspace.do(new_offer, person, None, [a_draft_line()], valid_days=14).result()

    workspace.do(send_offer, offer).result()

    call, eve = workspace.ask(planned).result()
    assert call == (
        "call", "Ask about the offer КП-2026-1", date(2026, 11, 13), datetime(2026, 11, 13, 3, tzinfo=UTC),
    )  # fmt: skip
    assert eve == ("todo", "Tomorrow is the last day of the offer КП-2026-1", date(2026, 11, 24), None)


def test_the_eve_of_a_monday_is_the_friday_before(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, valid_days=12)  # through Monday the 23rd

    workspace.do(send_offer, offer).result()

    _call, eve = workspace.ask(planned).result()
    assert (eve[1], eve[2]) == ("The offer КП-2026-1 runs out on 23\u00a0Nov", date(2026, 11, 20))


def test_an_offer_of_one_day_plans_the_call_alone(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, valid_days=1)

    workspace.do(send_offer, offer).result()

    assert [kind for kind, *_rest in workspace.ask(planned).result()] == ["call"]


def test_sending_is_written_into_the_history(workspace: Workspace) -> None:
    a_sent_offer(workspace)

    rows = workspace.ask(history).result()

    assert rows == [("email", "sent", "", False), ("system", "", "draft → sent", True)]


def test_one_undo_takes_a_sending_back_with_all_it_planned(workspace: Workspace) -> None:
    offer = a_sent_offer(workspace)

    workspace.undo().result()

    assert status_of(workspace, offer) == "draft"
    assert workspace.ask(planned).result() == []
    assert workspace.ask(history).result() == []


def test_an_answer_takes_the_planned_questions_off(workspace: Workspace) -> None:
    accepted, declined = a_sent_offer(workspace), a_sent_offer(workspace)

    workspace.do(accept_offer, accepted).result()
    workspace.do(decline_offer, declined).result()

    assert workspace.ask(planned).result() == []


def test_a_new_version_takes_the_questions_about_the_old_one_off(workspace: Workspace) -> None:
    offer = a_sent_offer(workspace)

    workspace.do(revise_offer, offer).result()

    assert workspace.ask(planned).result() == []


def test_an_empty_offer_and_one_that_has_run_out_are_not_sent(workspace: Workspace) -> None:
    empty = workspace.do(new_offer, None, None).result()
    options = an_offer_of(workspace, a_draft_line(role="option"))
    late = an_offer_of(workspace, dated=date(2026, 10, 1), valid_days=5)

    refused = []
    for offer in (empty, options, late):
        with pytest.raises(UserError) as error:
            workspace.do(send_offer, offer).result()
        refused.append(error.value.field)

    assert refused == ["lines", "lines", "valid_through"]


def test_an_offer_that_runs_out_today_is_still_sent(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, dated=date(2026, 11, 1), valid_days=10)

    workspace.do(send_offer, offer).result()

    assert status_of(workspace, offer) == "sent"


def test_a_rate_of_another_year_is_said_but_no_barrier(workspace: Workspace) -> None:
    offer = an_offer_of(workspace, a_draft_line(vat=Decimal(20)))

    said = workspace.do(send_offer, offer).result()

    assert said == ("A VAT rate of 20% is not in force on the day of the offer.",)
    assert status_of(workspace, offer) == "sent"


def test_an_offer_is_valid_through_the_end_of_its_last_day(workspace: Workspace) -> None:
    offer = a_sent_offer(workspace)

    on_the_day = workspace.do(expire_offers, LAST_DAY).result()
    assert status_of(workspace, offer) == "sent"
    the_day_after = workspace.do(expire_offers, date(2026, 11, 26)).result()

    assert (on_the_day, the_day_after) == (0, 1)
    assert status_of(workspace, offer) == "expired"


def test_only_offers_awaiting_an_answer_run_out(workspace: Workspace) -> None:
    by_status: dict[str, OfferId] = {"draft": an_offer_of(workspace), "sent": a_sent_offer(workspace)}
    for status, answer in (("discussed", discuss_offer), ("accepted", accept_offer), ("declined", decline_offer)):
        by_status[status] = a_sent_offer(workspace)
        workspace.do(answer, by_status[status]).result()
    by_status["superseded"] = a_sent_offer(workspace)
    workspace.do(revise_offer, by_status["superseded"]).result()

    workspace.do(expire_offers, date(2030, 1, 1)).result()

    left = {status: status_of(workspace, offer) for status, offer in by_status.items()}
    assert left == {
        "draft": "draft", "sent": "expired", "discussed": "expired", "accepted": "accepted", "declined": "declined",
        "superseded": "superseded",
    }  # fmt: skip


def test_an_offer_without_a_last_day_never_runs_out(workspace: Workspace) -> None:
    offer = an_offer_of(workspace)
    workspace.do(edit_offer, offer, {"valid_through": ""}).result()
    workspace.do(send_offer, offer).result()

    workspace.do(expire_offers, date(2030, 1, 1)).result()

    assert status_of(workspace, offer) == "sent"


def test_when_nothing_runs_out_nothing_is_written_into_the_journal(workspace: Workspace) -> None:
    a_sent_offer(workspace)
    before = workspace.journal().result()

    workspace.do(expire_offers, LAST_DAY).result()

    assert workspace.journal().result() == before


def test_a_client_may_accept_after_the_last_day(workspace: Workspace) -> None:
    offer = a_sent_offer(workspace)
    workspace.do(expire_offers, date(2026, 12, 1)).result()

    workspace.do(accept_offer, offer).result()

    assert status_of(workspace, offer) == "accepted"


def test_an_answer_needs_a_paper_that_was_sent_and_stands(workspace: Workspace) -> None:
    draft, outdated, accepted = an_offer_of(workspace), a_sent_offer(workspace), a_sent_offer(workspace)
    workspace.do(revise_offer, outdated).result()
    workspace.do(accept_offer, accepted).result()

    for offer, sentence in ((draft, "send it first"), (outdated, "newer version"), (accepted, "answer already")):
        with pytest.raises(UserError, match=sentence):
            workspace.do(decline_offer, offer).result()


def test_the_days_left_are_counted_while_an_answer_is_awaited(workspace: Workspace) -> None:
    a_sent_offer(workspace)
    an_offer_of(workspace)

    draft, sent = workspace.ask(offers).result().rows

    assert (draft.days_left, sent.days_left) == (None, 14)
