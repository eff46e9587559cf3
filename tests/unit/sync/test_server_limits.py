"""Limits, codes, counters: no database, no network."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.problems import TooManyError
from sync.server.codes import code_hash, login_of, new_code, new_token, token_hash
from sync.server.limits import Buckets
from sync.server.metrics import Metrics, route_of
from sync.server.observing import PlacesOnly


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_fills_and_never_overflows() -> None:
    clock = _Clock()
    bucket = Buckets(2, 3, clock)
    for _time in range(3):
        bucket.take("Anna")
    with pytest.raises(TooManyError) as refused:
        bucket.take("Anna")
    assert refused.value.retry_after == pytest.approx(0.5)
    bucket.take("Boris")

    clock.now = 100.0

    for _time in range(3):
        bucket.take("Anna")
    with pytest.raises(TooManyError):
        bucket.take("Anna")


def test_a_thousand_strangers_fill_no_memory() -> None:
    bucket = Buckets(1, 1)

    for number in range(30_000):
        bucket.take(str(number))

    assert len(bucket._stands) <= 20_000


@given(st.sampled_from([" ", "-", "  - "]), st.booleans())
def test_a_code_is_read_however_it_is_typed(between: str, small: bool) -> None:  # noqa: FBT001 - drawn
    code = new_code()
    typed = between.join(code.replace("-", "")).replace("0", "O").replace("1", "l")

    assert code_hash(typed.lower() if small else typed) == code_hash(code)


def test_codes_and_tokens_differ_and_their_hashes_do_not_tell_them() -> None:
    codes, tokens = {new_code() for _each in range(200)}, {new_token() for _each in range(200)}

    assert (len(codes), len(tokens)) == (200, 200)
    assert all(len(token) == 43 and len(token_hash(token)) == 32 for token in tokens)
    assert login_of("  ЁЛКИНА  Ольга ") == login_of("ёлкина ольга")


def test_counters_name_questions_without_ids() -> None:
    metrics = Metrics()

    metrics.answered("GET", "/v1/blob/" + "a" * 64, 200, 0.01, 5, 900)
    metrics.answered("GET", "/v1/digest/17", 404, 0.5, 0, 10)

    said = metrics.text()
    assert 'vizitka_requests_total{method="GET",route="/v1/blob",status="200"} 1' in said
    assert 'vizitka_request_seconds_bucket{route="/v1/digest",le="0.3"} 0' in said
    assert "aaaa" not in said
    assert [route_of(path) for path in ("/", "/v1/x", "/healthz", "/healthz/x", "//v1/hello")] == [
        "other",
        "other",
        "/healthz",
        "other",
        "/v1/hello",
    ]


def test_a_failure_is_logged_by_its_place_alone() -> None:
    with pytest.raises(ZeroDivisionError) as failed:
        _ = 1 // len("")
    error = ZeroDivisionError("Ёлкина Ольга").with_traceback(failed.tb)
    about = (type(error), error, error.__traceback__)
    record = logging.LogRecord("uvicorn.error", logging.ERROR, "x", 1, "Exception in ASGI", None, about)

    PlacesOnly().filter(record)

    said = logging.Formatter().format(record)
    assert "ZeroDivisionError at test_server_limits.py" in said
    assert "Ольга" not in said
