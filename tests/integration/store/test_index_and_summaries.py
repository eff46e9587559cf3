"""The search index against a plain reading of the records, and the summaries against a plain count."""

from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.custom_fields import define_field, remove_field, set_value
from app.workspace import Workspace
from models.rules.search_text import search_text
from models.store import summaries
from models.store.index_sources import SOURCES
from models.store.text_index import matching, phones_with
from tests.helpers.builders import (
    a_call,
    a_company,
    a_contact,
    a_phone,
    a_tag,
    a_tagging,
    an_activity,
    an_email,
    an_offer,
    an_offer_line,
    put,
    working,
)
from tests.helpers.clock import NOON
from tests.helpers.random_changes import Step, change, changes, furnish
from tests.helpers.raw_sql import State, out_of_step, rows_of, run_sql, state_of, value_of
from tests.helpers.sizes import examples

Words = dict[str, dict[int, set[str]]]  # kind → row number → words

OWN = {
    "contact": ("last", "first", "middle", "nickname", "job_title", "department", "referred_by", "interest", "about"),
    "company": ("name", "full_name", "industry", "region", "web", "about"),
    "offer": ("number", "title", "basis", "intro"),
    "product": ("code", "name", "description", "category"),
    "opportunity": ("name", "details"),
    "activity": ("regarding", "details", "place"),
    "note": ("text",),
    "promise": ("text",),
    "attachment": ("name",),
    "history": ("regarding", "details"),
}


@examples(15)
@given(steps=st.lists(changes(), min_size=8, max_size=16), undone=st.integers(0, 3))
def test_every_word_of_every_living_record_leads_to_it_and_no_other_word_does(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step], undone: int
) -> None:
    with working(tmp_path_factory.mktemp("words"), durable=False) as workspace:
        furnish(workspace)
        for step in steps:
            change(workspace, step)
        for _time in range(min(undone, value_of(workspace, "SELECT count(*) FROM journal"))):
            workspace.undo().result()

        for kind, expected in words_by_reading(state_of(workspace)).items():
            found: dict[str, set[int]] = defaultdict(set)
            for rid, words in expected.items():
                for word in words:
                    found[word].add(rid)
            for word in {*found, "онил", "ann", "nobody"}:
                assert set(hits(workspace, kind, word)) == found.get(word, set()), (kind, word)
        assert out_of_step(workspace) == []


def words_by_reading(state: State) -> Words:
    """What the words of each record are, told without SQL."""
    living = {key: row for key, row in state.items() if row["removed_at"] is None}
    found: Words = {kind: {} for kind in OWN}
    for (kind, record_id), row in living.items():
        if kind in OWN:
            texts = [row[name] for name in OWN[kind]] + _of_parts(living, kind, record_id, row)
            found[kind][row["rid"]] = set(search_text(*texts).split())
    return found


def _of_parts(living: State, kind: str, record_id: bytes, row: dict[str, object]) -> list[str]:
    texts: list[str] = []
    for (table, _id), part in living.items():
        if table in ("channel", "address", "requisites") and part.get(f"{kind}_id") == record_id:
            if table == "channel":
                texts += [part["value"]] if part["kind"] != "phone" else []
            else:
                texts += [part[name] for name in _PARTS[table, kind]]
        if table == "offer_line" and kind == "offer" and part["offer_id"] == record_id:
            texts += [part["name"], part["description"]]
        if table == "contact_tag" and kind == "contact" and part["contact_id"] == record_id:
            tag = living.get(("tag", part["tag_id"]))
            texts += [tag["name"]] if tag else []
        if table == "custom_value" and (part["record_kind"], part["record_id"]) == (kind, _text_id(record_id)):
            field = living.get(("custom_field", part["field_id"]))
            texts += [part["value"]] if field and field["searchable"] and field["kind"] != "flag" else []
    firm = living.get(("company", row.get("company_id"))) if kind == "contact" else None  # type: ignore[arg-type]
    return [*texts, *([firm["name"]] if firm else [])]


_PARTS = {
    ("address", "contact"): ("city", "street", "region"),
    ("address", "company"): ("city", "street"),
    ("requisites", "company"): ("legal_name", "inn", "ogrn"),
}


def _text_id(record_id: bytes) -> str:
    return str(UUID(bytes=record_id)) if len(record_id) == 16 else ""


def hits(workspace: Workspace, kind: str, word: str) -> list[int]:
    """Row numbers found by a word."""
    found: list[list[int]] = []
    with workspace._database.read() as connection:
        found.append(matching(connection.connection.driver_connection, kind, f'"{word}"', 1_000))  # type: ignore[arg-type]
    return found[0]


def test_the_reading_knows_every_searchable_field() -> None:
    for kind, source in SOURCES.items():
        own = {part.removeprefix("r.") for part in source.words.split(", ") if part.startswith("r.")}
        assert own == set(OWN[str(kind)]), kind
    assert {str(kind) for kind in SOURCES} == set(OWN)


def test_renaming_a_company_changes_the_words_of_its_people(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        firm = a_company("Ромашка")
        put(workspace, firm, a_contact("Ann", company_id=firm.id), a_contact("Bob"))
        assert hits(workspace, "contact", "ромашка") == [1]

        run_sql(workspace, "UPDATE company SET name = 'ООО «Лютик»'")

        assert hits(workspace, "contact", "ромашка") == []
        assert hits(workspace, "contact", "лютик") == [1]
        assert rows_of(workspace, "SELECT company_name, company_key FROM contact_summary WHERE contact_rid = 1") == [
            ("ООО «Лютик»", "лютик")
        ]


def test_a_company_in_the_recycle_bin_is_no_word_of_its_people(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        firm = a_company("Ромашка")
        put(workspace, firm, a_contact("Ann", company_id=firm.id))

        run_sql(workspace, "UPDATE company SET removed_at = 1")

        assert hits(workspace, "contact", "ромашка") == []
        assert value_of(workspace, "SELECT company_name FROM contact_summary") == ""


def test_renaming_and_removing_a_tag_changes_the_words_of_those_who_bear_it(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        person, tag = a_contact("Ann"), a_tag("partner")
        put(workspace, person, tag, a_tagging(person, tag))

        run_sql(workspace, "UPDATE tag SET name = 'friend'")
        assert (hits(workspace, "contact", "partner"), hits(workspace, "contact", "friend")) == ([], [1])
        run_sql(workspace, "UPDATE tag SET removed_at = 1")

        assert hits(workspace, "contact", "friend") == []


def test_a_removed_record_is_found_no_more_and_a_restored_one_is(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        person = a_contact("Ann")
        offer = an_offer(person)
        put(workspace, person, an_email(person, "lee@example.com"), offer, an_offer_line(offer, "Pump"))

        run_sql(workspace, "UPDATE contact SET removed_at = 1", "UPDATE offer SET removed_at = 1")
        assert (hits(workspace, "contact", "lee"), hits(workspace, "offer", "pump")) == ([], [])
        assert value_of(workspace, "SELECT count(*) FROM contact_summary") == 0
        run_sql(workspace, "UPDATE contact SET removed_at = NULL", "UPDATE offer SET removed_at = NULL")

        assert (hits(workspace, "contact", "lee"), hits(workspace, "offer", "pump")) == ([1], [1])


def test_a_value_of_ones_own_field_finds_its_record_until_the_field_goes(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        person = a_contact("Ann")
        firm = a_company("Alpha")
        put(workspace, person, firm)
        hobby = workspace.do(define_field, "contact", "Hobby").result()
        fleet = workspace.do(define_field, "company", "Fleet").result()
        workspace.do(set_value, hobby, person.id, "Ёлки и парусный спорт").result()
        workspace.do(set_value, fleet, firm.id, "Catamaran").result()
        assert (hits(workspace, "contact", "парусныи"), hits(workspace, "contact", "парусный")) == ([], [1])
        assert (hits(workspace, "company", "catamaran"), hits(workspace, "contact", "catamaran")) == ([1], [])

        workspace.do(set_value, hobby, person.id, "chess").result()
        assert (hits(workspace, "contact", "елки"), hits(workspace, "contact", "chess")) == ([], [1])
        workspace.do(remove_field, hobby).result()
        assert hits(workspace, "contact", "chess") == []
        workspace.undo().result()

        assert hits(workspace, "contact", "chess") == [1]
        assert out_of_step(workspace) == []


def test_an_edit_that_changes_no_word_leaves_the_index_alone(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        put(workspace, a_contact("Ann", about="Likes Sailing"))
        before = value_of(workspace, "SELECT block FROM find_text_data WHERE id = 10")

        run_sql(workspace, "UPDATE contact SET about = 'likes — sailing!', favourite = 1")

        assert value_of(workspace, "SELECT block FROM find_text_data WHERE id = 10") == before
        assert hits(workspace, "contact", "sailing") == [1]


def test_any_three_digits_in_a_row_find_a_phone_until_it_is_changed(tmp_path: Path) -> None:
    def phones(digits: str) -> list[int]:
        with workspace._database.read() as connection:
            return phones_with(connection.connection.driver_connection, f'"{digits}"', 10)  # type: ignore[arg-type]

    with working(tmp_path) as workspace:
        person = a_contact()
        put(workspace, person, a_phone(person, "+79131234567", extension="890"))
        assert [phones(part) for part in ("131", "4567", "890", "999")] == [[1], [1], [1], []]

        run_sql(workspace, "UPDATE channel SET normal = '+79139990000'")

        assert [phones(part) for part in ("3123", "999", "890")] == [[], [1], [1]]


def test_a_person_without_a_name_stands_in_lists_under_the_first_way_to_reach_them(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        person = a_contact("")
        put(workspace, person)
        put(workspace, an_email(person, "lee@example.com"), an_email(person, "ann@example.com"))
        named_by = [value_of(workspace, "SELECT sort_key FROM contact_summary")]

        run_sql(workspace, "UPDATE channel SET removed_at = 1 WHERE rid = 1")
        named_by.append(value_of(workspace, "SELECT sort_key FROM contact_summary"))

        assert named_by == ["lee example com", "ann example com"]


def test_the_newest_of_the_human_touches_is_kept_and_system_rows_are_none(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        person = a_contact()
        put(
            workspace, person, a_call(person, NOON), a_call(person, NOON + timedelta(hours=1), "busy"),
            a_call(person, NOON + timedelta(hours=2), kind="system", system=True),
        )  # fmt: skip

        row = rows_of(
            workspace, "SELECT last_reach_at, last_attempt_at, last_touch_at, last_result FROM contact_summary"
        )

        noon = int(NOON.timestamp() * 1000)
        assert row == [(noon, noon + 3_600_000, noon + 3_600_000, "busy")]


def test_the_next_activity_is_the_earliest_open_one_and_the_first_made_of_equals(tmp_path: Path) -> None:
    with working(tmp_path) as workspace:
        person = a_contact()
        later, first, second = (NOON + timedelta(hours=hours) for hours in (2, 1, 1))
        put(workspace, person)
        for at in (later, first, second, None):
            put(workspace, an_activity(person, at))

        nearest = value_of(workspace, "SELECT next_activity_rid FROM contact_summary")
        run_sql(workspace, "UPDATE activity SET completed_at = 1 WHERE rid = 2")
        run_sql(workspace, "UPDATE activity SET removed_at = 1 WHERE rid = 3")

        assert nearest == 2
        assert value_of(workspace, "SELECT next_activity_rid FROM contact_summary") == 1
        assert out_of_step(workspace) == []


def test_the_summary_of_one_person_is_not_made_by_going_through_all_that_is_open(tmp_path: Path) -> None:
    with working(tmp_path, durable=False) as workspace:
        plan = rows_of(workspace, f"EXPLAIN QUERY PLAN {summaries._FILL.format(rows='rid = 1')}")

    steps = [str(step[3]) for step in plan]
    assert any("ix_activity_contact_id " in step for step in steps)
    assert [step for step in steps if "ix_activity_open" in step or step in {"SCAN a", "SCAN h"}] == []
