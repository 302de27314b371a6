"""Watching: what comes, changes and goes in folders, and what feeds bring, is handed out once, when it is whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.errors import InputError, SettingsError
from graph.settings import Settings
from graph.sources import Intake, Origin, Piece, pieces
from graph.watch import Round, Watch, interval, shown, stopping

if TYPE_CHECKING:
    from conftest import Site

SETTINGS = Settings(max_bytes=200_000)
OURS = Intake(allow_private=True, timeout=20)
REST = 0.1
HOUR = 3600.0
ITEM = "<item><title>T{n}</title><link>{root}/a/{n}</link><description>{text}</description></item>"


@contextmanager
def rounds(watch: Watch, patience: float = 60) -> Iterator[Callable[[], Round]]:
    """Rounds one by one; a test that waits for one in vain fails after a while instead of standing still."""
    stop = threading.Event()
    timer = threading.Timer(patience, stop.set)
    timer.start()
    try:
        with closing(watch.rounds(stop)) as found:
            yield lambda: next(found)
    finally:
        timer.cancel()
        timer.join()


def folder_watch(*folders: Path, every: float = HOUR) -> Watch:
    return Watch(folders, [], every, SETTINGS, OURS, REST)


def feed_watch(*feeds: str, every: float = 0.05) -> Watch:
    return Watch([], feeds, every, SETTINGS, OURS, REST)


def feed(site: Site, *entries: tuple[int, str]) -> bytes:
    items = "".join(ITEM.format(n=n, root=site.root, text=text) for n, text in entries)
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


def texts(found: Round) -> list[str]:
    """What is read of the feeds of a round."""
    made = [piece for where in found.where for piece in pieces(Origin(where), SETTINGS, found.intake)]
    return [piece.data.decode() if isinstance(piece, Piece) and piece.data else str(piece) for piece in made]


def test_what_is_there_is_handed_out_first_and_then_what_comes_changes_and_goes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    old, hidden, other = tmp_path / "b" / "old.txt", tmp_path / ".hidden.txt", tmp_path / "picture.png"
    for file in (old, hidden, other):
        file.write_text("x")
        os.utime(file, (1, 1))
    with rounds(folder_watch(tmp_path)) as found:
        assert found() == Round((str(old),), (str(tmp_path),), OURS, ())
        new = tmp_path / "b" / "new.html"
        new.write_text("<p>x")
        (tmp_path / ".new.txt").write_text("x")
        assert found() == Round((str(new),), (), OURS, ())
        old.write_text("xx")
        assert found() == Round((str(old),), (), OURS, ())
        new.unlink()
        assert found() == Round((), (str(new),), OURS, ())


def test_a_file_that_is_touched_and_not_changed_is_not_handed_out_again(tmp_path: Path) -> None:
    file, after = tmp_path / "a.txt", tmp_path / "b.txt"
    file.write_text("x")
    os.utime(file, (1, 1))
    with rounds(folder_watch(tmp_path)) as found:
        assert found().where == (str(file),)
        file.write_text("x")
        os.utime(file, (1, 1))
        after.write_text("x")
        os.utime(after, (1, 1))
        assert found().where == (str(after),)


def test_a_file_is_not_read_while_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"

    def write() -> None:
        with file.open("w") as out:
            for _ in range(20):
                out.write("x")
                out.flush()
                time.sleep(0.03)

    writing = threading.Thread(target=write)
    with rounds(Watch([tmp_path], [], HOUR, SETTINGS, OURS, 1)) as found:
        assert found().gone == (str(tmp_path),)
        writing.start()
        assert found().where == (str(file),)
        assert file.read_text() == "x" * 20
    writing.join()


def test_a_folder_that_is_moved_in_or_out_is_its_files(tmp_path: Path) -> None:
    root, away = tmp_path / "root", tmp_path / "away"
    root.mkdir()
    (away / "deep").mkdir(parents=True)
    for name in ("a.txt", "deep/b.txt"):
        (away / name).write_text("x")
        os.utime(away / name, (1, 1))
    with rounds(folder_watch(root)) as found:
        found()
        away.rename(root / "in")
        assert sorted(found().where) == [str(root / "in" / "a.txt"), str(root / "in" / "deep" / "b.txt")]
        (root / "in" / "deep").rename(tmp_path / "out")
        assert found() == Round((), (str(root / "in" / "deep" / "b.txt"),), OURS, ())


def test_a_name_that_something_else_takes_over_is_a_change(tmp_path: Path) -> None:
    file, other = tmp_path / "a.txt", tmp_path / ".a.txt.new"
    file.write_text("x")
    os.utime(file, (1, 1))
    with rounds(folder_watch(tmp_path)) as found:
        found()
        other.write_text("xx")
        other.rename(file)  # as careful programs write
        assert found() == Round((str(file),), (), OURS, ())


def test_a_folder_is_looked_through_for_what_nobody_told_of(tmp_path: Path) -> None:
    watch = folder_watch(tmp_path, every=0.2)
    with rounds(watch) as found:
        found()
        watch._folders.touch = lambda _: None  # type: ignore[method-assign] # as on a network's file system
        file = tmp_path / "a.txt"
        file.write_text("x")
        assert found() == Round((str(file),), (), OURS, ())
        file.unlink()
        assert found() == Round((), (str(file),), OURS, ())


def test_a_folder_that_is_taken_away_is_said_once_and_its_files_are_not_gone(tmp_path: Path) -> None:
    disk, other = tmp_path / "disk", tmp_path / "other"
    for folder in (disk, other):
        folder.mkdir()
        (folder / "a.txt").write_text("x")
        os.utime(folder / "a.txt", (1, 1))
    with rounds(folder_watch(disk, other, every=0.2)) as found:
        found()
        disk.rename(tmp_path / ".unmounted")
        lost = found()
        assert (lost.where, lost.gone, [str(error) for error in lost.errors]) == (
            (),
            (),
            [f"{disk}: is not there: what lay below is not taken for gone"],
        )
        (other / "a.txt").unlink()
        assert found() == Round((), (str(other / "a.txt"),), OURS, ())


@pytest.mark.parametrize("name", ["none", "file.txt"])
def test_only_folders_are_watched(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    with (
        pytest.raises(InputError, match="is no folder, and only folders can be watched"),
        rounds(folder_watch(tmp_path / name)) as found,
    ):
        found()


def test_a_feed_brings_its_new_entries_once(site: Site) -> None:
    address = f"{site.root}/feed"
    site.answers["/feed"] = [
        (200, {"Content-Type": "text/xml", "ETag": '"1"'}, feed(site, (1, "One."), (2, "Two."))),
        (304, {}, b""),
        (200, {"Content-Type": "text/xml"}, feed(site, (1, "One."), (2, "Two."))),  # says nothing of its age
        (200, {"Content-Type": "text/xml"}, feed(site, (2, "Two, mended."), (3, "Three."))),
    ]
    with rounds(feed_watch(address)) as found:
        first = found()
        assert (first.where, first.errors, texts(first)) == ((address,), (), ["One.", "Two."])
        assert texts(found()) == ["Two, mended.", "Three."]
    assert [asked.get("if-none-match") for _, asked in site.requests[:3]] == [None, '"1"', '"1"']
    assert set(site.paths) == {"/feed"}


def test_an_entry_that_was_not_taken_in_is_tried_again_a_few_times(site: Site) -> None:
    address = f"{site.root}/feed"
    body = feed(site, (1, "One."), (2, "Two."))
    site.answers["/feed"] = (200, {"Content-Type": "text/xml", "ETag": '"1"'}, body)
    watch = feed_watch(address)
    with rounds(watch) as found:
        assert texts(found()) == ["One.", "Two."]
        watch.failed(f"{address}!{site.root}/a/2")
        assert texts(found()) == ["Two."]
        watch.failed(f"{address}!{site.root}/a/2")
        assert texts(found()) == ["Two."]
        watch.failed(f"{address}!{site.root}/a/2")
        site.answers["/feed"] = (200, {"Content-Type": "text/xml"}, feed(site, (2, "Two."), (3, "Three.")))
        assert texts(found()) == ["Three."]


def test_a_feed_that_fails_is_asked_less_and_less_often(site: Site) -> None:
    address, page = f"{site.root}/feed", b"<!DOCTYPE html><html><p>Gone fishing."
    site.answers["/feed"] = [
        (404, {}, b""),
        (200, {"Content-Type": "text/html"}, page),
        (200, {}, feed(site, (1, "One."))),
    ]
    with rounds(feed_watch(address)) as found:
        assert [str(error) for error in found().errors] == [
            f"{address}: does not exist (its server answers with status 404); next try in 0.1s"
        ]
        assert [str(error) for error in found().errors] == [
            f"{address}: is a web page and no feed, and names none: look for RSS or Atom on the site; next try in 0.2s"
        ]
        assert texts(found()) == ["One."]


def test_one_feed_that_fails_stops_no_other(site: Site) -> None:
    site.answers["/good"] = (200, {"Content-Type": "text/xml"}, feed(site, (1, "One.")))
    with rounds(feed_watch(f"{site.root}/bad", f"{site.root}/good", every=HOUR)) as found:
        only = found()
    assert (texts(only), [error.source for error in only.errors]) == (["One."], [f"{site.root}/bad"])
    assert "next try in 2h" in only.errors[0].reason


def test_folders_and_feeds_are_watched_together(site: Site, tmp_path: Path) -> None:
    site.answers["/feed"] = (200, {"Content-Type": "text/xml"}, feed(site, (1, "One.")))
    (tmp_path / "a.txt").write_text("x")
    os.utime(tmp_path / "a.txt", (1, 1))
    with rounds(Watch([tmp_path], [f"{site.root}/feed"], HOUR, SETTINGS, OURS, REST)) as found:
        assert found().where == (str(tmp_path / "a.txt"), f"{site.root}/feed")
        shutil.copy(tmp_path / "a.txt", tmp_path / "b.txt")
        assert found().where == (str(tmp_path / "b.txt"),)


PROGRAM = """
import sys
from pathlib import Path
from graph.settings import Settings
from graph.sources import Intake
from graph.watch import Watch, stopping
with stopping() as stop:
    for found in Watch([Path(sys.argv[1])], [], 3600, Settings(), Intake()).rounds(stop):
        print(found.gone, flush=True)
print("ended", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_order(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == f"({str(tmp_path)!r},)\n"
        running.send_signal(number)
        out, err = running.communicate(timeout=60)
    assert (out, err, running.returncode) == ("ended\n", "", 0)


def test_the_second_signal_does_what_it_did_before() -> None:
    with stopping() as stop:
        signal.raise_signal(signal.SIGINT)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize(
    ("text", "seconds", "said"),
    [("30s", 30, "30s"), ("15m", 900, "15m"), (" 1H ", 3600, "1h"), ("1.5h", 5400, "1.5h"), ("2d", 172_800, "2d")],
)
def test_an_interval_is_written_with_its_unit(text: str, seconds: float, said: str) -> None:
    assert interval(text) == seconds
    assert shown(interval(text)) == said


@pytest.mark.parametrize("text", ["", "15", "0m", "-5m", "m", "1h30m", "1e3s", "15 minutes", "٣m"])
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match=r"every: must be a time like 30s, 15m, 1h or 2d, not "):
        interval(text)
