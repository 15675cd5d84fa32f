"""Ana photographs a notice on her phone: with and without script, in the browser itself."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import FilePayload, Page

from casetracker.kit.db import db
from tests.browser.live import PHONE, Live
from tests.cases.telling import opened
from tests.kit.files_made import SVG, drawing, photo

NOTICE = photo(picture=drawing(1200, 800))
pytestmark = pytest.mark.browser
UPRIGHT = "img => img.complete && img.naturalHeight > img.naturalWidth"


def sent(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def add(page: Page, case_id: UUID, file: FilePayload) -> None:
    page.goto(f"/cases/{case_id}/files/new")
    page.get_by_label("choose a file").set_input_files(file)
    page.get_by_label("What it shows").fill("The notice on the door")
    page.get_by_role("button", name="Add it").click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_photo_is_added_seen_upright_and_fetched_again(live: Live, script: bool, tmp_path: Path) -> None:
    live.speak("en", "ana")
    case_id = opened(live.world)
    db.session.rollback()
    with closing(live.seat("ana", script=script, size=PHONE)) as profile:
        page = profile.new_page()
        add(page, case_id, sent("notice.svg", SVG))
        assert "not kept here" in page.inner_text("main")
        assert page.get_by_label("What it shows").input_value() == "The notice on the door"
        add(page, case_id, sent("notice.jpg", NOTICE))
        page.get_by_text("The file is added.").wait_for()
        picture = page.locator(".files__picture")
        picture.scroll_into_view_if_needed()
        if script:
            page.wait_for_function(f"({UPRIGHT})(document.querySelector('.files__picture'))")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="notice.jpg", exact=True).click()
        waiting.value.save_as(tmp_path / "got")
        assert waiting.value.suggested_filename == "notice.jpg"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360 if script else True
        page.screenshot(path=tmp_path / "files.png", full_page=True)
    got = (tmp_path / "got").read_bytes()
    assert hashlib.sha256(got).digest() != hashlib.sha256(NOTICE).digest() and b"Fone 9" not in got
    assert got[got.index(b"\xff\xda") :] == NOTICE[NOTICE.index(b"\xff\xda") :]
