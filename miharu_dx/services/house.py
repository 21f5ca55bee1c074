"""The one running installation: which store is open, and how a real one begins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from miharu_dx.config import Settings
from miharu_dx.domain.access import Actor, Permission
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import files
from miharu_dx.services.context import Context, local_now
from miharu_dx.services.demo_apart import build_apart
from miharu_dx.store import Store


class House:
    """Holds the plan and exactly one open store: the real one where it exists, else the demo.

    The store is opened at the first need and only once, however many pages ask at the same time.
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = local_now) -> None:
        """Read the plan at once, so that a broken one is refused at start."""
        self.settings = settings
        self.clock = clock
        self.plan: Plan = load_plan(settings.plan_file)
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._aside: list[Store] = []

    @property
    def store(self) -> Store:
        """The open store; builds the demo store first where there is none at all."""
        with self._lock:
            if self._store is None:
                self._store = self._open()
            return self._store

    @property
    def opened(self) -> Store | None:
        """The store if it is open already, without waiting for one."""
        return self._store

    def _open(self) -> Store:
        real = self.settings.store_file
        if real.exists():
            return Store.open(real, plan=self.plan)
        demo = self.settings.demo_store_file
        if not demo.exists():
            build_apart(demo, self.plan, self.settings.plan_file, self.settings.samples)
        return Store.open(demo, plan=self.plan)

    def prepare(self) -> None:
        """Open the store before anybody asks for it."""
        _ = self.store

    def warm(self) -> None:
        """Start the readers, so that the first upload does not wait for them."""
        from miharu_dx.services import books

        books.warm()

    def context(self, actor: Actor) -> Context:
        """Return the surroundings of a use case for somebody."""
        return Context(self.store, self.plan, actor, self.clock)

    def start_real(self, actor: Actor) -> Path:
        """Make an empty real store from the plan and turn to it; the demo store stays aside."""
        actor.require(Permission.START_REAL)
        with self._lock:
            if self._store is not None and self._store.kind == "real":
                raise Refusal("demo.only")
            real = self.settings.store_file
            files.prepare_folder(real.parent)
            made = Store.create(real, kind="real", plan=self.plan, at=self.clock(), actor=actor.name)
            if self._store is not None:
                # 今この見本を見ている画面がある。見本は、止めるときに閉じる。
                self._aside.append(self._store)
            self._store = made
            return real

    def close(self) -> None:
        """Close the store; the next need opens it again."""
        with self._lock:
            while self._aside:
                self._aside.pop().close()
            if self._store is not None:
                self._store.close()
                self._store = None
