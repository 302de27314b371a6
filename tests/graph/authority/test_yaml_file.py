"""YAML of strangers: read as plain text, or refused with what is wrong and where."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graph.authority.yaml_file import DEEPEST, MOST_BYTES, read_yaml
from graph.errors import InputError


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.yml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_everything_is_text_a_list_or_a_map(tmp_path: Path) -> None:
    path = written(tmp_path, "a: 1\nb: [No, 2020-01-02, '']\nc: {d: null, e: ~, f: 'null', 3: x}\ng:\nh: !!int 5\n")
    assert read_yaml(path) == {
        "a": "1",
        "b": ["No", "2020-01-02", ""],
        "c": {"d": None, "e": None, "f": "null", "3": "x"},
        "g": None,
        "h": "5",
    }


def test_nothing_is_nothing(tmp_path: Path) -> None:
    assert [read_yaml(written(tmp_path, text)) for text in ("", "# only a comment\n", "---\n", "\ufeffa")] == [
        None,
        None,
        None,
        "a",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a: &x [b]\nc: *x\n", "repeats a part by an alias (line 2), which these lists do not: write it out"),
        ("a: {b: c\n", "is broken YAML (line 2, column 1): did not find expected ',' or '}'"),
        ("a: b: c\n", "is broken YAML (line 1, column 5): mapping values are not allowed in this context"),
        ("a: 1\na: 2\n", "gives 'a' twice (line 2): keep the right one"),
        ("? [a]\n: b\n", "has a field without a name (line 1)"),
        ("a\n---\nb\n", "holds a second document (line 2): make it a file of its own"),
        ("[" * (DEEPEST + 1), f"is nested more than {DEEPEST} deep (line 1), and no such list is"),
        ("a: \x01", "is broken YAML: unacceptable character #x0001: control characters are not allowed"),
        (b"a: \xe9\n", "is not UTF-8 (byte 3): save it as UTF-8"),
        ("a: !!python/object/apply:os.system [x]\nb: !x [", "is broken YAML (line 3, column 1): did not find"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, content: str | bytes, reason: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(InputError) as caught:
        read_yaml(path)
    assert caught.value.source == str(path)
    assert caught.value.reason.startswith(reason)


def test_an_object_is_never_made(tmp_path: Path) -> None:
    path = written(tmp_path, f"a: !!python/object/apply:pathlib.Path.touch ['{tmp_path / 'made'}']\n")
    assert read_yaml(path) == {"a": [str(tmp_path / "made")]}
    assert not (tmp_path / "made").exists()


def test_a_file_that_is_far_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "file.yml"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError, match="is longer than 32 MB, and no such list is: take it out"):
        read_yaml(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.yml: cannot be read: No such file or directory"):
        read_yaml(tmp_path / "nothing.yml")


plain = st.recursive(
    st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.from_regex(r"\A[a-z]{1,5}\Z"), inside, max_size=4),
    max_leaves=20,
)


@given(value=plain)
def test_what_pyyaml_writes_is_read_back(value: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    path = written(tmp_path_factory.mktemp("yaml"), yaml.dump(value, Dumper=Dumper, allow_unicode=True))
    assert read_yaml(path) == value


@given(junk=st.binary(max_size=200))
def test_junk_is_read_or_refused(junk: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    with suppress(InputError):
        read_yaml(written(tmp_path_factory.mktemp("junk"), junk))
