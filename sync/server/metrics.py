"""Counters for whoever watches the server, in the text form Prometheus reads. Numbers only, no names."""

import threading
from collections import Counter

BOUNDS = (0.005, 0.02, 0.1, 0.3, 1.0, 5.0, 30.0)  # seconds


class Metrics:
    """What one server process has answered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: Counter[tuple[str, str, int]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self._bytes: Counter[str] = Counter()
        self.in_flight = 0

    def answered(self, method: str, path: str, status: int, seconds: float, received: int, sent: int) -> None:
        """One request is over."""
        route = route_of(path)
        with self._lock:
            self._answers[method, route, status] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]  # a counter of fractions
            self._bytes["in"] += received
            self._bytes["out"] += sent
            for bound in BOUNDS:
                if seconds <= bound:
                    self._within[route, bound] += 1

    def text(self) -> str:
        """Everything counted so far."""
        with self._lock:
            return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> list[str]:
        lines = ["# TYPE vizitka_requests_total counter"]
        for (method, route, status), count in sorted(self._answers.items()):
            lines.append(f'vizitka_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}')
        lines.append("# TYPE vizitka_request_seconds histogram")
        for route, total in sorted(self._seconds.items()):
            count = sum(times for (_method, each, _status), times in self._answers.items() if each == route)
            for bound in BOUNDS:
                within = self._within[route, bound]
                lines.append(f'vizitka_request_seconds_bucket{{route="{route}",le="{bound}"}} {within}')
            lines += [
                f'vizitka_request_seconds_bucket{{route="{route}",le="+Inf"}} {count}',
                f'vizitka_request_seconds_sum{{route="{route}"}} {total:.6f}',
                f'vizitka_request_seconds_count{{route="{route}"}} {count}',
            ]
        lines.append("# TYPE vizitka_bytes_total counter")
        lines += [f'vizitka_bytes_total{{direction="{way}"}} {count}' for way, count in sorted(self._bytes.items())]
        return [*lines, "# TYPE vizitka_requests_in_flight gauge", f"vizitka_requests_in_flight {self.in_flight}"]


_ROUTES = frozenset({
    "hello", "sign-in", "push", "changes", "snapshot", "blob", "digest", "rows", "new-device", "wait", "reserve-numbers",
})  # fmt: skip


def route_of(path: str) -> str:
    """The kind of question, without ids and hashes; anything unknown is one kind."""
    parts = path.strip("/").split("/")
    if parts[0] == "v1" and len(parts) > 1 and parts[1] in _ROUTES:
        return f"/v1/{parts[1]}"
    return f"/{parts[0]}" if parts[0] in {"healthz", "metrics"} and len(parts) == 1 else "other"
