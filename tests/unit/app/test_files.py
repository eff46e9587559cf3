"""Files by their content: kept once, whole or not at all, and never taken for what they are not."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import OutsideError
from app.files import FileStore


@given(st.binary(max_size=5_000))
def test_what_was_put_is_got_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    store = FileStore(tmp_path_factory.mktemp("files"))

    digest = store.put(content)

    assert digest == hashlib.sha256(content).hexdigest()
    assert store.get(digest) == content


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    store = FileStore(tmp_path)

    digests = {store.put(b"logo"), store.put(b"logo")}

    assert len(digests) == 1
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == list(digests)


def test_a_damaged_file_is_not_handed_out_and_heals_when_put_again(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    digest = store.put(b"logo")
    next(path for path in tmp_path.rglob("*") if path.is_file()).write_bytes(b"lo")

    damaged = store.get(digest)
    store.put(b"logo")

    assert (damaged, store.get(digest)) == (None, b"logo")


@pytest.mark.parametrize("digest", ["", "..", "../../etc/passwd", "0" * 63, "G" * 64, "0" * 64])
def test_a_hash_that_is_none_or_unknown_finds_nothing(tmp_path: Path, digest: str) -> None:
    assert FileStore(tmp_path).get(digest) is None


def test_a_disk_that_refuses_is_said_in_a_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "files"
    blocked.write_bytes(b"in the way")

    with pytest.raises(OutsideError, match="could not be kept"):
        FileStore(blocked).put(b"logo")
