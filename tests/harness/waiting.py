"""Waits for what comes by events: soon, but not at once."""

import time


def wait_until(condition, what: str, seconds: float = 15):
    """What `condition` returns, once it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.03)  # between two looks at the condition
    raise AssertionError(f"not within {seconds} s: {what}")
