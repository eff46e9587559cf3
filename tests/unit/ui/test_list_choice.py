"""What a list remembers: who is chosen, what it was narrowed to, which views were named."""

from pathlib import Path
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from app.views.conditions import Condition
from ui import state
from ui.sections.contacts.narrowing import Named, Narrowing, narrowing_kept
from ui.sections.contacts.views import View, keep_views, view_kept, views_of
from ui.state import Memory, WindowState
from ui.tables.choice import Choice

ALL = [UUID(int=number) for number in range(1, 9)]
steps = st.lists(st.one_of(st.just("all"), st.just("none"), st.sampled_from(ALL)), max_size=20)
kept_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda part: (
        st.lists(part, max_size=4) | st.dictionaries(st.sampled_from(["conditions", "sort", "text", "name"]), part)
    ),
    max_leaves=12,
)


@given(steps)
def test_a_choice_counts_those_it_holds_whatever_was_done_to_it(done: list[str | UUID]) -> None:
    choice, expected = Choice(), set[UUID]()

    for step in done:
        if step == "all":
            choice.take_everyone()
            expected = set(ALL)
        elif step == "none":
            choice.clear()
            expected = set()
        elif isinstance(step, UUID):
            choice.turn(step)
            expected ^= {step}

    assert {one for one in ALL if choice.holds(one)} == expected
    assert choice.count(len(ALL)) == len(expected)
    assert choice.holds(uuid4()) == choice.is_everyone()


def test_a_working_set_is_read_back_as_it_was_kept() -> None:
    narrowing = Narrowing(
        "sib", (Named(Condition("city", "is", ("Tomsk", "Omsk")), "City: Tomsk, Omsk"),
                Named(Condition("last_touch", "older_than", 30), "No talk for 30 days")), "-name",
    )  # fmt: skip

    assert narrowing_kept(narrowing.kept()) == narrowing


@given(kept_json)
def test_whatever_stands_in_the_state_file_is_no_reason_to_fail(kept: object) -> None:
    assert isinstance(narrowing_kept(kept), Narrowing)
    assert isinstance(view_kept(kept), View | None)


def test_views_are_kept_by_workspace_and_survive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    view = View("Machines", Narrowing(sort="company"), table=True, columns=(("name", 200), ("city", 90)))

    keep_views(Memory(WindowState(), path, "/one"), (view,))

    assert views_of(Memory(state.read(path), path, "/one")) == (view,)
    assert views_of(Memory(state.read(path), path, "/two")) == ()


def test_a_field_bounded_from_both_sides_keeps_both_conditions() -> None:
    before = Named(Condition("last_touch", "before", "1.11.2026"), "")
    after = Named(Condition("last_touch", "after", "1.10.2026"), "")
    is_one = Named(Condition("city", "is", "Tomsk"), "")
    is_other = Named(Condition("city", "is_not", "Omsk"), "")

    assert before.place() != after.place()
    assert is_one.place() == is_other.place()
