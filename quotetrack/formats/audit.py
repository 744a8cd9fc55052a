"""What an audit found: a line for each finding, for people or as JSON, and a summary."""

from __future__ import annotations

import json

from quotetrack.archive.fixity.finding import Finding
from quotetrack.auditing import Audited
from quotetrack.formats.cells import counted, plain

SCHEMA = "quotetrack/finding/1"

PROVES = (
    "This shows that the bytes are those that were saved; "
    "not what a site served to others, nor that it was true."
)


def as_json(finding: Finding) -> str:
    """One finding on one line."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "file": finding.file,
            "record": finding.record,
            "what": finding.what,
            "do": finding.do,
            "healed": finding.healed,
        },
        ensure_ascii=False,
    )


def as_text(finding: Finding) -> str:
    """One finding for people: where, what, and what to do or what was done."""
    where = f"{finding.file}, {finding.record}" if finding.record else finding.file
    mark = "healed    " if finding.healed else "damaged   "
    return f"{mark} {plain(where)}: {plain(finding.what)}; {plain(finding.do)}"


def summary(audited: Audited) -> str:
    """How much was looked through, and what came of it."""
    seen = [counted(audited.files, "WARC file")]
    if audited.receipts:
        seen.append(counted(audited.receipts, "receipt"))
    came = counted(audited.found, "finding")
    if audited.healed:
        came += f", {audited.healed} healed"
    if audited.copied:
        came += f"; {counted(audited.copied, 'file')} copied to the mirror"
    line = f"{', '.join(seen)}: {came}"
    return line if audited.found else f"{line}\n{PROVES}"
