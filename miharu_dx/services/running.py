"""The installation this process serves, made at the first need and shared by pages and routes."""

from __future__ import annotations

import threading

from miharu_dx.config import settings
from miharu_dx.services.house import House

_lock = threading.Lock()
_house: House | None = None


def the_house() -> House:
    """Return the one House of this process."""
    global _house
    with _lock:
        if _house is None:
            _house = House(settings())
        return _house
