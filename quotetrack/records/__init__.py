"""Quote records: one YAML file a quote, made to be written by hand and reviewed.

Reading (``load``), writing new ones (``save``), adding to existing ones (``edit``), their stored
verdicts (``receipts``), a folder's records with how each stands (``listing``) and their JSON Schema
(``schema``). The names here are those that cost nothing to import; ``edit`` and ``schema`` load the
YAML and validation libraries and are imported from their modules, and so is ``listing``.
"""

from quotetrack.records.addresses import source_address, source_fields
from quotetrack.records.ids import check_id, suggest_id
from quotetrack.records.load import find_record, load_record, load_records, record_files, record_of
from quotetrack.records.problems import BrokenRecord
from quotetrack.records.receipts import (
    evidence_changed,
    read_receipt,
    record_digest,
    sources_data,
    write_receipt,
)
from quotetrack.records.save import record_text, save_record, schema_text, write_schema

__all__ = [
    "BrokenRecord",
    "check_id",
    "evidence_changed",
    "find_record",
    "load_record",
    "load_records",
    "read_receipt",
    "record_digest",
    "record_files",
    "record_of",
    "record_text",
    "save_record",
    "schema_text",
    "source_address",
    "source_fields",
    "sources_data",
    "suggest_id",
    "write_receipt",
    "write_schema",
]
