"""Waits until the process on the port answers: `python wait_until_healthy.py 8501`. Ends with 1 if it never does."""

import sys
import time
import urllib.request

SECONDS = 60


def healthy(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=3) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    deadline = time.monotonic() + SECONDS
    while not healthy(sys.argv[1]):
        if time.monotonic() > deadline:
            sys.exit(f"the process on port {sys.argv[1]} does not answer")
        time.sleep(0.2)
