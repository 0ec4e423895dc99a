"""Reading a page in a test as a person does: by its headings, its links and its text."""

from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5  # type: ignore[import-untyped]
from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

UNSEEN = {"script", "style", "head"}
ON_ITS_OWN = {"br", "dd", "div", "dt", "li", "p"}


def said(node: Element) -> str:
    """The text of an element with single spaces."""
    return " ".join("".join(_pieces(node)).split())


def _pieces(node: Element) -> list[str]:
    apart = " " if node.tag in ON_ITS_OWN else ""
    own = [] if node.tag in UNSEEN else [node.text or "", *(piece for child in node for piece in _pieces(child))]
    return [apart, *own, apart, node.tail or ""]


class Page:
    """An answer that was a page."""

    def __init__(self, response: Any) -> None:
        self.status = response.status_code
        self._root = tinyhtml5.parse(response.content.decode(), namespace_html_elements=False)
        self.text = said(self._root)

    def css(self, selector: str) -> list[Element]:
        wrapper = ElementWrapper.from_html_root(self._root)
        return [match.etree_element for match in wrapper.query_all(selector)]


def read(response: Any) -> Page:
    """The page of an answer, whatever its status; a stack trace is no answer."""
    assert response.status_code < 500
    return Page(response)


def texts(page: Page, selector: str) -> list[str]:
    """What is said by each element that fits."""
    return [_without_tail(node) for node in page.css(selector)]


def _without_tail(node: Element) -> str:
    tail, node.tail = node.tail, None
    text = said(node)
    node.tail = tail
    return text


def heading(page: Page, level: int) -> str:
    """The first heading of a level."""
    return texts(page, f"main h{level}")[0]


def link_to(page: Page, name: str) -> str:
    """Where the link or button with this name leads."""
    found = {_without_tail(node): node.get("href") or "" for node in page.css("a")}
    assert name in found, sorted(found)
    return found[name]


def problems(page: Page) -> list[str]:
    """The sentences of the error summary."""
    return texts(page, "[data-error-summary] li")


def queries_of(client: Client, address: str, query: dict[str, Any] | None = None) -> int:
    """How many queries a page asks, once what it keeps in memory is there."""
    client.get(address, query)
    with CaptureQueriesContext(connection) as queries:
        client.get(address, query)
    return len(queries)
