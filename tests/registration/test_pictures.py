"""Scans and photos: found out by decoding them, made anew, and refused before they can do harm."""

import sys
from io import BytesIO

import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from fingerpost.registration.queries import decoding
from fingerpost.registration.queries.decoding import decoded
from fingerpost.registration.rules.pictures import LARGEST, LONGEST_SIDE, Picture, Trouble, Unusable, pages_of
from tests.factories.forms import photo

register_heif_opener()
GPS, ORIENTATION = 0x8825, 0x0112


def document(pages: int = 1) -> bytes:
    kept = BytesIO()
    first, *others = [Image.new("RGB", (60, 40), "grey") for _ in range(pages)]
    first.save(kept, "PDF", save_all=True, append_images=others)
    return kept.getvalue()


def seen(page: Picture) -> Image.Image:
    return Image.open(BytesIO(page.content))


def why(content: bytes) -> Trouble:
    with pytest.raises(Unusable) as refused:
        pages_of(content)
    return refused.value.why


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_a_photo_becomes_a_jpeg_of_ours(kind):
    (page,) = pages_of(photo(kind))
    assert seen(page).format == "JPEG"
    assert (page.width, page.height) == (60, 40)


def test_a_document_becomes_a_picture_for_each_page():
    assert [seen(page).format for page in pages_of(document(3))] == ["JPEG"] * 3


def test_where_and_when_a_photo_was_taken_is_gone_and_it_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    (page,) = pages_of(photo("JPEG", exif=exif))
    assert not seen(page).getexif()
    assert (page.width, page.height) == (40, 60)


def test_a_photo_is_made_as_small_as_can_be_read():
    (page,) = pages_of(photo("JPEG", (LONGEST_SIDE * 2, LONGEST_SIDE)))
    assert (page.width, page.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_what_hides_behind_a_picture_is_gone():
    (page,) = pages_of(photo("PNG") + b"<script>alert(1)</script>")
    assert b"script" not in page.content


def test_what_cannot_be_seen_through_stands_on_white_paper():
    kept = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(kept, "PNG")
    assert seen(pages_of(kept.getvalue())[0]).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"x" * (LARGEST + 1), Trouble.TOO_LARGE),
        (b"GIF89a" + b"\0" * 40, Trouble.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Trouble.UNKNOWN),
        (b"%PDF-1.7 and nothing more", Trouble.BROKEN),
        (photo("JPEG")[:200], Trouble.BROKEN),
        (photo("PNG")[:60], Trouble.BROKEN),
    ],
)
def test_what_is_no_picture_is_refused_with_a_reason(content, trouble):
    assert why(content) is trouble


def test_a_bomb_is_refused_before_it_is_unpacked():
    kept = BytesIO()
    Image.new("1", (12_000, 12_000)).save(kept, "PNG")
    assert len(kept.getvalue()) < 20_000
    assert why(kept.getvalue()) is Trouble.TOO_MANY_PIXELS


def test_a_book_is_refused():
    assert why(document(21)) is Trouble.TOO_MANY_PAGES


def test_it_is_decoded_in_a_process_without_our_keys(monkeypatch):
    told = "import msgpack, os, sys; sys.stdout.buffer.write(msgpack.packb({'pages': [], 'fields': dict(os.environ)}))"
    monkeypatch.setenv("FINGERPOST_KEYS", "a secret")
    monkeypatch.setattr(decoding, "DECODER", (sys.executable, "-I", "-c", told))
    assert "FINGERPOST_KEYS" not in decoded(b"x").fields


def test_the_process_gives_the_same_pages():
    assert decoded(photo("PNG")).pages == pages_of(photo("PNG"))


def test_a_process_that_falls_takes_nothing_with_it(monkeypatch):
    monkeypatch.setattr(decoding, "DECODER", ("false",))
    with pytest.raises(Unusable) as refused:
        decoded(photo("PNG"))
    assert refused.value.why is Trouble.BROKEN
