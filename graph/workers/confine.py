"""What a worker may not do: reach the network, take all the memory, outlive the service, or go before it.

Each by what the system offers; where it offers nothing (macOS knows no namespaces, and no limit on data that holds),
the scan of the query for SERVICE and the service's own watch remain.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Final

NEW_USER, NEW_NET = 0x10000000, 0x40000000  # linux/sched.h
PDEATHSIG: Final = 1  # linux/prctl.h
AFTER_SERVICE: Final = 5  # gets a third of a processor that others want
NAMESPACE: Final = "a network namespace of its own"
DESCRIPTORS: Final = "no file or socket may be opened"


def leave_network() -> str:
    """Leave the network, for this process and all it forks; how, or nothing where the system does not let it.

    Without a user namespace where that is allowed: in one, root may no longer read other users' files.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if any(libc.unshare(kind) == 0 for kind in (NEW_NET, NEW_USER | NEW_NET)):
            return NAMESPACE
    return ""


def end_with_parent() -> None:
    """Be killed when the parent ends, be the first that a system short of memory kills, and leave no core behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends its workers
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def go_after_service() -> None:
    """Be less urgent than the service, and do not push it off its processor when it wakes this process: it has the next
    query to hand on and answers to send (measured: a ninth more small queries a second, on two cores)."""
    os.nice(AFTER_SERVICE)
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def open_no_more() -> str:
    """Allow no further file descriptor: how."""
    used = max(int(path.name) for path in Path("/dev/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (used, used))
    return DESCRIPTORS


def limit_memory(most: int) -> None:
    """Let this process take so many bytes beside those that it has; the one that it cannot have ends it (measured: a
    product with ORDER BY aborts at once). RLIMIT_AS would count the gigabytes that RocksDB reserves and never uses."""
    if sys.platform == "linux":
        limit = _data() + most
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def peak() -> int:
    """The most bytes of memory that this process has held so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * 1024 if sys.platform == "linux" else most


def _data() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData"))
