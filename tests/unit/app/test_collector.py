"""The collector of cycles at rest."""

import gc

from app.collector import collector_at_rest, rest_begins, rest_ends


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
