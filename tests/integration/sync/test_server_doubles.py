"""What people call by one word is one thing: tags and values of lists made on two laptops."""

from pathlib import Path

import pytest

from sync.protocol.messages import REMOVED, Cell, Op, Row
from tests.helpers import sync_tags
from tests.helpers.firm import Firm, Laptop


def marks(laptop: Laptop, kind: str = "contact_tag") -> set[tuple[str, str]]:
    """The living marks everybody has: whom, with what."""
    rows = [row for row in laptop.pull()[0].values() if row.kind == kind and row.fields.get(REMOVED) is None]
    return {(str(row.fields["contact_id"]), str(row.fields.get("tag_id") or row.fields["status_id"])) for row in rows}


def tag_with(laptop: Laptop, contact: str, tag: str, **values: object) -> str:
    """Mark somebody."""
    mark = contact + tag
    laptop.send(laptop.op("contact_tag", mark, {"contact_id": contact, "tag_id": tag, **values}))
    return mark


def seen(laptop: Laptop, record: str) -> Row:
    found = laptop.sees(record)
    assert found is not None
    return found


def test_two_tags_of_one_name_become_one_and_mark_whom_both_marked(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    oleg, vera = anna.add("contact", first="Oleg"), anna.add("contact", first="Vera")
    first, second = anna.add("tag", name="VIP"), boris.add("tag", name=" vip", colour=3)
    tag_with(anna, oleg, first)

    tag_with(boris, vera, second)

    assert marks(anna) == {(oleg, first), (vera, first)}
    assert (seen(anna, first).fields["name"], seen(anna, first).fields["colour"]) == ("VIP", 3)
    assert seen(anna, second).fields[REMOVED]
    assert anna.conflicts() == []


def test_a_mark_that_comes_later_still_follows_even_when_the_tag_has_another_name_by_then(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    oleg = anna.add("contact", first="Oleg")
    first, second = anna.add("tag", name="VIP"), boris.add("tag", name="VIP")
    anna.edit("tag", first, seen(anna, first).seq, name="Key customer")

    tag_with(boris, oleg, second)

    assert marks(anna) == {(oleg, first)}


def test_a_tag_that_is_renamed_like_another_one_becomes_that_one(firm: Firm) -> None:
    anna = firm.person("Anna")
    oleg = anna.add("contact", first="Oleg")
    first, second = anna.add("tag", name="VIP"), anna.add("tag", name="Gold")
    tag_with(anna, oleg, second)

    anna.edit("tag", second, seen(anna, second).seq, name="vip")

    assert marks(anna) == {(oleg, first)}


def test_a_removal_that_had_not_seen_the_other_tag_does_not_bury_it(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    first = anna.add("tag", name="VIP")
    before = seen(anna, first).seq
    boris.add("tag", name="VIP")

    third = firm.person("Vera")
    third.edit("tag", first, before, removed_at=5)

    assert seen(anna, first).fields[REMOVED] is None


def test_tags_joined_crosswise_are_one_living_tag(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    oleg, vera = anna.add("contact", first="Oleg"), anna.add("contact", first="Vera")
    one, two = anna.add("tag", name="VIP"), anna.add("tag", name="Gold")
    tag_with(anna, oleg, one)
    tag_with(anna, vera, two)
    base = max(row.seq for row in anna.pull()[0].values())

    anna.edit("tag", one, base, removed_at=5, merged_into=two)
    boris.edit("tag", two, base, removed_at=6, merged_into=one)

    living = [row.id for row in anna.pull()[0].values() if row.kind == "tag" and not row.fields.get(REMOVED)]
    assert living == [one]
    assert marks(anna) == {(oleg, one), (vera, one)}


def test_whoever_takes_his_own_mark_off_takes_it_off_where_it_went(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    oleg = anna.add("contact", first="Oleg")
    first, second = anna.add("tag", name="VIP"), boris.add("tag", name="VIP")
    mark = tag_with(boris, oleg, second)

    boris.send(Op("contact_tag", mark, {REMOVED: Cell(7, 1, 99)}))

    assert marks(anna) == set()
    assert seen(anna, first).fields.get(REMOVED) is None


def test_a_tag_not_everybody_sees_stays_apart(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    anna.add("tag", name="VIP")

    mine = boris.add("tag", name="VIP", access="limited", owner_id=boris.user)

    assert seen(boris, mine).fields.get(REMOVED) is None


def test_values_of_a_list_are_one_and_the_programs_own_stays(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    oleg = anna.add("contact", first="Oleg")
    statuses, results = anna.add("pick_list", key="contact_status"), anna.add("pick_list", key="result")
    mine = boris.add("pick_item", list_id=statuses, label="Partner")
    status = {"contact_id": oleg, "status_id": mine}
    boris.send(boris.op("contact_status", oleg + mine, status))
    elsewhere = boris.add("pick_item", list_id=results, label="Partner")

    seed = anna.add("pick_item", list_id=statuses, label="partner", key="partner")

    assert marks(anna, "contact_status") == {(oleg, seed)}
    assert seen(anna, mine).fields[REMOVED]
    assert seen(anna, elsewhere).fields.get(REMOVED) is None


def test_values_of_one_word_under_different_keys_are_two(firm: Firm) -> None:
    anna = firm.person("Anna")
    results = anna.add("pick_list", key="result")

    both = [anna.add("pick_item", list_id=results, label="Sent", key=key) for key in ("sent", "posted")]

    assert [seen(anna, each).fields.get(REMOVED) for each in both] == [None, None]


@pytest.mark.parametrize("seed", range(3))
def test_offices_that_tag_at_the_same_time_end_with_one_tag_of_each_name(tmp_path: Path, seed: int) -> None:
    sync_tags.play(tmp_path, seed, gentle=seed == 0, steps=25)


@pytest.mark.slow
def test_it_holds_in_many_offices(tmp_path: Path) -> None:
    for seed in range(300):
        sync_tags.play(tmp_path, 1_000 + seed, gentle=seed % 3 == 0)
