"""Plain values to YAML as a person would write it: long text in blocks, dates bare, unicode as is."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

WIDTH = 88
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)


class _Bare(str):
    """A date that needs no quotation marks, because our reader takes it as the text it is."""


class _Representer(RoundTripRepresenter):
    def represent_bare(self, data: _Bare) -> ScalarNode:
        # The tag is the one a YAML reader would give the bare word, so that none is written.
        tag = "timestamp" if _DAY.fullmatch(data) else "int"
        node = self.represent_scalar(f"tag:yaml.org,2002:{tag}", str(data))
        assert isinstance(node, ScalarNode)
        return node


_Representer.add_representer(_Bare, _Representer.represent_bare)


def emit(data: Mapping[str, Any]) -> str:
    """The mapping as YAML, ending in a new line: long text is folded, text of several lines literal."""
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.width = 4096  # the library's own wrapping would also put a long address on a line of its own
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(_styled(data, ""), out)
    return out.getvalue()


def _styled(value: Any, key: str) -> Any:
    match value:
        case Mapping():
            return {name: _styled(inner, name) for name, inner in value.items()}
        case list():
            return [_styled(inner, key) for inner in value]
        case str() if key == "date" and (_DAY.fullmatch(value) or _YEAR.fullmatch(value)):
            return _Bare(value)
        case str() if "\n" in value:
            return LiteralScalarString(value)
        case str() if len(value) > WIDTH - len(key) - 6 and " " in value:
            return _folded(value)
    return value


def _folded(text: str) -> FoldedScalarString:
    """The text with the spaces chosen at which its lines break."""
    folded: FoldedScalarString = FoldedScalarString(text)
    breaks, start = [], 0
    for space in re.finditer(r"(?<=\S) (?=\S)", text):
        end = text.find(" ", space.end())
        if (len(text) if end < 0 else end) - start > WIDTH:
            breaks.append(space.start())
            start = space.end()
    folded.fold_pos = breaks  # type: ignore[attr-defined]  # the library's own name for them
    return folded
