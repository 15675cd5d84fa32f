"""Every file of an edition says the same, says it twice alike, runs nothing and names nobody."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from casetracker.paths import HOME
from casetracker.reports.formats import PACK_FORMATS
from casetracker.reports.formats.packs.words import fingerprint
from casetracker.reports.packs.edition import from_json, public
from tests.reports.packs.reading import of_docx, of_pdf, of_xlsx, parts, said, squeezed, tables
from tests.reports.packs.sample import EVIL, SCRIPT, edition

LANGUAGES = pytest.mark.parametrize("language", ["pt", "en"])
AGAIN = """
import hashlib
from flask import Flask
from casetracker.kit.languages import init_app
from casetracker.paths import TEMPLATES
from casetracker.reports.formats import PACK_FORMATS
from casetracker.reports.packs.edition import from_json, to_json
from tests.reports.packs.sample import edition
app = Flask("other", template_folder=str(TEMPLATES))
init_app(app)
with app.app_context():
    for language in ("pt", "en"):
        for key, one in PACK_FORMATS.items():
            content = one.write(from_json(to_json(edition(language))))
            print(language, key, hashlib.sha256(content).hexdigest())
"""


def file(key: str, language: str = "pt") -> bytes:
    return PACK_FORMATS[key].write(edition(language))


def words(content: bytes) -> str:
    """All the text of a file, or of those packed in it."""
    inside = parts(content).values() if content.startswith(b"PK") else [content]
    return "".join(one.decode("utf-8", "replace") for one in inside)


def test_the_same_edition_gives_the_same_bytes_in_another_process_on_another_day() -> None:
    here = [
        f"{language} {key} {hashlib.sha256(file(key, language)).hexdigest()}"
        for language in ("pt", "en")
        for key in PACK_FORMATS
    ]
    elsewhere = {**os.environ, "TZ": "America/Phoenix", "PYTHONHASHSEED": "7", "PYTHONPATH": str(HOME)}
    done = subprocess.run([sys.executable, "-c", AGAIN], capture_output=True, text=True, cwd=HOME, env=elsewhere)
    assert done.stdout.splitlines() == here, done.stderr


def test_the_json_is_the_edition() -> None:
    content = file("json")
    assert from_json(content.decode()) == public(edition())
    assert hashlib.sha256(content).hexdigest() == fingerprint(edition())


@LANGUAGES
def test_the_tables_of_the_docx_are_those_of_the_edition(language: str) -> None:
    assert of_docx(file("docx", language)) == said(edition(language))


@LANGUAGES
def test_the_tables_of_the_workbook_are_those_of_the_edition(language: str) -> None:
    content = file("xlsx", language)
    for table in tables(edition(language)):
        expected = [
            [
                "–" if value is None and column.numeric else value
                for value, column in zip(row, table.columns, strict=True)
            ]
            for row in table.rows
        ]
        assert of_xlsx(content, table) == expected


@LANGUAGES
def test_the_pdf_has_every_cell_in_its_place(language: str) -> None:
    text, given = of_pdf(file("pdf", language)), edition(language)
    for rows in said(given):
        for row in rows:
            assert squeezed("".join(row)) in text
    assert squeezed(given.introduction) in text and squeezed(given.stories[0]) in text
    assert fingerprint(given) in text


@LANGUAGES
def test_all_numbers_stand_in_the_workbook_with_their_kinds(language: str) -> None:
    given = edition(language)
    sheet = load_workbook(io.BytesIO(file("xlsx", language))).worksheets[-1]
    last = [row[-1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in last] == [one.value for one in given.data]
    shares = [cell.number_format for cell, one in zip(last, given.data, strict=True) if isinstance(one.value, float)]
    assert shares == ["0.0%", "#,##0.0##"]
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref


def test_nothing_in_the_workbook_runs_or_leads_elsewhere() -> None:
    content = file("xlsx")
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n", "d"}
    assert any(cell.value == EVIL for cell in cells) and not any(cell.hyperlink for cell in cells)
    assert all(b"<f>" not in part for name, part in parts(content).items() if "worksheets/sheet" in name)
    assert not [name for name in parts(content) if "external" in name.lower()]


def test_a_sheet_is_ready_to_print_and_its_chart_leaves_out_the_total() -> None:
    content = file("xlsx")
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
    opened, resolved, kinds = book.worksheets[1:4]
    assert opened.print_title_rows and opened.freeze_panes
    assert [len(one._charts) for one in (opened, resolved, kinds)] == [1, 1, 0]
    charts = [part.decode() for name, part in parts(content).items() if "charts/chart" in name]
    assert sum(chart.count("<c:ser>") for chart in charts) == 3
    assert all("Total" not in chart for chart in charts)
    assert any("<a:t>s</a:t>" in chart for chart in charts)


@LANGUAGES
def test_a_screen_reader_can_read_the_pdf(language: str) -> None:
    content = file("pdf", language)
    paper = PdfReader(io.BytesIO(content))
    root = paper.trailer["/Root"]
    assert str(root["/Lang"]) == language and root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.metadata is not None and paper.metadata.title == edition(language).title
    assert re.search(r"pdfuaid:part.*1", root["/Metadata"].get_data().decode())
    with pikepdf.open(io.BytesIO(content)) as opened:
        elements = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        pictures = [str(one.Alt) for one in elements if one.S == "/Figure"]
        scopes = {str(one.A.Scope) for one in elements if one.S == "/TH"}
        kinds = {str(one.S) for one in elements if isinstance(one.S, pikepdf.Name)}
    assert len(pictures) == 2 and "1 234" in pictures[0].replace("\u00a0", " ").replace(",", " ")
    assert scopes == {"/Column", "/Row"} and {"/H1", "/H2", "/Caption"} <= kinds


@LANGUAGES
def test_the_rules_of_pdf_ua_that_a_machine_can_check_are_kept(language: str, tmp_path: Path) -> None:
    import pdfua

    (tmp_path / "pack.pdf").write_bytes(file("pdf", language))
    assert [finding.message for finding in pdfua.validate(tmp_path / "pack.pdf").findings] == []


def test_the_document_has_its_language_headings_and_told_pictures() -> None:
    import docx

    made = docx.Document(io.BytesIO(file("docx")))
    properties = made.core_properties
    assert (properties.title, properties.language) == (edition().title, "pt-MZ")
    assert properties.created == properties.modified and properties.created.isoformat() == "2026-07-06T07:15:30+00:00"
    assert {value for one in made.styles.element.iter() for key, value in one.items() if key.endswith("}val")
            and one.tag.endswith("}lang")} == {"pt-MZ"}  # fmt: skip
    headings = [one.text for one in made.paragraphs if one.style is not None and one.style.name.startswith("Heading")]
    assert [one.title for one in edition().sections] == headings[2:5]
    told = [one._inline.docPr.get("descr") for one in made.inline_shapes]
    assert len(told) == 2 and "Chokwé 120" in told[1] and "s" in told[1]


@LANGUAGES
@pytest.mark.parametrize("key", sorted(PACK_FORMATS))
def test_no_file_names_a_person_and_each_says_that_its_data_are_invented(key: str, language: str) -> None:
    content = file(key, language)
    text = of_pdf(content) if key == "pdf" else words(content)
    assert "Mabunda" not in text and "Cossa" not in text
    marked = {"pt": "inventados", "en": "invented"}[language]
    assert ('"synthetic":true' if key == "json" else marked) in text
    if key in ("xlsx", "docx", "iati"):
        assert "<script>" not in text and "&lt;script&gt;" in text


def test_a_withheld_number_is_told_from_zero_and_from_nothing_in_every_file() -> None:
    for key in ("pdf", "docx", "xlsx"):
        content = file(key)
        text = (
            of_pdf(content)
            if key == "pdf"
            else "".join(one.decode("utf-8", "replace") for one in parts(content).values())
        )
        assert re.search("isnotzero|nãoézero", squeezed(text).casefold())
    assert SCRIPT not in of_docx(file("docx"))[0][0]
