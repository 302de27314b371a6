"""Archives: every document in them comes out, whatever is nested in what, and nothing hostile in them does harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.sources import Intake, Origin, Piece, find, pieces, read
from tests.graph.sources.making import found, tarred, written, zipped

ORDER = "Mayor Ann Lee has signed an order. It bars the police from asking."
REPORT = "Governor Bob Ray has lifted an order. It had barred the police from asking."
FILES = {"a.txt": ORDER.encode(), "news/b.md": REPORT.encode()}


def tar(compress: Callable[[bytes], bytes] = bytes) -> bytes:
    return compress(tarred(list(FILES.items())))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("all.zip", zipped(FILES)),
        ("all.tar", tar()),
        ("all.tar.gz", tar(gzip.compress)),
        ("all.TGZ", tar(gzip.compress)),
        ("all.tar.bz2", tar(bz2.compress)),
        ("all.tar.xz", tar(lzma.compress)),
        ("download", zipped(FILES)),  # nobody knows what it is before it is looked at
        ("download.php", tar(gzip.compress)),
    ],
)
def test_an_archive_gives_its_documents_in_order(tmp_path: Path, name: str, data: bytes) -> None:
    file = written(tmp_path, name, data)
    assert found(file) == [("!a.txt", ORDER), ("!news/b.md", REPORT)]
    for piece in pieces(Origin(str(file)), Settings(), Intake()):
        assert isinstance(piece, Piece)
        assert piece.passed is not None
        assert 0 < piece.passed <= len(data)


@pytest.mark.parametrize(
    ("name", "compress"), [("a.txt.gz", gzip.compress), ("a.txt.bz2", bz2.compress), ("a.txt.xz", lzma.compress)]
)
def test_a_compressed_file_is_that_file(tmp_path: Path, name: str, compress: Callable[[bytes], bytes]) -> None:
    file = written(tmp_path, name, compress(ORDER.encode()))
    assert found(file) == [("", ORDER)]
    document = read(file, Settings())
    assert (document.text, document.source, document.format) == (ORDER, str(file), "text/plain")


def test_archives_in_archives_are_opened(tmp_path: Path) -> None:
    inner = zipped({"in.tar.gz": tar(gzip.compress), "c.txt": ORDER.encode(), "d.jsonl.gz": gzip.compress(b"{}\n")})
    file = written(tmp_path, "all.tar", tarred([("x/y.zip", inner), ("e.txt", REPORT.encode())]))
    assert [name for name, _ in found(file)] == [
        "!x/y.zip!in.tar.gz!a.txt",
        "!x/y.zip!in.tar.gz!news/b.md",
        "!x/y.zip!c.txt",
        "!x/y.zip!d.jsonl.gz!1",
        "!e.txt",
    ]


def test_archives_are_not_opened_without_end(tmp_path: Path) -> None:
    data = zipped({"a.txt": ORDER.encode()})
    for _ in range(9):
        data = zipped({"in.zip": data})
    reason = "is nested too deep: more than 5 containers in one another"
    assert found(written(tmp_path, "all.zip", data)) == [("!in.zip" * 5, reason)]


def test_what_is_hidden_or_of_another_kind_is_passed_over_as_in_a_directory(tmp_path: Path) -> None:
    others = {"p.png": b"x", "q.sql.gz": b"x", ".hidden.txt": b"x", "__MACOSX/._a.txt": b"x", ".git/a.txt": b"x"}
    assert found(written(tmp_path, "all.zip", zipped(others | FILES))) == [("!a.txt", ORDER), ("!news/b.md", REPORT)]
    assert found(written(tmp_path, "none.zip", zipped(others))) == [("", "holds no document of a kind that is read")]


def test_members_of_one_name_are_told_apart_and_controls_in_names_are_not_shown(tmp_path: Path) -> None:
    file = written(tmp_path, "all.tar", tarred([("a.txt", b"A b."), ("./a.txt", b"B c."), ("\x1b[2Jx.txt", b"C d.")]))
    assert found(file) == [("!a.txt", "A b."), ("!a.txt#2", "B c."), ("!\ufffd[2Jx.txt", "C d.")]


OUT = "has a path that leads out of its archive: rename it if it is a document"


@pytest.mark.parametrize("path", ["../b.txt", "/etc/b.txt", "x/../../b.txt", "C:/b.txt", "..\\b.txt"])
def test_paths_that_leave_the_archive_are_named_and_not_read(tmp_path: Path, path: str) -> None:
    file = written(tmp_path, "all.zip", zipped({path: b"Bad.", **FILES}))
    assert found(file)[0] == ("!" + path.replace("\\", "/"), OUT)
    assert [text for _, text in found(file)[1:]] == [ORDER, REPORT]


def test_links_and_devices_are_no_documents(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert found(written(tmp_path, "all.tar", out.getvalue())) == [("", "holds no document of a kind that is read")]
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as zip_archive:
        zip_archive.writestr(link, "/etc/passwd")
    assert found(tmp_path / "all.zip") == [("", "holds no document of a kind that is read")]


def test_an_encrypted_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(zipped(FILES))
    data[6] |= 1  # the flag in the member's own header, and in the table at the end
    data[data.index(b"PK\x01\x02") + 8] |= 1
    reason = "is encrypted: unpack the archive with its password first"
    assert found(written(tmp_path, "all.zip", bytes(data))) == [("!a.txt", reason), ("!news/b.md", REPORT)]


def test_a_member_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    file = written(tmp_path, "all.zip", zipped({"long.txt": b"x" * 2000, "a.txt": ORDER.encode()}))
    reason = "is too long: 2,000 bytes, the limit is 1,000; cut it up"
    assert found(file, Settings(max_bytes=1000)) == [("!long.txt", reason), ("!a.txt", ORDER)]
    file = written(tmp_path, "long.txt.gz", gzip.compress(b"x" * 2000))
    assert found(file, Settings(max_bytes=1000)) == [("", "is too long: more than 1,000 bytes; cut it up")]


@pytest.mark.parametrize(("suffix", "compress"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_a_bomb_is_given_up_early(tmp_path: Path, suffix: str, compress: Callable[[bytes], bytes]) -> None:
    (_, line), (_, rest) = found(written(tmp_path, f"bomb.jsonl.{suffix}", compress(bytes(10**7)) * 20))
    assert line.startswith("is too long")
    assert rest.startswith("is a bomb: 1")


def cut(data: bytes) -> bytes:
    return data[: len(data) * 9 // 10]


MANY = [(f"{n}.txt", (ORDER + f" It is number {n}, and there are others.").encode()) for n in range(2000)]


class _Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


def streamed(files: list[tuple[str, bytes]]) -> bytes:
    """A ZIP archive as it is written to a pipe: each size after its file."""
    out = _Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.zip", zipped(dict(MANY))),
        ("cut.zip", streamed(MANY)),
        ("cut.tar", tarred(MANY)),
        ("cut.tar.gz", gzip.compress(tarred(MANY))),
        ("cut.tar.bz2", bz2.compress(tarred(MANY), 1)),
        ("cut.tar.xz", lzma.compress(tarred(MANY))),
    ],
)
def test_of_a_truncated_archive_what_can_be_read_is_kept_and_one_error_told(
    tmp_path: Path, name: str, data: bytes
) -> None:
    results = found(written(tmp_path, name, cut(data)))
    assert [text.encode() for _, text in results[:-1]] == [data for _, data in MANY[: len(results) - 1]]
    assert len(results) > 500
    assert "cut off" in results[-1][1]


def test_a_damaged_tar_does_not_end_as_if_it_were_whole(tmp_path: Path) -> None:
    data = bytearray(tarred(MANY[:10]))
    data[5 * 1024 + 150] ^= 0xFF
    results = found(written(tmp_path, "all.tar", bytes(data)))
    assert len(results) == 6, results
    assert results[-1][1].startswith("is cut off or damaged")


def test_a_directory_s_archives_are_found_with_its_files(tmp_path: Path) -> None:
    for name in ("a.zip", "b.tar.gz", "c.jsonl.gz", "d.csv", "e.exe", "f.gz", "g.dmg.bz2"):
        written(tmp_path, name, b"")
    assert [path.name for path in find(tmp_path)] == ["a.zip", "b.tar.gz", "c.jsonl.gz", "d.csv"]
