"""Answers browsers on this computer: pages, assets, what a whole build gives, and news of changes."""

from __future__ import annotations

import ipaddress
import mimetypes
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from lotse.policy import SECURITY_HEADERS
from lotse.preview.band import OWN, empty_page, with_band
from lotse.preview.stage import Stage
from lotse.preview.whole import WholeSite

_OWN_FILES = {name: Path(__file__).with_name(name).read_bytes() for name in ("live.js", "band.css")}
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".ics": "text/calendar"}
_HTML = "text/html; charset=utf-8"


def is_loopback(host: str) -> bool:
    """Whether an address belongs to this computer alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class PreviewServer(ThreadingHTTPServer):
    """A server on a loopback address. Raises ValueError for any other, OSError when the port is taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int, stage: Stage, whole: WholeSite) -> None:
        if not is_loopback(host):
            raise ValueError(f"«{host}» ist keine Adresse dieses Rechners allein, zum Beispiel 127.0.0.1.")
        super().__init__((host, port), partial(_Handler, stage=stage, whole=whole))

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def __init__(self, *args: object, stage: Stage, whole: WholeSite) -> None:
        self._stage, self._whole = stage, whole
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answers a browser that reached us by a name of this computer; others may be led here by a foreign page."""
        if not self._is_meant():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8", b"Nur auf diesem Rechner.")
            return
        address = urlsplit(self.path)
        path = unquote(address.path, errors="replace")
        if path.startswith(OWN):
            self._own(path.removeprefix(OWN), address.query)
        else:
            self._site(path.lstrip("/"))

    do_HEAD = do_GET  # noqa: N815 (the name is http.server's)

    def _is_meant(self) -> bool:
        given = self.headers.get("Host", "")
        host = urlsplit(f"//{given}").hostname or ""
        return bool(given) and is_loopback(host)

    def _own(self, name: str, query: str) -> None:
        if name == "events":
            asked = parse_qs(query)
            self._events(_file_of(asked.get("page", ["/"])[0].lstrip("/")), asked.get("number", ["0"])[0])
        elif name in _OWN_FILES:
            self._send(HTTPStatus.OK, _type_of(name), _OWN_FILES[name])
        else:
            self._missing()

    def _events(self, page: str, number: str) -> None:
        """Tells the number of the state whenever it changes, until the browser leaves (server-sent events)."""
        self.close_connection = True
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8")
        if self.command == "HEAD":
            return
        with self._stage.looked_at(page):
            while True:
                now = self._stage.wait(known)
                self.wfile.write(b": da\n\n" if now == known else f"event: state\ndata: {now}\n\n".encode())
                self.wfile.flush()
                known = now

    def _site(self, path: str) -> None:
        file = _file_of(path)
        found = self._stage.page(file)
        if found is not None:
            self._page(HTTPStatus.OK, *found)
        elif self._stage.page(f"{path}/index.html"):
            self._redirect(f"/{path}/")
        elif (content := self._stage.asset(path)) is not None or (content := self._rest(file)) is not None:
            self._send(HTTPStatus.OK, _type_of(file), content)
        else:
            self._missing()

    def _rest(self, file: str) -> bytes | None:
        """What only a whole build gives. For a mistyped address of a page nobody waits for one."""
        return None if file.endswith(".html") and not self._whole.is_wanted else self._whole.file(file)

    def _missing(self) -> None:
        if self._stage.shown.pages is None:
            self._page(HTTPStatus.SERVICE_UNAVAILABLE, empty_page(self._stage.shown), has_band=True)
            return
        language = unquote(urlsplit(self.path).path, errors="replace").lstrip("/").partition("/")[0]
        self._page(HTTPStatus.NOT_FOUND, self._stage.notfound(language))

    def _page(self, status: HTTPStatus, document: str, failure: str = "", *, has_band: bool = False) -> None:
        state = self._stage.shown
        document = document or empty_page(state)
        self._send(status, _HTML, (document if has_band else with_band(document, state, failure)).encode())

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", quote(path, safe="/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self._head(status, kind, len(content))
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, kind: str, length: int | None = None) -> None:
        self.send_response(status)
        for name, value in SECURITY_HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """The terminal is for problems."""


def _file_of(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") or not path else path


def _type_of(name: str) -> str:
    ending = Path(name).suffix
    kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
    return f"{kind}; charset=utf-8" if is_text else kind
