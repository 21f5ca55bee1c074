"""What the operating system lets a reading process take, on Linux and on Windows.

Linux (and macOS as far as it keeps to it): the child bounds itself before it reads anything.
Windows: the server puts the child into a job object that bounds its memory and ends it with the
server. Where neither can be had, the time limit still stands.
"""

from __future__ import annotations

import ctypes
import importlib
import signal
import sys
from typing import Any


def bound_this_process(memory_bytes: int) -> None:
    """Bound the address space of this process, and let it write no file and no core dump."""
    if sys.platform == "win32":
        return
    resource = importlib.import_module("resource")
    for name, bound in (("RLIMIT_AS", memory_bytes), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
        _lower(resource, getattr(resource, name), bound)


def bound_time_of_next_file(seconds: float) -> None:
    """End this process by itself after ``seconds``, even when the server has been killed."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _lower(resource: Any, which: int, bound: int) -> None:
    _soft, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        bound = min(bound, hard)
    try:
        resource.setrlimit(which, (bound, bound))
    except (OSError, ValueError):
        # macOS refuses a bound on the address space; the time limit still stands.
        return


class JobObject:
    """A Windows job object: its one process stays below the memory bound and dies with the server.

    Everywhere else it does nothing.
    """

    def __init__(self, memory_bytes: int) -> None:
        """Make the job; a Windows that refuses one leaves only the time limit."""
        self._job: Any = None
        self._kernel: Any = None
        if sys.platform == "win32":
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._job = _new_job(self._kernel, memory_bytes)

    def take(self, process_handle: int) -> None:
        """Put the process of this handle into the job."""
        if self._job:
            self._kernel.AssignProcessToJobObject(self._job, ctypes.c_void_p(process_handle))

    def close(self) -> None:
        """Let go of the job; a process still in it ends."""
        if self._job:
            self._kernel.CloseHandle(self._job)
            self._job = None


_LIMIT_PROCESS_MEMORY = 0x100
_DIE_ON_UNHANDLED_EXCEPTION = 0x400
_KILL_ON_JOB_CLOSE = 0x2000
_EXTENDED_LIMIT_INFORMATION = 9


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def _new_job(kernel: Any, memory_bytes: int) -> Any:
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    kernel.SetInformationJobObject.argtypes = (
        ctypes.c_void_p,
        ctypes.c_int,
        ctypes.c_void_p,
        ctypes.c_uint32,
    )
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return None
    limits = _ExtendedLimits()
    limits.BasicLimitInformation.LimitFlags = (
        _LIMIT_PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION | _KILL_ON_JOB_CLOSE
    )
    limits.ProcessMemoryLimit = memory_bytes
    kernel.SetInformationJobObject(
        job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    return job
