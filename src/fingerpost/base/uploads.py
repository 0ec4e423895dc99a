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

from fingerpost.base.headers import POLICY

LARGEST: Final = 15 * 1024 * 1024
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
    """Keeps a file in memory. One that is too large comes one byte too large, and no further."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.kept = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start > LARGEST * 2:
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


def sent_file(request: HttpRequest, name: str) -> bytes:
    """What was sent as a file; empty where nothing was."""
    file = request.FILES.get(name)
    return file.read() if file else b""


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
