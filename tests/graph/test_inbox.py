"""The tasks that lie before a worker, over real sockets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.workers.inbox import LARGEST, Inbox, take


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    inbox = Inbox()
    yield inbox
    inbox.close()


def test_a_worker_takes_what_was_put_in_its_order_however_large(inbox: Inbox) -> None:
    tasks = [b"one", b"", b"x" * LARGEST]
    assert [inbox.put(task) for task in tasks] == [0, 1, 2]
    assert [take(inbox.theirs) for _ in tasks] == tasks
    assert inbox.first() is None


def test_what_has_not_been_begun_is_taken_back_and_comes_no_more(inbox: Inbox) -> None:
    running, *_ = [inbox.put(b"task") for _ in range(3)]
    take(inbox.theirs)
    assert inbox.take_back(running) == [1, 2]
    inbox.put(b"next")
    assert take(inbox.theirs) == b"next"


def test_nothing_is_taken_back_while_the_one_before_has_not_been_begun(inbox: Inbox) -> None:
    running, behind = inbox.put(b"running"), inbox.put(b"behind")
    assert inbox.take_back(running) == []
    assert [take(inbox.theirs), take(inbox.theirs)] == [b"running", b"behind"]
    assert inbox.take_back(running) == inbox.take_back(behind) == []


def test_one_that_is_closed_holds_nothing(inbox: Inbox) -> None:
    inbox.put(b"task")
    inbox.close()
    assert inbox.first() is None
