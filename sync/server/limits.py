"""How often anybody may ask: a bucket of tokens for each laptop, each address, each name that signs in.

Generous to a laptop at work, a first sync included; each worker counts for itself.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from sync.protocol.problems import TooManyError

_MOST_KEYS = 20_000


class Buckets:
    """Buckets that fill by `rate` tokens a second up to `burst`, one for each key."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._lock = threading.Lock()
        self._stands: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, and when they were counted

    def take(self, key: str) -> None:
        """Take one token. Raises TooManyError where there is none."""
        with self._lock:
            now = self._clock()
            tokens, at = self._stands.pop(key, (float(self._burst), now))
            tokens = min(float(self._burst), tokens + (now - at) * self._rate)
            allowed = tokens >= 1
            self._stands[key] = (tokens - 1 if allowed else tokens, now)
            if len(self._stands) > _MOST_KEYS:
                self._stands.popitem(last=False)
        if not allowed:
            raise TooManyError("Too many requests.", retry_after=(1 - tokens) / self._rate)


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit of a server."""

    device: Buckets = field(default_factory=lambda: Buckets(100, 500))
    address: Buckets = field(default_factory=lambda: Buckets(500, 2_000))  # a whole office may sit behind one
    stranger: Buckets = field(default_factory=lambda: Buckets(1, 60))  # requests without a valid token, by address
    sign_in: Buckets = field(default_factory=lambda: Buckets(0.2, 20))  # by address
    name: Buckets = field(default_factory=lambda: Buckets(0.05, 8))  # sign-ins by name or code
