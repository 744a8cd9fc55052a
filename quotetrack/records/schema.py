"""What a record's file may hold: the models at the edge."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from quotetrack.bounds import MOST_NAMES, long_quote
from quotetrack.model import Completeness, Kind, Nature
from quotetrack.records.dates import check_date
from quotetrack.records.shapes import check_language, check_package, check_path, check_url

# YAML reads an unquoted year as a number, so editors are told that a number is fine here.
DateText = Annotated[
    str,
    AfterValidator(check_date),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["2003-03-20", "2003-03", 2003, "2003~"]}),
]
Language = Annotated[str, AfterValidator(check_language)]
Url = Annotated[str, AfterValidator(check_url)]
RelativePath = Annotated[str, AfterValidator(check_path)]
# null is a value here, and the schema for editors leaves null out of every other type.
Labels = Annotated[
    dict[str, str | None],
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"minLength": 1},
            "additionalProperties": {"type": ["string", "null"], "minLength": 1},
        }
    ),
]
Package = Annotated[str, AfterValidator(check_package)]


class _Part(BaseModel):
    """A mapping with known keys, none of them empty; white space around values does not count."""

    # Parts are built with the record that they are in: each on its own as well takes twice the time.
    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1, defer_build=True
    )


class PersonPart(_Part):
    """Who is said to have spoken."""

    name: str = Field(description="The name as it is usually written.")
    role: str | None = Field(None, description="Office or function at the time.")
    other_names: tuple[str, ...] = Field(
        (),
        max_length=MOST_NAMES,
        description="Other names and spellings under which transcripts print this person.",
    )


class PublicationPart(_Part):
    """A publication where the quote circulates: an address, a citation, or both."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["url"]}, {"required": ["citation"]}]}
    )

    url: Url | None = Field(None, description="The publication's address.")
    citation: str | None = Field(None, description="Title, publisher, date: enough to find it.")
    place: Literal["headline", "body"] | None = Field(None, description="Where in it the quote stands.")
    quotation_marks: StrictBool | None = Field(None, description="Whether it is printed in quotation marks.")

    @model_validator(mode="after")
    def _named(self) -> PublicationPart:
        if self.url is None and self.citation is None:
            raise ValueError("names no publication; give its url, its citation, or both")
        return self


class PackagePart(_Part):
    """A file shipped inside an installed Python package; the package is never imported."""

    name: Package = Field(description="The distribution's name, as pip knows it.")
    path: RelativePath = Field(description="The file, relative to the place the package is installed in.")


class ExcerptPart(_Part):
    """Words typed in by hand from a source that cannot be opened here."""

    text: str = Field(description="The words; a line […] between passages that do not follow on each other.")
    citation: str = Field(description="Where these words stand: enough for another person to find them.")


_KINDS_OF_SOURCE = ("url", "file", "package", "excerpt")


class SourcePart(_Part):
    """A transcript of the occasion. Exactly one of url, file, package, excerpt; the rest is optional.

    What is stated here wins over what is read from the transcript itself.
    """

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [kind]} for kind in _KINDS_OF_SOURCE]}
    )

    url: Url | None = Field(None, description="The address of the transcript, http or https.")
    file: RelativePath | None = Field(None, description="A file, relative to the folder that holds quotes/.")
    package: PackagePart | None = Field(None, description="A file inside an installed Python package.")
    excerpt: ExcerptPart | None = Field(None, description="Words typed in by hand, with a citation.")
    id: str | None = Field(
        None, description="The transcript's id in the archive, if it is not to be made up."
    )
    title: str | None = Field(None, description="The transcript's title.")
    publisher: str | None = Field(None, description="Who publishes the transcript.")
    speaker: str | None = Field(None, description="Whose words it holds, if it has no speaker labels.")
    date: DateText | None = Field(None, description="The date of the occasion, not of publication.")
    occasion: str | None = Field(None, description="The occasion it is a transcript of.")
    language: Language | None = Field(None, description="Its language (BCP 47).")
    nature: Nature | None = Field(None, description="What kind of witness it is.")
    complete: Completeness | None = Field(None, description="Whether it holds the whole occasion.")
    derived_from: str | None = Field(
        None, description="The id or the address of the transcript that it reprints: copies count once."
    )
    labels: Labels | None = Field(
        None, description="Whom its labels name: label as printed, and the person, or null for nobody known."
    )
    private: StrictBool = Field(False, description="Left out of everything that is published.")

    @model_validator(mode="after")
    def _one(self) -> SourcePart:
        given = [kind for kind in _KINDS_OF_SOURCE if getattr(self, kind) is not None]
        if len(given) != 1:
            found = " and ".join(given) or "none"
            raise ValueError(f"needs exactly one of url, file, package, excerpt; it has {found}")
        return self


class SeenPart(_Part):
    """Evidence that only the reviewer has: a tape, a letter."""

    description: str = Field(description="What it is, and where it is kept.")
    private: StrictBool = Field(False, description="Left out of everything that is published.")


class ReviewPart(_Part):
    """A person's conclusion, kept beside the machine's verdict and never instead of it."""

    reviewer: str = Field(description="Who concluded this.")
    date: DateText = Field(description="When.")
    conclusion: Literal["accurate", "inaccurate", "misleading", "undecided"] = Field(
        description="What the reviewer concluded."
    )
    evidence: str = Field(
        pattern=r"^sha256:[0-9a-f]{64}$",
        description="The digest of the evidence the reviewer saw; the review goes stale when that changes.",
    )
    note: str | None = Field(None, description="Why.")
    seen: SeenPart | None = Field(None, description="Evidence that only the reviewer has.")


class RecordPart(_Part):
    """A statement as it circulates, with who is said to have said it, when and where."""

    model_config = ConfigDict(
        title="Quotetrack quote record",
        json_schema_extra={
            "dependentSchemas": {
                "key_terms": {"properties": {"kind": {"const": "reported"}}, "required": ["kind"]}
            }
        },
    )

    text: str = Field(description="The words exactly as they circulate, marks of omission included.")
    kind: Kind = Field(
        Kind.DIRECT,
        description="direct: the words are given as the speaker's own. "
        "reported: what someone is said to have said, without quotation marks.",
    )
    key_terms: tuple[str, ...] = Field(
        (),
        max_length=MOST_NAMES,
        description="For a reported statement: the words to look for in the transcripts.",
    )
    speaker: PersonPart | None = None

    @field_validator("text")
    @classmethod
    def _words(cls, text: str) -> str:
        if not any(map(str.isalnum, text)):
            raise ValueError("no words in it; write the quote as it circulates")
        if (wrong := long_quote(text)) is not None:
            raise ValueError(wrong)
        return text

    @field_validator("key_terms")
    @classmethod
    def _only_reported(cls, terms: tuple[str, ...], known: ValidationInfo) -> tuple[str, ...]:
        # On the field, not on the whole record, so that it is reported beside other problems.
        if terms and known.data.get("kind") is Kind.DIRECT:
            raise ValueError("only a reported statement has key terms; add 'kind: reported' or remove them")
        return terms

    date: DateText | None = Field(
        None, description="When it is said to have been said (ISO 8601 or EDTF), as precise as is claimed."
    )
    occasion: str | None = Field(None, description="Where, or at what, it is said to have been said.")
    language: Language | None = Field(None, description="The language of the text (BCP 47).")
    original_language: Language | None = Field(
        None, description="The language it was spoken in; differs from language in a translation (BCP 47)."
    )
    claimed_in: tuple[PublicationPart, ...] = Field((), description="The publications where it circulates.")
    sources: tuple[SourcePart, ...] = Field((), description="Transcripts of the occasion to compare it with.")
    reviews: tuple[ReviewPart, ...] = Field(
        (), description="What people concluded, with the evidence they saw."
    )
    notes: str | None = Field(None, description="Anything a reader of the record should know.")
    tags: tuple[str, ...] = Field((), description="Words to find the record by.")
    private: StrictBool = Field(False, description="Left out of everything that is published.")
