"""The real nginx and the real Caddy, on this computer only, with the configuration that `lotse server` writes."""

from __future__ import annotations

import http.client
import os
import re
import secrets
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from ensure_servers import find_server, is_required

Configuration = Callable[[str], str]
"""Where to listen → the text of the configuration."""
START_WITHIN = 60.0
"""Seconds that a server has to begin on a computer that is busy with other tests."""


class Reply(NamedTuple):
    """What a server answered; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class WebServer:
    """A running server."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str, **headers: str) -> Reply:
        """Asks for a path; `accept_encoding="gzip"` is the header Accept-Encoding. Follows no redirect."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_WITHIN)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, fields, answer.read())
        finally:
            connection.close()


def program(name: str) -> str:
    """The path of the server. None fails where it is required, and skips elsewhere."""
    path = find_server(name)
    if path is None:
        reason = f"no {name}: run tests/ensure_servers.py"
        pytest.fail(reason) if is_required(name) else pytest.skip(reason)
    return path


NGINX_AROUND = """\
{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/lotse.conf;
}}
"""


@contextmanager
def nginx(folder: Path, configuration: Configuration) -> Iterator[WebServer]:
    """nginx takes over a socket that listens already, so that nobody has to wait until it does (its variable NGINX)."""
    path = program("nginx")
    user = "user root;\n" if os.geteuid() == 0 else ""  # else its workers could not read the folders of tests
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        (folder / "lotse.conf").write_text(configuration(f"127.0.0.1:{port}"), encoding="utf-8")
        (folder / "nginx.conf").write_text(NGINX_AROUND.format(user=user, folder=folder), encoding="utf-8")
        command = [path, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
        process = subprocess.Popen(
            command, env=os.environ | {"NGINX": f"{door.fileno()};"}, pass_fds=[door.fileno()], stderr=subprocess.PIPE
        )
    with _ended(process):
        yield WebServer(port)


@contextmanager
def caddy(folder: Path, configuration: Configuration) -> Iterator[WebServer]:
    """Caddy says when it has begun, as its own command «start» lets it."""
    path = program("caddy")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text = "{\n\tadmin off\n}\n" + configuration(f"http://127.0.0.1:{port}")
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    word = secrets.token_bytes(16)
    with socket.create_server(("127.0.0.1", 0)) as bell:
        bell.settimeout(START_WITHIN)
        command = [path, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
        command += ["--pingback", f"127.0.0.1:{bell.getsockname()[1]}"]
        homes = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
        process = subprocess.Popen(
            command, env=os.environ | homes, stdin=subprocess.PIPE, stderr=(folder / "caddy.log").open("wb")
        )
        with _ended(process):
            process.stdin.write(word)
            process.stdin.close()
            connection, _ = bell.accept()
            with connection:
                assert connection.recv(len(word)) == word
            yield WebServer(port)


def complaints(name: str, folder: Path, text: str) -> str:
    """What the server says against a configuration, warnings too; empty if nothing.

    nginx also tries to listen, which not everybody may at port 80; that is no fault of the text.
    """
    file = folder / "lotse.conf"
    file.write_text(text, encoding="utf-8")
    command = [program(name), "validate", "--adapter", "caddyfile", "--config", str(file)]
    if name == "nginx":
        (folder / "nginx.conf").write_text(NGINX_AROUND.format(user="", folder=folder), encoding="utf-8")
        command = [program(name), "-t", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    done = subprocess.run(command, capture_output=True, text=True, env={"HOME": str(folder)}, check=False)
    is_sound = done.returncode == 0 or "bind() to" in done.stderr
    return "" if is_sound and not re.search(r"\[warn\]|\"warn\"", done.stderr) else done.stderr


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        process.communicate()


SERVERS: Mapping[str, Callable[[Path, Configuration], AbstractContextManager[WebServer]]] = {
    "nginx": nginx,
    "caddy": caddy,
}
