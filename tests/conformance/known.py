"""The failures that are known (`known.toml`), and the table of results that the documentation has.

python -m tests.conformance.known     writes the table into docs/sparql.md
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.conformance.manifest import ROOT, SUITES, trials

BECAUSE = tomllib.loads((Path(__file__).parent / "known.toml").read_text(encoding="utf-8"))["because"]
KNOWN: dict[str, str] = {name: group["reason"] for group in BECAUSE for name in group["trials"]}

PAGE = ROOT / "docs" / "sparql.md"
START, END = "<!-- results -->\n", "<!-- end of results -->\n"


def table() -> str:
    """The results in Markdown: what is passed of each suite, and why the rest is not."""
    lines = ["| suite of the W3C | tests | passed |", "|---|---:|---:|"]
    for title, suites in SUITES.items():
        names = [trial.name for suite in suites for trial in trials(suite)]
        lines.append(f"| {title} | {len(names)} | {len([name for name in names if name not in KNOWN])} |")
    lines += ["", "The rest, by reason:", ""]
    lines += [f"- {len(group['trials'])}: {group['reason']}." for group in BECAUSE]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The page of the documentation with the table in it."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    return before + START + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
