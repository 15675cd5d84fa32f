"""What holds everywhere in the house, whoever adds a room."""

from __future__ import annotations

import ast
import base64
import configparser
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from casetracker.paths import HOME, PACKAGE, STATIC, TEMPLATES

MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted(TEMPLATES.rglob("*.html"))
# Names and signs that are the same in every language.
SAME_EVERYWHERE = {"casetracker", "Notes", "CSV", "XLSX", "JSON", "DHIS2", "SVG", "kB", "n", "x", "of"}

NAMING = r"(?:render_template|extends|include|import)\(?\s*[\"']([\w/]+\.html)"


def relative(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_every_room_is_in_the_wheel() -> None:
    settings = configparser.ConfigParser()
    settings.read(HOME / "setup.cfg", "utf-8")
    listed = set(settings["options"]["packages"].split()) - {f"casetracker.{data}" for data in ("static", "templates")}
    found = {".".join(path.parent.relative_to(HOME).parts) for path in PACKAGE.rglob("__init__.py")}
    assert sorted(found - listed - {"casetracker.migrations"}) == [], "add these to `packages` in setup.cfg"
    assert sorted(listed - found - {"casetracker.migrations"}) == [], "these are in setup.cfg but not in the tree"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_opens_with_what_it_is_for(path: Path) -> None:
    opening = (ast.get_docstring(tree(path)) or "").split("\n\n")[0]
    assert opening.endswith((".", "?")), "begin with one sentence that says what the module is for"


def test_only_the_door_commits() -> None:
    elsewhere = [
        f"{relative(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
        if relative(path) != "casetracker/kit/db.py" and "session" in ast.unparse(node.func.value)
    ]
    assert elsewhere == []


def test_no_import_inside_a_function_dodges_a_knot() -> None:
    dodging = [
        f"{relative(path)}:{node.lineno}"
        for path in MODULES
        for function in functions(tree(path))
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("casetracker")
    ]
    assert dodging == []


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_no_page_holds_inline_code(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|javascript:|\son[a-z]+\s*=\s*\"", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text), "nothing is loaded from elsewhere"


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_a_page_never_says_in_its_title_what_it_shows(path: Path) -> None:
    titles = re.findall(r"{%-?\s*block title\s*-?%}(.*?){%-?\s*endblock", path.read_text("utf-8"), re.DOTALL)
    assert all("{{" not in title for title in titles)


def spoken(text: str) -> list[str]:
    """The words of a template that stand outside its tags: what a reader sees without translation."""
    text = re.sub(r"{#.*?#}", " ", text, flags=re.DOTALL)
    text = re.sub(r"{%-?\s*block width\b.*?endblock.*?%}", " ", text, flags=re.DOTALL)  # a class, no word
    text = re.sub(r"{%\s*trans\b.*?endtrans\s*-?%}", " ", text, flags=re.DOTALL)
    text = re.sub(r"{[{%].*?[%}]}", " ", text, flags=re.DOTALL)
    labels = re.findall(r"\s(?:title|alt|placeholder|aria-label)=\"([^\"]*)\"", text)
    text = re.sub(r"<!--.*?-->|<[^>]*>", " ", text, flags=re.DOTALL)
    text = re.sub(r"[\w-]+=\"[^\"]*\"", " ", text)  # attributes that a macro hands to a tag elsewhere
    words = re.findall(r"[^\W\d_]{2,}", " ".join([re.sub(r"&\w+;", " ", text), *labels]))
    return [word for word in words if word not in SAME_EVERYWHERE]


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_every_word_of_a_page_can_be_translated(path: Path) -> None:
    assert spoken(path.read_text("utf-8")) == []


def test_every_template_and_static_file_that_is_named_exists() -> None:
    named = [
        (relative(path), name)
        for path in [*MODULES, *PAGES]
        for name in re.findall(
            r"(?:render_template|extends|include|import)\(?\s*[\"']([\w/]+\.html)", path.read_text("utf-8")
        )
        if not (TEMPLATES / name).exists()
    ]
    assert named == []
    files = {name for path in PAGES for name in re.findall(r"filename=\"([^\"]+)\"", path.read_text("utf-8"))}
    assert sorted(name for name in files if not (STATIC / name).exists()) == []


def test_the_vendor_files_are_those_of_the_manifest() -> None:
    manifest = json.loads((STATIC / "vendor" / "manifest.json").read_text("utf-8"))
    for file in manifest["files"]:
        digest = hashlib.sha512((STATIC / "vendor" / file["name"]).read_bytes()).digest()
        assert file["sha512"] == f"sha512-{base64.b64encode(digest).decode()}", file["name"]
    assert {package["licence"] for package in manifest["packages"]} == {"MIT"}


def test_pandas_and_its_memory_are_not_loaded_at_the_start() -> None:
    heavy = ("pandas", "altair", "vl_convert", "PIL", "docx", "docxtpl", "weasyprint", "segno", "holidays", "highspy")
    look = f"import sys, casetracker.app; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=HOME)
    assert done.stdout.strip() == "[]"
