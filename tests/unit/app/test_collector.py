"""The collector of cycles at rest."""

import gc

from app.collector import collect_due, collect_on_demand, collector_at_rest, rest_begins, rest_ends


def test_the_collector_rests_inside_and_works_afterwards() -> None:
    with collector_at_rest():
        inside = gc.isenabled()

    assert not inside
    assert gc.isenabled()


def test_it_rests_until_the_last_of_several_has_ended() -> None:
    rest_begins()
    rest_begins()

    rest_ends()

    assert not gc.isenabled()
    rest_ends()
    assert gc.isenabled()


def test_on_demand_it_collects_when_it_is_asked_alone() -> None:
    collect_on_demand()
    try:
        with collector_at_rest():
            pass
        by_itself = gc.isenabled()
        gc.collect()
        kept: list[list[object]] = [[] for _one in range(gc.get_threshold()[0] + 1)]
        many = gc.get_count()[0]

        collect_due()

        assert not by_itself
        assert gc.get_count()[0] < many
        assert kept
    finally:
        collect_on_demand(wished=False)
    assert gc.isenabled()


def test_asked_at_rest_it_goes_on_resting() -> None:
    with collector_at_rest():
        kept: list[list[object]] = [[] for _one in range(gc.get_threshold()[0] + 1)]
        many = gc.get_count()[0]

        collect_due()

        assert gc.get_count()[0] >= many
        assert kept
