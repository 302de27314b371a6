"""Keys and the audit log: what is kept of a key, what it is good for, and that the log only grows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from graph.access import Access, Act, Role
from graph.errors import InputError, NotFound, StorageError


@pytest.fixture
def access(tmp_path: Path) -> Access:
    return Access(tmp_path / "home" / "access.sqlite")


def test_a_key_is_found_by_its_secret_and_by_nothing_else(access: Access) -> None:
    key, secret = access.create("wire", Role.INGEST)
    other, _ = access.create("Ann", Role.CURATE)
    assert access.find(secret) == key
    assert (key.name, key.role, key.revoked) == ("wire", Role.INGEST, None)
    forged = [secret[:-1], secret + "x", secret.replace(key.id, other.id), secret.upper(), key.id, "", "pgk_", "ü"]
    assert [access.find(sent) for sent in forged] == [None] * len(forged)


def test_a_secret_is_long_random_and_not_in_the_file(access: Access, tmp_path: Path) -> None:
    secrets = [access.create(f"key {number}", Role.READ)[1] for number in range(20)]
    assert len({secret.rpartition("_")[2] for secret in secrets}) == 20
    assert all(len(secret) >= 60 for secret in secrets)
    access.close()
    held = b"".join(path.read_bytes() for path in (tmp_path / "home").iterdir())
    assert not any(secret.split("_", 2)[2].encode() in held for secret in secrets)
    assert (tmp_path / "home" / "access.sqlite").stat().st_mode & 0o077 == 0


def test_a_revoked_key_is_good_for_nothing_and_its_name_is_free_again(access: Access, tmp_path: Path) -> None:
    key, secret = access.create("wire", Role.ADMIN)
    with pytest.raises(InputError, match="there is a key of that name"):
        access.create("wire", Role.READ)
    elsewhere = Access(tmp_path / "home" / "access.sqlite")  # the command line, beside the service
    assert elsewhere.revoke("wire").revoked is not None
    assert access.find(secret) is None
    again, _ = access.create("wire", Role.READ)
    assert [
        (one.id, one.revoked is None) for one in sorted(access.every_key(), key=lambda one: one.revoked is None)
    ] == [
        (key.id, False),
        (again.id, True),
    ]
    assert access.revoke(again.id).id == again.id
    with pytest.raises(NotFound):
        access.revoke("wire")
    assert access.has_keys


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "line\nbreak"])
def test_a_key_needs_a_name_that_can_be_printed(access: Access, name: str) -> None:
    with pytest.raises(InputError):
        access.create(name, Role.READ)
    assert not access.has_keys


def test_each_role_is_good_for_what_those_before_it_are() -> None:
    assert [[one.covers(other) for other in Role] for one in Role] == [
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, False],
        [True, True, True, True],
    ]


def test_the_log_tells_what_was_begun_and_how_it_ended_and_only_grows(access: Access, tmp_path: Path) -> None:
    first = access.begin("k1", "wire", "192.0.2.1", "POST", "/documents")
    second = access.begin("", "127.0.0.1", "127.0.0.1", "PUT", "/store?graph=" + "x" * 5000)
    access.end(first, 201)
    newest, oldest = access.acts()
    assert oldest == Act(first, oldest.at, "k1", "wire", "192.0.2.1", "POST", "/documents", 201)
    assert (newest.number, newest.status, len(newest.target)) == (second, None, 2000)
    assert access.acts(limit=1, offset=1) == [oldest]
    raw = sqlite3.connect(tmp_path / "home" / "access.sqlite")
    for sql in ("DELETE FROM acts", "UPDATE acts SET who = 'x'", "DELETE FROM outcomes", "DELETE FROM keys"):
        access.create(sql, Role.READ)
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(sql)
        raw.rollback()
    raw.close()


def test_a_file_of_another_kind_is_no_file_of_keys(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "other.sqlite")
    raw.execute("CREATE TABLE t (x)")
    raw.commit()
    raw.close()
    with pytest.raises(StorageError, match="not a file of keys"):
        Access(tmp_path / "other.sqlite")
