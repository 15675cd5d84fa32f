"""What is taken is freed of place and camera without loss; what is broken, acts or is something else is refused."""

from __future__ import annotations

import contextlib
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from casetracker.kit.files import Fit, TooLarge, Unfit, taken
from casetracker.kit.files.names import tidy
from tests.kit import files_made as made

MOST = 5 * 1024 * 1024
JPEG_FORMS = ("baseline", "progressive")


def keep(name: str, content: bytes) -> Fit:
    return taken(name, content, MOST)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Unfit) as unfit:
        keep(name, content)
    return unfit.value.sentence.text()


def opened(content: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(content))
    found.load()
    return found


@pytest.mark.parametrize(("form", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_photo_loses_its_place_and_camera_and_not_one_point(form: str, name: str) -> None:
    came = made.photo(form)
    assert b"Fone 9" in came
    fit = keep(name, came)
    assert opened(fit.content).tobytes() == opened(came).tobytes()
    for said in (b"Fone 9", made.PLACE):
        assert said not in fit.content and said not in fit.preview
    assert dict(opened(fit.content).getexif()) == {made.ORIENTATION: made.SIDEWAYS}


@pytest.mark.parametrize("progressive", [False, True], ids=JPEG_FORMS)
def test_the_points_of_a_jpeg_are_copied_byte_for_byte(progressive: bool) -> None:
    profile = b"....".join([bytes(36), b"acsp", bytes(88)])
    came = made.photo(picture=made.drawing(900, 700), progressive=progressive, icc_profile=profile)
    kept = keep("a.jpg", came).content
    assert kept[kept.index(b"\xff\xda") :] == came[came.index(b"\xff\xda") :]
    assert opened(kept).info["icc_profile"] == profile
    assert keep("a.jpg", kept).content == kept, "cleaning what is clean changes nothing"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_taken_sideways_is_shown_upright(form: str) -> None:
    fit = keep(f"a.{form.lower()}", made.photo(form, made.drawing(900, 600)))
    small = opened(fit.preview)
    assert small.size == (213, 320)
    top, bottom = small.convert("L").getpixel((100, 10)), small.convert("L").getpixel((100, 310))
    assert abs(int(top) - int(bottom)) > 150, "what was dark on one side is dark at one end"  # type: ignore[arg-type]


def test_what_follows_the_end_of_a_picture_goes() -> None:
    for form, name in (("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")):
        came = made.photo(form)
        assert keep(name, came + b"PK\x03\x04<script>").content == keep(name, came).content


def test_a_photo_with_another_photos_ending_gets_its_own() -> None:
    assert keep("praia.png", made.photo()).name == "praia.jpg"
    assert "something else" in refusal("praia.pdf", made.photo())


WHOLE = {
    "jpg": made.photo(), "png": made.photo("PNG"), "webp": made.photo("WEBP"), "pdf": made.pdf(), "docx": made.docx(),
    "m4a": made.m4a(), "wav": made.wav(),
}  # fmt: skip


@pytest.mark.parametrize("ending", sorted(WHOLE))
def test_a_file_that_was_cut_is_refused(ending: str) -> None:
    content = WHOLE[ending]
    assert keep(f"a.{ending}", content).content
    for left in (len(content) // 2, len(content) - 12):
        assert "broken" in refusal(f"a.{ending}", content[:left])


@settings(deadline=None, max_examples=300)
@given(st.sampled_from([made.photo(), made.photo("PNG"), made.photo("WEBP"), made.pdf(made.packed(b"<< >>")),
                        made.docx(), made.mp3(), made.m4a(), made.ogg(), made.wav()]),
       st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=8),
       st.sampled_from(["jpg", "png", "webp", "pdf", "docx", "mp3", "m4a", "ogg", "wav"]))  # fmt: skip
def test_no_bytes_do_more_than_be_refused(content: bytes, changes: list[tuple[int, int]], ending: str) -> None:
    spoilt = bytearray(content)
    for place, byte in changes:
        spoilt[place % len(spoilt)] = byte
    for name in (f"a.{ending}", "a.jpg"):
        with contextlib.suppress(Unfit):
            assert keep(name, bytes(spoilt)).content


def test_a_plain_pdf_is_kept_as_it_is_and_ends_where_it_ends() -> None:
    assert keep("carta.pdf", made.pdf()).content == made.pdf()
    assert keep("carta.pdf", made.pdf() + b"PK\x03\x04").content == made.pdf()
    assert keep("carta.pdf", made.pdf(made.packed(b"<< /Type /Annot /A << /S /URI >> >>")))


@pytest.mark.parametrize("acts", [
    b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>", b"<< /S /J#61vaScript /JS 9 0 R >>", b"<< /S /Launch >>",
    b"<< /Type /EmbeddedFile >>", b"<< /AcroForm << /XFA 9 0 R >> >>", b"<< /S /SubmitForm >>", b"<< /Encrypt 9 0 R >>",
])  # fmt: skip
def test_a_pdf_that_acts_or_is_locked_is_refused_however_it_is_spelt_and_packed(acts: bytes) -> None:
    for content in (made.pdf(acts), made.pdf(made.packed(acts)), made.pdf(text=b"q\nendstream\n" + acts)):
        assert "Print it to a new PDF" in refusal("a.pdf", content)
    assert refusal("a.pdf", made.pdf(made.packed(acts, b"/Filter [/ASCIIHexDecode /FlateDecode]")))


@pytest.mark.parametrize("content", [
    b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nstartxref\n9\n%%EOF", made.pdf().replace(b"/Type /Page /", b"/Type /Leaf /"),
    b"GIF89a" + made.pdf(), made.pdf().replace(b"startxref\n", b"startxref\n9"),
])  # fmt: skip
def test_a_pdf_without_its_parts_is_broken(content: bytes) -> None:
    assert refusal("a.pdf", content)


def test_a_plain_document_is_kept_byte_for_byte() -> None:
    own = made.fetching("file:///C:/Modelos/carta.dotx", "attachedTemplate")
    for relations in ("", made.fetching("https://namati.org", "hyperlink"), own):
        content = made.docx(relations=relations)
        assert keep("carta.docx", content).content == content


@pytest.mark.parametrize(("content", "said"), [
    (made.docx({"word/vbaProject.bin": b"x"}), "macro"),
    (made.docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
    (made.docx({"word/embeddings/oleObject1.bin": b"x"}), "macro"),
    (made.docx(relations=made.fetching("https://elsewhere.example/x.png")), "elsewhere"),
    (made.docx(relations=made.fetching("https://elsewhere.example/t.dotm", "attachedTemplate")), "elsewhere"),
    (made.docx({"[Content_Types].xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "broken"),
    (made.docx({"../../evil.txt": b"x"}), "broken"),
    (made.docx() + b"more", "broken"), (b"PK\x03\x04" + made.docx(), "broken"),
    (made.docx(main="application/x-spreadsheet"), "not kept here"), (made.bomb(), "unpacks"),
])  # fmt: skip
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_document_that_does_more_than_be_read_is_refused(content: bytes, said: str) -> None:
    assert said in refusal("carta.docx", content)


def test_sound_is_kept_and_its_notes_are_not() -> None:
    for name, content in (("a.mp3", made.mp3()), ("a.m4a", made.m4a()), ("a.wav", made.wav())):
        assert made.PLACE in content
        assert made.PLACE not in keep(name, content).content
    assert keep("a.mp3", made.mp3()).content == made.mp3()[50:-128]
    assert len(keep("a.m4a", made.m4a()).content) == len(made.m4a()), "no offset into the sound moves"
    assert keep("a.ogg", made.ogg()).content == made.ogg()
    assert keep("voz.opus", made.ogg()).media == "ogg"


@pytest.mark.parametrize(("name", "content"), [
    ("a.ogg", made.ogg(b"\x80theora")), ("a.m4a", made.m4a(b"vide")), ("a.mp3", b"\xff\xfb\x90\x00" + b"junk" * 900),
    ("a.mp3", b"ID3\x04\0\0\0\0\0\x05hello<script>"), ("a.svg", made.SVG), ("a.jpg", made.SVG), ("a.exe", made.EXE),
    ("a.jpg", made.EXE), ("a.zip", made.docx()), ("a", made.photo()), ("a.html", b"<p>hello</p>"),
])  # fmt: skip
def test_films_programs_and_pages_are_refused(name: str, content: bytes) -> None:
    assert refusal(name, content)


def test_a_photo_that_few_can_read_says_what_to_do() -> None:
    heic = b"\0\0\0\x18ftypheic" + bytes(100)
    assert "send it as JPEG" in refusal("IMG_1.HEIC", heic)
    assert "send it as JPEG" in refusal("IMG_1.jpg", heic)


def test_empty_large_and_giant() -> None:
    assert "empty" in refusal("a.jpg", b"")
    assert "200 million" in refusal("a.png", made.giant())
    with pytest.raises(TooLarge) as large:
        keep("a.jpg", bytes(MOST + 1))
    assert "at most 5 MB" in large.value.sentence.text()


@pytest.mark.parametrize(("said", "kept"), [
    ("../../etc/passwd.jpg", "passwd.jpg"), ("C:\\Users\\ana\\foto.jpg", "foto.jpg"), ("..", "file"), ("", "file"),
    ("a\u202egpj.exe.jpg", "agpj.exe.jpg"), ("x\r\nSet-Cookie: a.jpg", "xSet-Cookie a.jpg"), (".htaccess", "htaccess"),
    ("Declaração.pdf", "Declaração.pdf"), ("a" * 300 + ".pdf", "a" * 96 + ".pdf"),
])  # fmt: skip
def test_a_name_leads_nowhere(said: str, kept: str) -> None:
    assert tidy(said) == kept


TEDIOUS = {
    "a large photo": ("a.jpg", made.photo(picture=Image.effect_noise((3000, 2000), 20).convert("RGB"), quality=80)),
    "a photo of a thousand scans": ("a.jpg", made.scans(1000)),
    "a PDF of slashes": ("a.pdf", made.pdf(text=b"/" * 3_000_000)),
    "a PDF that unpacks to slashes": ("a.pdf", made.pdf(*[made.packed(b"/" * 9_000_000)] * 5)),
    "a PDF of names": ("a.pdf", made.pdf(text=b"/ObjStm" * 400_000)),
    "a PDF of streams": ("a.pdf", made.pdf(text=b"stream\nx\x9c" * 300_000)),
    "a PDF of small streams": ("a.pdf", made.pdf(*[made.packed(b"<< >>")] * 9_000)),
}


@pytest.mark.parametrize("which", sorted(TEDIOUS))
def test_nothing_keeps_the_program_busy_for_more_than_five_seconds(which: str) -> None:
    began = time.process_time()
    with contextlib.suppress(Unfit):
        keep(*TEDIOUS[which])
    assert time.process_time() - began < 5
