"""Identities as the file keeps them."""

import pickle
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from models.ids import id_of, new_id_bytes, new_ids_bytes


@given(st.binary(min_size=16, max_size=16))
def test_an_identity_of_the_file_is_the_one_its_bytes_say(kept: bytes) -> None:
    expected = UUID(bytes=kept)

    found = id_of(kept)

    assert (found, hash(found), str(found), found.bytes, found.is_safe) == (
        expected, hash(expected), str(expected), kept, expected.is_safe,
    )  # fmt: skip
    assert pickle.loads(pickle.dumps(found)) == expected


@given(st.lists(st.integers(0, 5_000), max_size=4))
def test_identities_made_together_sort_in_the_order_they_were_made(counts: list[int]) -> None:
    made = [new_id_bytes(), *(one for count in counts for one in new_ids_bytes(count)), new_id_bytes()]

    assert made == sorted(set(made))
    assert {UUID(bytes=one).version for one in made} == {7}
