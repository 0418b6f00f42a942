"""Everything at the same moment, as a full room does it."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from domain.refusal import Refusal


def at_once(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """Does everything at the same moment, each in a thread of its own; refusals come back as their reason."""
    gate = threading.Barrier(len(deeds))
    results: list[Any] = [None] * len(deeds)

    def run(place: int) -> None:
        gate.wait()
        try:
            results[place] = deeds[place]()
        except Refusal as refusal:
            results[place] = refusal.reason
        except Exception as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    broken = [result for result in results if isinstance(result, Exception)]
    assert broken == [], broken
    return results
