"""The numbers of an edition as CSV: what the JSON says, run by no spreadsheet, understood by machines."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from casetracker.kit.formulas import unguard
from casetracker.reports.formats.packs import csv as writer
from tests.reports.packs.sample import EVIL, edition


def files(language: str = "pt") -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(writer.write(edition(language)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def laid_out(at: Path, language: str) -> Path:
    for name, content in files(language).items():
        (at / name).write_bytes(content)
    return at


def test_every_number_is_there_with_its_names() -> None:
    given, found = edition(), rows(files()["data.csv"])
    for one, row in zip(given.data, found, strict=True):
        assert (row["indicator"], row["measure"], row["period"]) == (one.indicator, one.measure, one.period)
        value = None if row["value"] == "" else float(row["value"])
        assert (value, row["note"]) == ((None, "s") if one.value == "s" else (one.value, ""))
    assert (found[0]["first_day"], found[0]["last_day"]) == ("2026-01-01", "2026-03-31")
    assert found[7]["place_name"] == "Chokwé"
    assert (found[7]["dimension"], found[7]["code"], found[7]["label"]) == ("sex", "f", "Mulheres")
    assert found[2]["place"] == "" and found[2]["place_name"] == "Defensores da saúde"


def test_text_that_a_spreadsheet_would_run_is_guarded_and_can_be_read_back() -> None:
    text = files()["data.csv"].decode()
    evil = next(row for row in rows(files()["data.csv"]) if row["place"] == "mz-evil")
    assert unguard(evil["place_name"]) == EVIL and evil["place_name"] != EVIL
    assert not re.search(r"(^|[,;\"\n])[=+@]", text)


def test_definitions_are_those_of_the_edition() -> None:
    given = edition()
    assert [row["indicator"] for row in rows(files()["definitions.csv"])] == [one.key for one in given.definitions]
    assert rows(files()["definitions.csv"])[1]["sdg"] == "16.3 16.6"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("language", ["pt", "en"])
def test_the_data_package_is_valid_and_says_what_is_in_it(tmp_path: Path, language: str) -> None:
    import frictionless

    report = frictionless.validate(str(laid_out(tmp_path, language) / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    about = json.loads((tmp_path / "datapackage.json").read_bytes())
    assert "Rosa" not in json.dumps(about) and about["id"] == edition().id
    assert ("sintéticos" in about["description"]) == (language == "pt")


@pytest.mark.filterwarnings("ignore")
def test_csv_on_the_web_reads_every_cell_as_it_is_described(tmp_path: Path) -> None:
    import csvw

    group = csvw.TableGroup.from_file(laid_out(tmp_path, "pt") / "csv-metadata.json")
    read: dict[str, list[dict[str, Any]]] = {str(one.url): list(one.iterdicts(strict=True)) for one in group.tables}
    assert [row["value"] for row in read["data.csv"]] == [
        None if one.value == "s" else one.value for one in edition().data
    ]
    group.check_referential_integrity(strict=True)


@pytest.mark.parametrize("name", ["csv-metadata.json", "datapackage.json"])
def test_both_descriptions_name_the_columns_as_the_files_do(name: str) -> None:
    found = files()
    about = json.loads(found[name])
    for table in about.get("tables") or about["resources"]:
        schema = table.get("tableSchema") or table["schema"]
        columns = [one["name"] for one in schema.get("columns") or schema["fields"]]
        assert columns == next(csv.reader(io.StringIO(found[table.get("url") or table["path"]].decode())))
