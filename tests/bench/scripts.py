"""How long a Streamlit script runs: from the moment it starts to the moment it ends, nothing around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any
from unittest.mock import patch

from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

ENDS = (
    ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS,
    ScriptRunnerEvent.SCRIPT_STOPPED_WITH_COMPILE_ERROR,
    ScriptRunnerEvent.SCRIPT_STOPPED_FOR_RERUN,
)


class Watch:
    """Keeps the milliseconds that the scripts of the last run took, its reruns added together."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.spent = 0.0
        self._since: float | None = None

    def hear(self, event: ScriptRunnerEvent) -> None:
        """Note that a script has started or ended."""
        if event is ScriptRunnerEvent.SCRIPT_STARTED:
            self._since = perf_counter()
        elif event in ENDS and self._since is not None:
            self.spent += (perf_counter() - self._since) * 1000
            self._since = None

    def of(self, run: Callable[[], AppTest]) -> float:
        """Return what the scripts of one run take; a script that fails is an error."""
        self.spent = 0.0
        app = run()
        if app.exception:
            raise RuntimeError(app.exception[0].value)
        return self.spent


@contextmanager
def watched() -> Iterator[Watch]:
    """Yield the watch of every script AppTest runs meanwhile.

    Compiled scripts are kept between runs, as a server keeps them; AppTest alone compiles them anew.
    """
    watch, compiled = Watch(), ScriptCache()

    class Timed(LocalScriptRunner):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self._script_cache = compiled
            self.on_event.connect(hear, weak=False)

    def hear(sender: ScriptRunner | None, event: ScriptRunnerEvent, **_: Any) -> None:
        watch.hear(event)

    with patch.object(app_test, "LocalScriptRunner", Timed):
        yield watch
