"""The cases of which only things and events are annotated: every file says what it should."""

from __future__ import annotations

import importlib.util
from pathlib import Path

FOLDER = Path(__file__).parent / "gold" / "events"
SPEC = importlib.util.spec_from_file_location("cases", FOLDER / "cases.py")
assert SPEC is not None
assert SPEC.loader is not None
cases = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(cases)

CASE = """=== dam-order | 2026-03-14
Lee halts work on dam

Gov. Ann Lee’s order is “a disgrace,” the union said.
--- entities
1 Person | Ann Lee | Gov. Ann Lee; Lee
2 Order | Lee's order | Gov. Ann Lee's order
3 Organization | union | the union
--- events
ACCUSE actual 3>2 @said | Gov. Ann Lee's order is "a disgrace," the union said
PROTEST planned 9>- @march | will march
"""


def test_no_case_has_a_fault() -> None:
    found = [each for path in sorted(FOLDER.rglob("*.case")) for each in cases.read(path)]
    assert [fault for _, faults in found for fault in faults] == []
    names = [case["id"] for case, _ in found]
    assert len(names) > 1000
    assert len(set(names)) == len(names)


def test_a_case_is_read_with_the_text_s_own_marks_and_its_faults_are_told(tmp_path: Path) -> None:
    path = tmp_path / "dams.case"
    path.write_text(CASE, encoding="utf-8")
    [(case, faults)] = cases.read(path)
    text = "Lee halts work on dam\n\nGov. Ann Lee’s order is “a disgrace,” the union said."
    assert case == {
        "id": "dams-dam-order",
        "text": text,
        "date": "2026-03-14",
        "entities": [
            {"id": "1", "type": "Person", "name": "Ann Lee", "mentions": ["Gov. Ann Lee", "Lee"]},
            {"id": "2", "type": "Order", "name": "Lee's order", "mentions": ["Gov. Ann Lee’s order"]},
            {"id": "3", "type": "Organization", "name": "union", "mentions": ["the union"]},
        ],
        "events": [
            {
                "type": "ACCUSE",
                "status": "actual",
                "actor": "3",
                "recipient": "2",
                "place": None,
                "text": "Gov. Ann Lee’s order is “a disgrace,” the union said",
                "trigger": text.index("said"),
            }
        ],
    }
    assert faults == [
        "dams dam-order: no entity 9: PROTEST planned 9>- @march | will march",
        "dams dam-order: not in the text: PROTEST planned 9>- @march | will march",
    ]
