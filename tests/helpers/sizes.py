"""How long random tests look: a little on every run, much when asked.

`HYPOTHESIS_PROFILE=look pytest tests/integration/store` tries other examples than usual, thirty times as many.
"""

import os

from hypothesis import settings

_LONGER = 30


def examples(usual: int, *, steps: int = 50) -> settings:
    """Settings with so many examples, or thirty times as many in a long run; a state machine takes so many steps."""
    long = os.environ.get("HYPOTHESIS_PROFILE") == "look"
    return settings(max_examples=usual * _LONGER if long else usual, stateful_step_count=steps)
