"""When the database cannot be reached, say that we are closed for a short while, not that something broke.

The page needs no database; machines are told (503, `Retry-After`) to come back, so that no search engine drops a page.
"""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

logger = logging.getLogger("django.request")
COME_BACK_AFTER = "60"  # seconds


class NotSetUp(LookupError):
    """Something without which no page can be made is not loaded yet; the message says how to load it."""


class Unavailable:
    """Middleware, the innermost: it sees what the view could not do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django asks this when a view has raised."""
        if isinstance(exception, NotSetUp):
            logger.error("%s", exception)
            return come_back("not_set_up.html")
        if isinstance(exception, OperationalError):
            logger.error("The database cannot be reached: %s", request.path, exc_info=exception)
            return come_back()
        return None


def come_back(template: str = "503.html") -> HttpResponse:
    """Closed for a short while."""
    page = get_template(template).render()
    return HttpResponse(page, status=503, headers={"Retry-After": COME_BACK_AFTER})
