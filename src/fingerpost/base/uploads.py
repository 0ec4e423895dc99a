"""Files that people send, and the one host from which pictures made of them are shown.

A file goes to memory, never to a disk, up to a limit; and only where a view says that it takes one. What came from
somebody else is never shown from the host that people are signed in on: a browser holds hosts apart, and nobody has a
cookie on the other.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fingerpost.base.headers import POLICY
from fingerpost.base.verdict import Refused

LARGEST: Final = 15 * 1024 * 1024
MOST_FILES: Final = 20
LARGEST_TOGETHER: Final = 4 * LARGEST
TWINS: Final = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}

View = TypeVar("View", bound=Callable[..., Any])


def takes_a_file(view: View) -> View:
    """Declare on a view that its form has a file in it."""
    view.takes_a_file = True  # type: ignore[attr-defined]
    return view


def shows_pictures(view: View) -> View:
    """Declare on a view that it is meant for the host of pictures."""
    view.shows_pictures = True  # type: ignore[attr-defined]
    return view


class InMemory(FileUploadHandler):
    """Keeps files in memory. One that is too large comes one byte too large, and no further; nor do all together."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.kept = BytesIO()
        self.together = 0
        self.stopped = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.together += len(raw_data)
        if start > LARGEST * 2 or self.together > LARGEST_TOGETHER:
            self.stopped = True
            raise StopUpload(connection_reset=True)
        self.kept.write(raw_data[: max(0, LARGEST + 1 - self.kept.tell())])
        return None

    def file_complete(self, file_size: int) -> SimpleUploadedFile | None:  # noqa: ARG002
        # Neither the name nor the type that came with it is believed.
        return SimpleUploadedFile("sent", self.kept.getvalue())


class Uploads:
    """Middleware, before that of forged requests, which reads the form: takes files in where they are expected."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _arguments: Any, _named: Any
    ) -> HttpResponse | None:
        if getattr(view, "takes_a_file", False):
            request.upload_handlers = [InMemory(request)]
        if settings.PICTURES_HOST and on_the_host_of_pictures(request) and not getattr(view, "shows_pictures", False):
            raise Http404
        return None


def sent_files(request: HttpRequest, name: str) -> list[bytes]:
    """What was sent as files, in the order in which they were chosen. Raises Refused: nothing was, or too much."""
    files = request.FILES.getlist(name)
    if any(isinstance(handler, InMemory) and handler.stopped for handler in request.upload_handlers):
        raise Refused(_("These files are too large. Send one at a time, each up to 15 MB."))
    if not files:
        raise Refused(_("Choose a file, or take a photo."))
    if len(files) > MOST_FILES:
        raise Refused(_("These are more than 20 files. Send only the pages of one form."))
    return [file.read() for file in files]


def host_of_pictures(request: HttpRequest) -> str:
    """The host that shows pictures to whoever is on this one; empty where there is none.

    A try-out has two names for the same machine, and a browser holds them apart.
    """
    if settings.PICTURES_HOST or not settings.FINGERPOST_TRY_OUT:
        return str(settings.PICTURES_HOST)
    name, colon, port = request.get_host().partition(":")
    return f"{TWINS[name]}{colon}{port}" if name in TWINS else ""


def on_the_host_of_pictures(request: HttpRequest) -> bool:
    """Whether a request came to the host of pictures."""
    return bool(settings.PICTURES_HOST) and request.get_host() == settings.PICTURES_HOST


def show_pictures_from(response: HttpResponse, request: HttpRequest) -> None:
    """Let this one page show pictures from their host."""
    host = host_of_pictures(request)
    policy = {**POLICY, "img-src": f"'self' {request.scheme}://{host}"} if host else POLICY
    response["Content-Security-Policy"] = "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


def as_picture(content: bytes) -> HttpResponse:
    """A picture of ours: a page may show it as an image, and opened by itself it is downloaded. It can run nothing."""
    response = HttpResponse(content, content_type="image/jpeg")
    response["Content-Disposition"] = 'attachment; filename="page.jpg"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "private, no-store"
    return response
