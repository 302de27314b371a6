"""The process that workers are forked from: it has loaded what they need, opened nothing, and has one thread.

It is told by lines of JSON over a socket: `{"fork": number, "work": …}` with the worker's ends of two sockets beside
it, `{"kill": number}`, `{"calm": number}` (let others go first); and tells `{"ended": number, "status": …}`. It knows
its workers by numbers, so that no process is killed which only has the id of one that has ended. Once the service
hangs up, it kills them all.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from typing import Any, Final

from graph.workers import confine
from graph.workers.worker import Work, serve

LESS_URGENT: Final = 15  # gets a ninth of a processor that other workers want


class Nursery:
    """Forks workers and watches over them."""

    def __init__(self, service: socket.socket) -> None:
        self._service = service
        self._workers: dict[int, int] = {}  # number -> process id
        self._sockets: list[int] = []  # that came and wait for the line which they belong to
        self._heard = b""
        self._isolation = confine.leave_network()
        self._woken, wake = os.pipe()
        for end in (self._woken, wake):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self) -> None:
        """Do as told, until the service has gone."""
        try:
            while self._listen():
                self._reap()
        finally:
            for process in self._workers.values():
                os.kill(process, signal.SIGKILL)

    def _listen(self) -> bool:
        """Wait for something to do and do it; False once the service has gone."""
        ready, _, _ = select.select([self._service.fileno(), self._woken], [], [])
        if self._woken in ready:
            os.read(self._woken, 4096)
        if self._service.fileno() not in ready:
            return True
        data, sockets, _, _ = socket.recv_fds(self._service, 65_536, 16)
        self._sockets += sockets
        *lines, self._heard = (self._heard + data).split(b"\n")
        for line in lines:
            self._obey(json.loads(line))
        return bool(data)

    def _obey(self, told: dict[str, Any]) -> None:
        match told:
            case {"fork": number, "work": work}:
                self._fork(number, Work(**work), self._sockets.pop(0), self._sockets.pop(0))
            case {"kill": number} if number in self._workers:
                os.kill(self._workers[number], signal.SIGKILL)
            case {"calm": number} if number in self._workers:
                os.setpriority(os.PRIO_PROCESS, self._workers[number], LESS_URGENT)

    def _fork(self, number: int, work: Work, line: int, inbox: int) -> None:
        process = os.fork()
        if process:
            self._workers[number] = process
            os.close(line)
            os.close(inbox)
            return
        with contextlib.suppress(BaseException):
            confine.end_with_parent()
            confine.go_after_service()
            for other in (self._service.fileno(), self._woken, signal.set_wakeup_fd(-1), *self._sockets):
                os.close(other)
            with contextlib.suppress(EOFError, ConnectionError):
                serve(socket.socket(fileno=line), socket.socket(fileno=inbox), work, self._isolation)
        os._exit(1)

    def _reap(self) -> None:
        for number, process in list(self._workers.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                del self._workers[number]
                line = json.dumps({"ended": number, "status": os.waitstatus_to_exitcode(status)})
                self._service.sendall(line.encode() + b"\n")


def main() -> None:
    """Serve the service that started this process and handed it a socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what has been loaded stays, and no worker need look through it
    with contextlib.suppress(ConnectionError):
        Nursery(socket.socket(fileno=int(sys.argv[1]))).run()


if __name__ == "__main__":
    main()
