"""The merge rules, over every history a few people can make of one record."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import merge as merging
from sync.protocol.merge import Entity, Merged, Version, merge, row_of, scope_of
from sync.protocol.messages import ACCESS, OWNER, REMOVED, Caller, Cell, Op, Value
from sync.protocol.replies import taken_whole
from sync.protocol.scopes import LEADS, PUBLIC, WITHDRAWN, of_user

ID = "a" * 32
ANNA, BORIS = "a1" * 16, "b0" * 16
FIELDS = ("last", "first", "about")
anna = Caller(1, ANNA, "anna's", "salesperson")
boris = Caller(1, BORIS, "boris'", "salesperson")
vera = Caller(1, "c0" * 16, "vera's", "lead")
values = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.text("abc", max_size=2))
times = st.integers(1, 20)


@st.composite
def ops(draw: st.DrawFn, newest: int = 10) -> Op:
    """An op of some fields, each with a base and a time of its own; now and then a removal or its undoing."""
    names = draw(st.sets(st.sampled_from([*FIELDS, REMOVED]), min_size=1))
    cells = {}
    for name in sorted(names):
        value = draw(st.sampled_from((None, 7))) if name == REMOVED else draw(values)
        cells[name] = Cell(value, draw(st.integers(0, newest)), draw(times))
    return Op("contact", ID, cells)


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    """A record some devices have written."""
    born = Version(draw(st.integers(1, 3)), draw(times), draw(st.sampled_from(("anna's", "boris'", "vera's"))))
    fields: dict[str, Value] = {name: draw(values) for name in draw(st.sets(st.sampled_from(FIELDS), min_size=1))}
    if draw(st.booleans()):
        fields[REMOVED] = draw(st.sampled_from((None, 5)))
    versions = {
        name: Version(draw(st.integers(born.seq, 10)), draw(times), draw(st.sampled_from(("anna's", "boris'"))))
        for name in draw(st.sets(st.sampled_from(sorted(fields))))
    }
    return Entity("contact", ID, 10, born, fields, versions)


def a_contact(**fields: Value) -> Entity:
    """A record Anna made at seq 1."""
    return Entity("contact", ID, 1, Version(1, 10, "anna's"), {"last": "Petrova", **fields})


def edit(base: int, hlc: int = 20, **fields: Value) -> Op:
    """An op of these fields."""
    return Op("contact", ID, {name: Cell(value, base, hlc) for name, value in fields.items()})


def stands(merged: Merged) -> dict[str, Value]:
    """The fields after a merge."""
    assert merged.entity is not None
    return dict(merged.entity.fields)


@given(entities(), ops())
def test_every_value_stands_or_is_kept_to_be_looked_at(entity: Entity, op: Op) -> None:
    merged = merge(entity, op, 11, boris)

    now = stands(merged)
    put_aside = [(clash.name, clash.lost) for clash in merged.clashes]
    for name, cell in op.cells.items():
        if not (name == REMOVED and entity.fields.get(REMOVED) is not None):
            assert now[name] == cell.value or (name, cell.value) in put_aside
    for name, value in entity.fields.items():
        seen = name in op.cells and (
            entity.version(name).seq <= op.cells[name].base or entity.version(name).device == boris.device
        )
        if name != REMOVED and not seen:
            assert now[name] == value or (name, value) in put_aside


@given(entities(), ops())
def test_an_answer_tells_of_every_field(entity: Entity, op: Op) -> None:
    merged = merge(entity, op, 11, boris)

    assert merged.outcome.accepted.keys() == op.cells.keys()
    assert set(merged.outcome.accepted.values()) <= {0, 11}
    assert merged.entity is not None
    assert merged.entity.seq == 11


@given(entities(), ops())
def test_an_edit_whose_author_had_seen_everything_stands_without_a_word(entity: Entity, op: Op) -> None:
    sequel = op._replace(cells={name: cell._replace(base=10) for name, cell in op.cells.items()})

    merged = merge(entity, sequel, 11, boris)

    assert merged.clashes == ()
    assert {name: stands(merged)[name] for name in op.cells} == {name: cell.value for name, cell in op.cells.items()}


@given(entities(), ops())
def test_an_op_whose_author_had_seen_everything_is_taken_in_short_as_at_length(entity: Entity, op: Op) -> None:
    op = op._replace(cells={name: cell._replace(base=cell.base + 10) for name, cell in op.cells.items()})

    in_short = merge(entity, op, 11, anna)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "_is_plain_sequel", lambda *_record_and_op: False)
        at_length = merge(entity, op, 11, anna)

    assert in_short == at_length
    if op.cells.keys().isdisjoint({REMOVED, ACCESS, OWNER}):
        assert taken_whole(op, in_short.outcome, 11)


@given(entities(), ops(), ops())
def test_a_sequel_never_loses_to_what_it_had_seen_sent_again(entity: Entity, first: Op, second: Op) -> None:
    once = merge(entity, first, 11, anna).entity
    sequel = second._replace(cells={name: cell._replace(base=11) for name, cell in second.cells.items()})
    twice = merge(once, sequel, 12, boris)

    again = merge(twice.entity, first, 13, replace(anna, device="anna's, put back"))

    for name, cell in second.cells.items():
        if name != REMOVED:
            assert stands(again)[name] == cell.value


@given(ops(newest=0), ops(newest=0))
def test_of_concurrent_edits_the_same_one_stands_in_whichever_order_they_come(one: Op, other: Op) -> None:
    record = Entity("contact", ID, 5, Version(5, 1, "vera's"), dict.fromkeys(FIELDS, "before"))
    one = one._replace(cells={name: cell for name, cell in one.cells.items() if name != REMOVED})
    other = other._replace(cells={name: cell for name, cell in other.cells.items() if name != REMOVED})

    here = merge(merge(record, one, 11, anna).entity, other, 12, boris)
    there = merge(merge(record, other, 11, boris).entity, one, 12, anna)

    assert stands(here) == stands(there)


@given(entities(), ops(), ops())
def test_what_nobody_touched_stays(entity: Entity, one: Op, other: Op) -> None:
    after = stands(merge(merge(entity, one, 11, anna).entity, other, 12, boris))

    for name in set(FIELDS) - one.cells.keys() - other.cells.keys():
        assert after.get(name) == entity.fields.get(name)


@given(entities(), ops())
def test_a_deletion_buries_no_edit_its_author_had_not_seen(entity: Entity, op: Op) -> None:
    removal = Op("contact", ID, {REMOVED: Cell(9, op.cells[min(op.cells)].base, 30)})
    alive = entity._replace(fields={**entity.fields, REMOVED: None})

    merged = merge(alive, removal, 11, boris)

    base = removal.cells[REMOVED].base
    unseen = [n for n in alive.fields if alive.version(n).seq > base and alive.version(n).device != boris.device]
    assert (stands(merged)[REMOVED] is None) == bool(unseen)
    assert bool(merged.clashes) == bool(unseen)


def test_an_edit_that_knew_of_the_removal_leaves_the_record_in_the_bin() -> None:
    binned = merge(a_contact(), edit(1, removed_at=7), 2, boris).entity

    assert stands(merge(binned, edit(2, last="Ivanova"), 3, anna))[REMOVED] == 7
    assert stands(merge(binned, edit(1, last="Ivanova"), 3, anna))[REMOVED] is None


def test_a_removal_that_was_refused_says_that_the_record_lives() -> None:
    edited = merge(a_contact(), edit(1, last="Ivanova"), 2, boris).entity

    merged = merge(edited, edit(1, removed_at=7), 3, vera)

    assert stands(merged)[REMOVED] is None
    assert [clash.what for clash in merged.clashes] == ["removed"]


def test_what_came_with_the_program_fills_and_never_overrides() -> None:
    merged = merge(a_contact(), edit(0, 0, last="Seed", first="Seed"), 2, boris)

    assert stands(merged) == {"last": "Petrova", "first": "Seed"}
    assert merged.clashes == ()


def test_done_is_stronger_than_not_done() -> None:
    activity = Entity("activity", ID, 5, Version(5, 90, "anna's"), {"completed_at": None})
    done = Op("activity", ID, {"completed_at": Cell(7, 0, 1)})
    undone = Op("activity", ID, {"completed_at": Cell(None, 0, 99)})

    after = merge(activity, done, 6, boris).entity

    assert after is not None
    assert after.fields["completed_at"] == 7
    assert stands(merge(after, undone, 7, vera)) == {"completed_at": 7}


def test_another_kind_under_the_same_id_is_refused() -> None:
    merged = merge(a_contact(), Op("company", ID, {"name": Cell("Vector", 0, 1)}), 2, boris)

    assert merged.outcome.rejected == {"name": "kind"}
    assert merged.entity == a_contact()


def test_only_its_owner_makes_a_record_private() -> None:
    record = a_contact(access="public", owner_id=ANNA)
    withdrawal = Op("contact", ID, {}, withdrawn=True)

    refused, done = merge(record, withdrawal, 2, boris), merge(record, withdrawal, 2, anna)

    assert refused.entity == record
    assert done.entity is not None
    assert (done.entity.erased, done.entity.fields, done.entity.keeper) == (True, {}, ANNA)
    assert row_of(done.entity, vera).gone


def test_a_record_that_was_withdrawn_comes_back_by_who_withdrew_it() -> None:
    gone = merge(a_contact(access="public", owner_id=ANNA), Op("contact", ID, {}, withdrawn=True), 2, anna).entity
    whole = edit(0, last="Petrova", access="limited", owner_id=ANNA)

    assert merge(gone, whole, 3, boris).outcome.accepted == {"last": 0, ACCESS: 0, OWNER: 0}
    assert stands(merge(gone, whole, 3, anna))["last"] == "Petrova"
    assert merge(gone, edit(1, last="Late"), 3, anna).clashes[0].what == "withdrawn"


def test_a_stale_list_of_parents_moves_nothing_back() -> None:
    one, two = "1" * 32, "2" * 32
    note = Entity("note", ID, 1, Version(1, 1, "anna's"), {"contact_id": one}, parents=(one,))
    moved = merge(note, Op("note", ID, {"contact_id": Cell(two, 1, 5)}, (two,)), 2, anna).entity

    stale = merge(moved, Op("note", ID, {"text": Cell("Hello", 1, 5)}, (one,)), 3, boris).entity

    assert stale is not None
    assert stale.parents == (two,)


def test_a_record_is_seen_no_further_than_the_strictest_of_its_parents() -> None:
    def parent(letter: str, scope: str) -> Entity:
        return Entity("contact", letter * 32, 1, Version(1, 1, "x"), {ACCESS: "public"}, scope=scope)

    everybody, mine, theirs = parent("1", PUBLIC), parent("2", of_user(ANNA)), parent("3", of_user(BORIS))
    nobody = parent("4", WITHDRAWN)._replace(erased=True)
    around = {each.id: each for each in (everybody, mine, theirs, nobody)}

    def scope(*parents: Entity) -> str:
        return scope_of(everybody._replace(parents=tuple(each.id for each in parents)), around)

    assert scope() == scope(everybody) == PUBLIC
    assert scope(everybody, mine) == of_user(ANNA)
    assert scope(mine, theirs) == LEADS
    assert scope(mine, nobody) == WITHDRAWN
