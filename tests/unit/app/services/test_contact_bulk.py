"""Changes of many contacts at once: whom they reach, what they come to, and that one undo takes all of it back."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.contact_bulk import (
    chosen_count,
    edit_chosen,
    give_status,
    many_fields,
    marks_of_chosen,
    plan_for_chosen,
    preview_edit,
    remove_chosen,
    tag_chosen,
    take_status,
    untag_chosen,
)
from app.services.contact_cards import contact_card
from app.services.contact_lists import contact_count
from app.services.contacts import edit_contact
from app.views.calendar import When
from app.views.chosen import Chosen, EditPreview, MarkShare, PlanForMany
from app.views.conditions import Condition
from app.views.contacts import ContactCard, ContactId
from app.workspace import Workspace
from tests.helpers.furnished import ZONE, a_person, furnished
from tests.helpers.raw_sql import value_of

EVERYBODY = Chosen(everyone=True)
Four = tuple[ContactId, ContactId, ContactId, ContactId]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with furnished(tmp_path) as opened:
        yield opened


@pytest.fixture
def four(workspace: Workspace) -> Four:
    """Ann and Boris of Romashka, Vera and Gleb without a company."""
    return (
        a_person(workspace, "Анна", company="Ромашка", job_title="директор", status="customer", tags="VIP"),
        a_person(workspace, "Борис", company="Ромашка", job_title="закупщик"),
        a_person(workspace, "Вера", job_title="директор", tags="VIP"),
        a_person(workspace, "Глеб"),
    )


def these(*ids: ContactId) -> Chosen:
    return Chosen(ids=frozenset(ids))


def cards(workspace: Workspace, four: Four) -> list[ContactCard]:
    return [workspace.ask(contact_card, each).result() for each in four]


def test_the_chosen_are_these_or_everybody_but_these_within_their_conditions(workspace: Workspace, four: Four) -> None:
    ann, boris, vera, _gleb = four
    directors = (Condition("job_title", "is", "директор"),)

    def number(chosen: Chosen) -> int:
        return workspace.ask(chosen_count, chosen).result()

    assert number(these(ann, boris)) == 2
    assert number(EVERYBODY) == 4
    assert number(Chosen(ids=frozenset([ann]), everyone=True)) == 3
    assert number(Chosen(directors, everyone=True)) == 2
    assert number(Chosen(directors, frozenset([boris, vera]))) == 1
    assert number(these()) == 0


def test_a_field_is_written_for_all_chosen_and_one_undo_brings_every_value_back(
    workspace: Workspace, four: Four
) -> None:
    changed = workspace.do(edit_chosen, these(*four[:3]), "job_title", "директор").result()

    assert changed == 1
    assert [card.job_title for card in cards(workspace, four)] == ["директор", "директор", "директор", ""]
    assert workspace.journal(1).result()[0].subject == "3"
    workspace.undo().result()
    assert [card.job_title for card in cards(workspace, four)] == ["директор", "закупщик", "директор", ""]


def test_everybody_is_changed_without_one_row_being_loaded(workspace: Workspace, four: Four) -> None:
    workspace.do(
        edit_chosen, Chosen((Condition("company", "empty"),), everyone=True), "company", "ромашка ооо"
    ).result()

    assert [card.company for card in cards(workspace, four)] == ["Ромашка"] * 4
    assert value_of(workspace, "SELECT count(*) FROM company WHERE name LIKE 'Р%'") == 1
    workspace.undo().result()
    assert [card.company for card in cards(workspace, four)] == ["Ромашка", "Ромашка", "", ""]


def test_a_preview_counts_who_has_the_value_already(workspace: Workspace, four: Four) -> None:
    del four

    def preview(field: str, value: str) -> EditPreview:
        return workspace.ask(preview_edit, EVERYBODY, field, value).result()

    assert preview("job_title", " директор ") == EditPreview(4, 2, "директор")
    assert preview("job_title", "") == EditPreview(4, 1, "")
    assert preview("company", "ООО «Ромашка»") == EditPreview(4, 2, "ООО «Ромашка»")
    assert preview("company", "") == EditPreview(4, 2, "")
    assert preview("lead_source", "exhibition") == EditPreview(4, 0, "Exhibition")
    assert preview("do_not_call", "no") == EditPreview(4, 4, "no")


@pytest.mark.parametrize(("field", "value"), [("trust", "much"), ("nonsense", "x"), ("consent_on", "one day")])
def test_what_cannot_be_read_is_refused_before_and_during_the_change(
    workspace: Workspace, four: Four, field: str, value: str
) -> None:
    del four

    with pytest.raises(UserError) as before:
        workspace.ask(preview_edit, EVERYBODY, field, value).result()
    with pytest.raises(UserError):
        workspace.do(edit_chosen, EVERYBODY, field, value).result()

    assert before.value.field == field


def test_every_field_offered_can_be_written_for_many(workspace: Workspace, four: Four) -> None:
    del four
    values = {"number": "3", "flag": "yes", "day": "2026-01-10"}

    fields = workspace.ask(many_fields).result()

    assert {"company", "job_title", "lead_source", "do_not_mail", "trust"} <= {one.name for one in fields}
    assert not {"last", "photo_hash", "is_me", "birthday"} & {one.name for one in fields}
    for one in fields:
        typed = "Омск" if one.name == "time_zone" else values.get(one.kind, "word")
        workspace.do(edit_chosen, EVERYBODY, one.name, typed).result()
        again = workspace.ask(preview_edit, EVERYBODY, one.name, typed).result()
        assert again.same == 4, one.name


def test_a_tag_is_put_on_all_taken_off_all_and_put_on_again(workspace: Workspace, four: Four) -> None:
    assert workspace.do(tag_chosen, EVERYBODY, "vip").result() == 2
    assert [card.tags for card in cards(workspace, four)] == [("VIP",)] * 4
    workspace.undo().result()
    assert [card.tags for card in cards(workspace, four)] == [("VIP",), (), ("VIP",), ()]
    workspace.redo().result()
    assert workspace.do(untag_chosen, these(four[0], four[1]), "VIP").result() == 2
    assert [card.tags for card in cards(workspace, four)] == [(), (), ("VIP",), ("VIP",)]

    assert workspace.do(tag_chosen, EVERYBODY, "VIP").result() == 2

    assert [card.tags for card in cards(workspace, four)] == [("VIP",)] * 4
    assert workspace.do(untag_chosen, EVERYBODY, "nobody has it").result() == 0


def test_a_tag_without_a_name_is_refused(workspace: Workspace, four: Four) -> None:
    with pytest.raises(UserError):
        workspace.do(tag_chosen, these(*four), "  ").result()


def test_a_status_is_given_to_all_and_taken_off_all(workspace: Workspace, four: Four) -> None:
    assert workspace.do(give_status, EVERYBODY, "customer").result() == 3
    assert [status.key for card in cards(workspace, four) for status in card.statuses] == ["customer"] * 4

    assert workspace.do(take_status, these(*four[1:]), "customer").result() == 3

    assert [len(card.statuses) for card in cards(workspace, four)] == [1, 0, 0, 0]
    workspace.undo().result()
    assert [len(card.statuses) for card in cards(workspace, four)] == [1, 1, 1, 1]


def test_the_marks_of_the_chosen_say_how_many_have_each(workspace: Workspace, four: Four) -> None:
    shares = workspace.ask(marks_of_chosen, these(*four[:2])).result()

    assert set(shares) == {MarkShare("status", "customer", "Customer", 1), MarkShare("tags", "VIP", "VIP", 1)}


@pytest.mark.parametrize(("clock", "rings"), [(time(10), "2026-11-12 02:45"), (None, "2026-11-12 01:45")])
def test_the_same_step_is_planned_with_each_and_taken_back_at_once(
    workspace: Workspace, four: Four, clock: time | None, rings: str
) -> None:
    plan = PlanForMany("call", When(date(2026, 11, 12), clock, ZONE), "Autumn prices", 15, 15)

    assert workspace.do(plan_for_chosen, these(*four[:3]), plan).result() == 3

    steps = [card.next_activity for card in cards(workspace, four)]
    assert [step.regarding if step else "" for step in steps] == ["Autumn prices"] * 3 + [""]
    assert [step.timeless for step in steps if step] == [clock is None] * 3
    assert (
        value_of(workspace, "SELECT group_concat(DISTINCT strftime('%F %H:%M', due_at / 1000, 'unixepoch')) FROM alarm")
        == rings
    )
    workspace.undo().result()
    assert [card.next_activity for card in cards(workspace, four)] == [None] * 4


def test_all_chosen_go_to_the_recycle_bin_and_come_back_together(workspace: Workspace, four: Four) -> None:
    assert workspace.do(remove_chosen, Chosen((Condition("company", "is", "Ромашка"),), everyone=True)).result() == 2
    assert workspace.ask(contact_count).result() == 2

    workspace.undo().result()

    assert workspace.ask(contact_count).result() == 4
    assert cards(workspace, four)[0].company == "Ромашка"


def test_a_later_edit_of_one_of_them_outlives_the_undoing_of_all(workspace: Workspace, four: Four) -> None:
    workspace.do(edit_chosen, EVERYBODY, "department", "sales").result()
    entry = workspace.journal(1).result()[0].number
    workspace.do(edit_contact, four[0], {"department": "purchases"}).result()

    workspace.undo(entry).result()

    assert value_of(workspace, "SELECT group_concat(department) FROM contact WHERE department <> ''") == "purchases"


def test_a_zone_is_said_by_its_city_for_many_as_it_is_for_one(workspace: Workspace, four: Four) -> None:
    changed = workspace.do(edit_chosen, EVERYBODY, "time_zone", "Екатеринбург").result()

    assert changed == len(four)
    assert (
        value_of(workspace, "SELECT DISTINCT time_zone FROM contact WHERE removed_at IS NULL") == "Asia/Yekaterinburg"
    )
    assert workspace.ask(preview_edit, EVERYBODY, "time_zone", "UTC+5").result().same == 0
    assert workspace.ask(preview_edit, EVERYBODY, "time_zone", "екатеринбург").result().same == len(four)
    with pytest.raises(UserError, match="No time zone"):
        workspace.do(edit_chosen, EVERYBODY, "time_zone", "Нигде").result()
