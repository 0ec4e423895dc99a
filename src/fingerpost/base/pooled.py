"""A connection as the pool keeps it. Before it is used again it is asked whether it still works."""

from select import POLLIN, poll
from typing import Any

import psycopg

STILL_THERE = ""  # the statement by which the pool asks


class Pooled(psycopg.Connection[Any]):
    """Asked whether it still works, it looks at its socket, and asks the server only where something came there.

    A server that stops, or was killed, closes the socket, and nothing else is sent unasked: so a database that was
    started again is found at once, and a page does not wait for an answer that says nothing.
    """

    def execute(self, query: Any, params: Any = None, **how: Any) -> psycopg.Cursor[Any]:
        if query == STILL_THERE and not (self.closed or self._something_came()):
            return self.cursor()
        return super().execute(query, params, **how)

    def _something_came(self) -> bool:
        asked = poll()
        asked.register(self.pgconn.socket, POLLIN)
        return bool(asked.poll(0))
