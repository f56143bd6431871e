"""A web server for a finished site, on this computer only, which remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple


class Answer(NamedTuple):
    """One answered request."""

    method: str
    path: str
    status: int


@dataclass
class ServedSite:
    """A site that is being served; `headers` go out with every answer and may be changed at any time."""

    folder: Path
    address: str  # "http://127.0.0.1:40123/"
    headers: dict[str, str] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)

    def url(self, path: str = "") -> str:
        """The full address of «/arbeitgeber/» or «arbeitgeber/»."""
        return self.address + path.removeprefix("/")

    @property
    def missing(self) -> list[str]:
        """The paths that were asked for and are not there."""
        return [answer.path for answer in self.answers if answer.status == 404]


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as a plain web server does: with types, with the site's own error page."""

    protocol_version = "HTTP/1.1"
    timeout = 20
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".atom": "application/atom+xml",
        ".ics": "text/calendar",
        ".js": "text/javascript",
        ".json": "application/json",
        ".jsonld": "application/ld+json",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".vcf": "text/vcard",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
    }

    def __init__(self, *args: object, site: ServedSite) -> None:
        self._site = site
        super().__init__(*args, directory=str(site.folder))

    def end_headers(self) -> None:
        for name, value in self._site.headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self._site.folder / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def guess_type(self, path: str) -> str:
        kind = super().guess_type(path)
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        return f"{kind}; charset=utf-8" if is_text else kind

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self._site.answers.append(Answer(self.command, self.path, int(code)))

    def log_message(self, *_: object) -> None:
        """Says nothing: the answers are remembered instead."""


@contextmanager
def served(folder: Path) -> Iterator[ServedSite]:
    """Serves the folder on a free port of 127.0.0.1 until the block ends."""
    site = ServedSite(folder, "")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site=site)) as server:
        server.daemon_threads = True
        site.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
