"""Waits for what comes by events: soon, but not at once."""

import time


def wait_until(condition, what, seconds: float = 15):
    """What `condition` returns, once it is true. `what` was waited for: a text, or a function that gives it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.03)  # between two looks at the condition
    raise AssertionError(f"not within {seconds} s: {what() if callable(what) else what}")
