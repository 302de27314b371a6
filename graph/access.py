"""Who may do what over HTTP: keys with roles, and the audit log, which says who wrote what and when.

They are in a file beside the ledger, and in no export: a ledger is copied and given away, who has which key is not. Of
a key only a digest is kept. A plain SHA-256 will do: keys are 256 random bits, which nobody guesses.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from graph.errors import InputError, NotFound
from graph.ledger_database import Database, Schema
from graph.ledger_rows import now

SCHEMA: Final = Schema(0x706F6C61, ("access.sql",), "a file of keys")  # "pola"
PREFIX: Final = "pgk"  # by which a key is known for one, by whoever looks for secrets in public places
LONGEST_NAME: Final = 100
LONGEST_TARGET: Final = 2000


class Role(StrEnum):
    """What a key is good for; each of them for all that those before it are."""

    READ = "read"
    INGEST = "ingest"  # put documents in and take them out
    CURATE = "curate"  # judge, and write graphs of one's own
    ADMIN = "admin"  # look after the service

    def covers(self, other: Role) -> bool:
        """Whether it is good for what needs the other one."""
        return _ROLES.index(self) >= _ROLES.index(other)


_ROLES: Final = tuple(Role)


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret. `made` and `revoked` are ISO 8601 in UTC."""

    id: str
    name: str
    role: Role
    made: str
    revoked: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody was let do: `status` is how HTTP answered, None where the service ended before."""

    number: int
    at: str
    key: str
    who: str
    client: str
    method: str
    target: str
    status: int | None = None


class Access:
    """The file of keys and acts, which is made where there is none. Usable from several threads, and beside other
    processes. Raises StorageError."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # SQLite gives its other files the same
        self._database = Database(path, schema=SCHEMA)
        self._rows, self._set = self._database.rows, self._database.run

    @property
    def has_keys(self) -> bool:
        """Whether there has ever been a key: from then on one is needed."""
        return bool(self._rows("SELECT 1 FROM keys LIMIT 1"))

    def create(self, name: str, role: Role) -> tuple[Key, str]:
        """A new key, and the secret that is shown this once. Raises InputError."""
        if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
            raise InputError("name", f"a key's name has 1 to {LONGEST_NAME} characters that can be printed")
        key = Key(secrets.token_hex(6), name.strip(), role, now())
        secret = f"{PREFIX}_{key.id}_{secrets.token_urlsafe(32)}"
        with self._database.transaction():
            if self._rows("SELECT 1 FROM keys WHERE name = ? AND revoked IS NULL", key.name):
                raise InputError(key.name, "there is a key of that name: revoke it first, or choose another name")
            self._set(
                "INSERT INTO keys VALUES (?, ?, ?, ?, ?, NULL)", key.id, key.name, role, _digest(secret), key.made
            )
        return key, secret

    def every_key(self) -> list[Key]:
        """All that there have been, the oldest first."""
        rows = self._rows("SELECT id, name, role, made, revoked FROM keys ORDER BY made, id")
        return [Key(row["id"], row["name"], Role(row["role"]), row["made"], row["revoked"]) for row in rows]

    def revoke(self, name: str) -> Key:
        """Let a key be good for nothing, at once: by its name or its id. Raises NotFound."""
        with self._database.transaction():
            good = [key for key in self.every_key() if key.revoked is None and name in (key.name, key.id)]
            if not good:
                raise NotFound("key", name)
            self._set("UPDATE keys SET revoked = ? WHERE id = ?", now(), good[0].id)
        return next(key for key in self.every_key() if key.id == good[0].id)

    def find(self, secret: str) -> Key | None:
        """The good key of that secret, in a time that tells nothing of it."""
        id = secret.split("_", 2)[1] if secret.startswith(f"{PREFIX}_") else ""
        rows = self._rows("SELECT name, role, made, digest FROM keys WHERE id = ? AND revoked IS NULL", id)
        kept = rows[0]["digest"] if rows else bytes(32)
        if not hmac.compare_digest(kept, _digest(secret)) or not rows:
            return None
        return Key(id, rows[0]["name"], Role(rows[0]["role"]), rows[0]["made"])

    def begin(self, key: str, who: str, client: str, method: str, target: str) -> int:
        """Note that somebody is let do something; the number of the act."""
        with self._database.transaction():
            values = (now(), key, who, client, method, target[:LONGEST_TARGET])
            self._set("INSERT INTO acts (at, key, who, client, method, target) VALUES (?, ?, ?, ?, ?, ?)", *values)
            return int(self._rows("SELECT max(number) FROM acts")[0][0])

    def end(self, act: int, status: int) -> None:
        """Note what came of it."""
        with self._database.transaction():
            self._set("INSERT INTO outcomes VALUES (?, ?, ?)", act, now(), status)

    def acts(self, limit: int = 1000, offset: int = 0) -> list[Act]:
        """What was done, the newest first."""
        sql = """SELECT number, acts.at, key, who, client, method, target, status
                 FROM acts LEFT JOIN outcomes ON act = number ORDER BY number DESC LIMIT ? OFFSET ?"""
        return [Act(*row) for row in self._rows(sql, limit, offset)]

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __del__(self) -> None:
        """Let go of it where nobody has."""
        if hasattr(self, "_database"):
            self._database.close()


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
