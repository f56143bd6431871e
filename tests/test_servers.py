"""`lotse server`: what the real nginx and the real Caddy answer with the configuration that it writes."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import builders
from lotse.command_line import main
from lotse.commands.server import SERVERS, server_config
from lotse.load import load_catalogue
from lotse.model import Tombstone
from lotse.output import Refused, sources_of, workplace
from lotse.output.servers import serving_of
from lotse.policy import ASK_FIRST, FOR_EVER, SECURITY_HEADERS
from web_servers import SERVERS as RUNNING
from web_servers import Reply, WebServer, complaints

LONG = "Ein Satz mit Umlauten: äöüß. " * 100
PAGE = "<!doctype html><title>{}</title>" + LONG
ASSET = "assets/dom.0123456789.js"
FILES = {
    "index.html": PAGE.format("Start"),
    "404.html": PAGE.format("Nicht gefunden"),
    "en/404.html": PAGE.format("Not found"),
    "en/index.html": PAGE.format("Home"),
    "anlaufstellen/neu/index.html": PAGE.format("Neu"),
    "anlaufstellen/alt/index.html": PAGE.format("Alt"),
    "anlaufstellen/ende/index.html": PAGE.format("Ende"),
    "plain.txt": LONG,
    "plan.ics": LONG,
    "daten.json": LONG,
    "karte.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "sitemap.xml": LONG,
    "kurz.txt": "kurz",
    ASSET: f"// {LONG}",
    "assets/plain.js": f"// {LONG}",
    "pagefind/pagefind-entry.json": LONG,
    "pagefind/fragment/de_0123456.pf_fragment": "x",
    "pagefind/pagefind.de_0123456789.pf_meta": "x",
    ".well-known/security.txt": "Contact: mailto:stelle@example.org\n",
    ".site-build-x/index.html": "halb",
    ".git/config": "geheim",
    "leer/.keep": "",
}


def tombstone(old: str, new: str | None) -> Tombstone:
    return Tombstone(id=old, reason={"de": "Aufgelöst."}, retired_on=date(2026, 1, 1), successor=new)


RETIRED = [
    tombstone("alt", "neu"), tombstone("aelter", "alt"), tombstone("ende", None), tombstone("weg", "nie-gesehen"),
    tombstone("kreis-a", "kreis-b"), tombstone("kreis-b", "kreis-a"),
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site as a build leaves it."""
    base = tmp_path_factory.mktemp("web")
    (base / "project").mkdir()
    with workplace(base / "site", sources_of(base / "project")) as place:
        for path, text in FILES.items():
            (place.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (place.folder / path).write_text(text, encoding="utf-8")
        place.publish()
    for path in (".site-build-x/index.html", ".git/config"):  # what is not to be seen even if it lies there
        (base / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (base / "site" / path).write_text(FILES[path])
    return base / "site"


@pytest.fixture(scope="module", params=sorted(RUNNING))
def server(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """Each server with its configuration for that site."""
    catalogue, _ = load_catalogue(builders.write_region(tmp_path_factory.mktemp("data") / "region"))

    def configuration(listen: str) -> str:
        return SERVERS[request.param](serving_of(catalogue.region, RETIRED, ["neu"], site, listen))

    with RUNNING[request.param](tmp_path_factory.mktemp(request.param), configuration) as running:
        yield running


def words(reply: Reply) -> str:
    return re.sub("<!doctype html>|<title>|</title>.*", "", reply.body.decode())


# ---- pages


@pytest.mark.parametrize(("path", "title"), [("/", "Start"), ("/en/", "Home"), ("/anlaufstellen/neu/?ort=kall", "Neu")])
def test_page_is_served_with_its_encoding_and_asked_for_again(server, path, title):
    """As HTML in UTF-8; a browser that has it asks whether it is still right, and is told in a few bytes."""
    reply = server.get(path)
    assert (reply.status, words(reply)) == (200, title)
    assert (reply.headers["content-type"], reply.headers["cache-control"]) == ("text/html; charset=utf-8", ASK_FIRST)
    assert server.get(path, if_none_match=reply.headers["etag"]).status == 304
    assert server.get(path, if_modified_since=reply.headers["last-modified"]).status == 304


def test_address_without_its_slash_leads_to_the_page(server):
    """Else all links on it would lead astray; whatever name the server is reached by."""
    reply = server.get("/anlaufstellen/neu")
    assert (reply.status in (301, 308), reply.headers["location"]) == (True, "/anlaufstellen/neu/")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"/{ASSET}", "text/javascript; charset=utf-8"),
        ("/plain.txt", "text/plain; charset=utf-8"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
        ("/plan.ics", "text/calendar; charset=utf-8"),
        ("/daten.json", "application/json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/karte.svg", "image/svg+xml; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_file_says_what_it_is(server, path, kind, encoding):
    """Compressed or not, with its encoding."""
    reply = server.get(path, accept_encoding=encoding)
    assert (reply.status, reply.headers["content-type"]) == (200, kind)


# ---- unknown addresses


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/nirgends/", "Nicht gefunden"),
        ("/nirgends.html?x=1", "Nicht gefunden"),
        ("/fr/", "Nicht gefunden"),
        ("/enorm/", "Nicht gefunden"),
        ("/en/nowhere/", "Not found"),
        ("/en/assets/x.0123456789.js", "Not found"),
        ("/404.html", "Nicht gefunden"),
        ("/en/404.html", "Not found"),
        ("/leer/", "Nicht gefunden"),
        ("/assets/", "Nicht gefunden"),
        ("/assets/gone.0123456789.js", "Nicht gefunden"),
        ("/.git/config", "Nicht gefunden"),
        ("/.site-build-x/", "Nicht gefunden"),
        ("/.site-build-x/index.html", "Nicht gefunden"),
        ("/leer/.keep", "Nicht gefunden"),
        ("/%2e%2e/nginx.conf", None),
    ],
)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_unknown_address_is_answered_in_its_language(server, path, title, encoding):
    """With 404, the same rules as any page, and nothing that a browser would keep."""
    reply = server.get(path, accept_encoding=encoding)
    if title is None:
        assert reply.status in (400, 404)
        return
    body = gzip.decompress(reply.body) if reply.headers.get("content-encoding") == "gzip" else reply.body
    assert (reply.status, words(reply._replace(body=body))) == (404, title)
    assert (reply.headers["content-type"], reply.headers["cache-control"]) == ("text/html; charset=utf-8", ASK_FIRST)
    assert {name: reply.headers.get(name.lower()) for name in SECURITY_HEADERS} == SECURITY_HEADERS


# ---- moved entries


@pytest.mark.parametrize(
    ("path", "goal"),
    [
        ("/anlaufstellen/alt/", "/anlaufstellen/neu/"),
        ("/anlaufstellen/alt", "/anlaufstellen/neu/"),
        ("/anlaufstellen/alt/index.html", "/anlaufstellen/neu/"),
        ("/en/anlaufstellen/alt/", "/en/anlaufstellen/neu/"),
        ("/anlaufstellen/aelter/", "/anlaufstellen/neu/"),
        ("/anlaufstellen/alt/?ort=kall&x=1", "/anlaufstellen/neu/?ort=kall&x=1"),
    ],
)
def test_retired_entry_leads_to_its_successor(server, path, goal):
    """For good, in the same language, with what was asked, over any number of successors."""
    reply = server.get(path)
    assert (reply.status, reply.headers["location"]) == (301, goal)


@pytest.mark.parametrize("path", ["/anlaufstellen/ende/", "/anlaufstellen/neu/"])
def test_entry_without_a_successor_keeps_its_page(server, path):
    """It says why it ended."""
    assert server.get(path).status == 200


@pytest.mark.parametrize("path", ["/anlaufstellen/alter/", "/anlaufstellen/kreis-a/", "/x/anlaufstellen/alt/"])
def test_nothing_else_is_led_on(server, path):
    """Neither a similar address nor one whose successors run in a circle."""
    assert server.get(path).status == 404


# ---- caches


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        (f"/{ASSET}", FOR_EVER),
        ("/pagefind/fragment/de_0123456.pf_fragment", FOR_EVER),
        ("/pagefind/pagefind.de_0123456789.pf_meta", FOR_EVER),
        ("/pagefind/pagefind-entry.json", ASK_FIRST),
        ("/assets/plain.js", ASK_FIRST),
        ("/", ASK_FIRST),
        ("/sitemap.xml", ASK_FIRST),
    ],
)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_only_names_with_a_hash_are_kept_without_asking(server, path, rule, encoding):
    """All else is asked for again, so that old and new never mix."""
    assert server.get(path, accept_encoding=encoding).headers["cache-control"] == rule


# ---- compression


@pytest.mark.parametrize("path", ["/", f"/{ASSET}", "/plain.txt", "/daten.json", "/sitemap.xml"])
def test_compressed_copy_is_given_out_as_it_lies_there(server, site, path):
    """Byte for byte, to whoever understands it; caches on the way are told that there are two."""
    file = f"{path}index.html" if path.endswith("/") else path
    packed = server.get(path, accept_encoding="gzip")
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert packed.body == Path(f"{site}{file}.gz").read_bytes()
    plain = server.get(path, accept_encoding="identity")
    assert ("content-encoding" in plain.headers, plain.body.decode()) == (False, FILES[file[1:]])


def test_what_is_small_is_not_compressed(server):
    assert "content-encoding" not in server.get("/kurz.txt", accept_encoding="gzip").headers


# ---- safety


@pytest.mark.parametrize("path", ["/", f"/{ASSET}", "/karte.svg", "/anlaufstellen/alt/", "/plain.txt"])
def test_every_answer_bears_the_rules(server, path):
    """Those of `lotse.policy`, once each; and not which version of which server it is."""
    headers = server.get(path).headers
    assert {name: headers.get(name.lower()) for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert not re.search(r"\d", headers.get("server", ""))
    assert "strict-transport-security" not in headers


# ---- the command


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return builders.write_region(tmp_path / "region")


def lotse(project: Path, *arguments: object):
    return CliRunner().invoke(main, ["server", *map(str, arguments), "--project", str(project)])


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_command_writes_what_the_server_accepts(project, tmp_path, name):
    """For the real name of the site, as it would be put to use; the second time over its own file only."""
    target = tmp_path / f"{name}.conf"
    arguments = (name, "--root", tmp_path / "site", "--to", target)
    assert [lotse(project, *arguments).exit_code for _ in range(2)] == [0, 0]
    text = target.read_text("utf-8")
    *lines, seal = text.splitlines(keepends=True)
    assert ("".join(lines), seal.startswith("# lotse:")) == (lotse(project, *arguments[:3]).output, True)
    (tmp_path / "try").mkdir()
    assert complaints(name, tmp_path / "try", text) == ""
    target.write_text(text + "# Eigenes\n")
    assert lotse(project, *arguments).exit_code == 2


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_command_names_nothing_foreign(project, name):
    """No host but the site's own."""
    assert set(re.findall(r"https?://([\w.-]+)", lotse(project, name).output)) <= {"host"}


@pytest.mark.parametrize(
    ("root", "listen", "sentence"),
    [
        ("/srv/a$b", None, "enthält Zeichen"),
        ('/srv/a"b', None, "enthält Zeichen"),
        ("/srv/a\nb", None, "enthält Zeichen"),
        ("/srv/site", "80; evil", "keine Adresse"),
    ],
)
def test_what_would_break_out_of_the_configuration_is_refused(project, root, listen, sentence):
    """Neither server can write these safely."""
    catalogue, _ = load_catalogue(project)
    with pytest.raises(Refused, match=sentence):
        server_config(catalogue, "nginx", Path(root), listen)


def test_site_below_another_is_refused(project):
    """There the headers and pages for unknown addresses would be the other's matter."""
    catalogue, _ = load_catalogue(project)
    region = catalogue.region.model_copy(update={"site_url": "https://example.org/lotse/"})
    with pytest.raises(Refused, match="an der obersten Stelle"):
        serving_of(region, (), (), Path("/srv/site"))


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_site_in_one_language_needs_no_folders(project, tmp_path, name):
    """The configuration is as sound as any."""
    catalogue, _ = load_catalogue(project)
    region = catalogue.region.model_copy(update={"languages": ("de",)})
    (tmp_path / "site").mkdir()
    (tmp_path / "site/404.html").write_text(PAGE.format("Weg"))

    def configuration(listen: str) -> str:
        return SERVERS[name](serving_of(region, RETIRED, ["neu"], tmp_path / "site", listen))

    (tmp_path / "run").mkdir()
    with RUNNING[name](tmp_path / "run", configuration) as running:
        assert (words(running.get("/x/")), running.get("/x/").status) == ("Weg", 404)
        assert running.get("/anlaufstellen/alt/").headers["location"] == "/anlaufstellen/neu/"
