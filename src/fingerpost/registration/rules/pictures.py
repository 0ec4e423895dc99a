"""A scan or a photo of a paper form, made anew: what somebody sent is decoded, and only its pixels are kept.

What a file is, is found by decoding it, never by its name. A new picture carries none of the old one's metadata, such
as where a photo was taken, and nothing that hides behind a picture.
"""

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST: Final = 15 * 1024 * 1024  # bytes of a file: a phone's photo has 3 to 8 MB
MOST_PIXELS: Final = 60_000_000  # of a picture, before it is decoded: the largest phones make 50 million
MOST_PAGES: Final = 20
LONGEST_SIDE: Final = 2400  # pixels: A4 at 200 dots an inch, so that handwriting can be read
DOTS: Final = 150 / 72  # of a page of a PDF, to a point
QUALITY: Final = 80
MOST_FIELDS: Final = 3_000
LONGEST_TEXT: Final = 4_000  # letters of a field


class Trouble(StrEnum):
    """Why a file cannot be used."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too many pixels"
    TOO_MANY_PAGES = "too many pages"
    LOCKED = "locked"
    NOT_OURS = "not ours"
    NOTHING_IN_IT = "nothing in it"


class Unusable(Exception):
    """A file that is not kept; says why."""

    def __init__(self, why: Trouble) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Picture:
    """One page, as a JPEG of ours."""

    content: bytes
    width: int
    height: int


def pages_of(content: bytes) -> list[Picture]:
    """The pages of a PDF, or the one picture of a JPEG, PNG or HEIC file. Raises Unusable."""
    if not content:
        raise Unusable(Trouble.EMPTY)
    if len(content) > LARGEST:
        raise Unusable(Trouble.TOO_LARGE)
    return _of_document(content) if is_pdf(content) else [_of_picture(content)]


def is_pdf(content: bytes) -> bool:
    """Whether a file says that it is a PDF, as readers look for it: within its first kilobyte."""
    return b"%PDF-" in content[:1024]


def _of_picture(content: bytes) -> Picture:
    from PIL import Image, ImageFile, UnidentifiedImageError
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # half a page is no page; another library may have said otherwise
    try:
        image = Image.open(BytesIO(content), formats=("JPEG", "PNG", "HEIF"))
    except UnidentifiedImageError:
        raise Unusable(Trouble.UNKNOWN) from None
    except Image.DecompressionBombError:
        raise Unusable(Trouble.TOO_MANY_PIXELS) from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise Unusable(Trouble.BROKEN) from None
    if image.width * image.height > MOST_PIXELS:
        raise Unusable(Trouble.TOO_MANY_PIXELS)
    return _decoded(image)


def _decoded(image: "Image") -> Picture:
    from PIL import ImageOps

    try:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded no larger than it is needed
        image.load()
        upright = ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError):
        raise Unusable(Trouble.BROKEN) from None
    return _anew(upright)


def _anew(image: "Image") -> Picture:
    """The same pixels on white paper, and nothing else of the picture."""
    from PIL import Image

    seen = image.convert("RGBA") if image.mode in {"LA", "PA", "P", "RGBA"} else image.convert("RGB")
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    kept = BytesIO()
    paper.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return Picture(kept.getvalue(), *paper.size)


def _of_document(content: bytes) -> list[Picture]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as problem:
        locked = "password" in str(problem).lower()
        raise Unusable(Trouble.LOCKED if locked else Trouble.BROKEN) from None
    if len(document) > MOST_PAGES:
        raise Unusable(Trouble.TOO_MANY_PAGES)
    document.init_forms()  # what was typed into boxes is drawn
    try:
        return [_of_page(document[number]) for number in range(len(document))]
    except pdfium.PdfiumError:
        raise Unusable(Trouble.BROKEN) from None


def _of_page(page: object) -> Picture:
    width, height = page.get_size()  # type: ignore[attr-defined]
    scale = min(DOTS, LONGEST_SIDE / max(width, height, 1))
    return _anew(page.render(scale=scale, may_draw_forms=True).to_pil())  # type: ignore[attr-defined]


def fields_of(content: bytes) -> dict[str, str]:
    """The fields of a document by their names; empty where it has none. Raises Unusable."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        found = PdfReader(BytesIO(content)).get_fields() or {}
        return {str(name): _text(field.value) for name, field in list(found.items())[:MOST_FIELDS]}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unusable(Trouble.BROKEN) from None


def _text(value: object) -> str:
    return "" if value is None else str(value)[:LONGEST_TEXT]
