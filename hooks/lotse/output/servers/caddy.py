"""The configuration for Caddy."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.output.servers.serving import TYPES, Serving, is_text, with_charset
from lotse.policy import ASK_FIRST, EMBED, EMBED_POLICY, FOR_EVER, HASHED_ASSET, SEARCH_PART, SECURITY_HEADERS

POLICY = "Content-Security-Policy"


def caddy_config(site: Serving) -> str:
    """A Caddyfile for Caddy 2.6 or later; it gets certificates by itself unless told where to listen."""
    return "\n".join([*_head(site), f"{site.listen or site.host} {{", *_indented(_site(site)), "}", ""])


def _head(site: Serving) -> Iterator[str]:
    yield f"# Caddyfile für {site.host}, geschrieben von «lotse server caddy»."
    yield "# Neu schreiben, wenn sich Sprachen oder stillgelegte Einträge ändern; Eigenes gehört in eine andere Datei."
    yield "# Prüfen mit «caddy validate --adapter caddyfile --config DATEI», laden mit «systemctl reload caddy»."


def _site(site: Serving) -> Iterator[str]:
    yield f'root * "{site.root}"'
    yield "encode gzip"
    yield ""
    yield from _headers()
    yield ""
    yield from _moved(site)
    yield ""
    yield "# Verborgene Dateien, auch die, mit denen ein Bau arbeitet, und die Seiten für unbekannte Adressen selbst."
    yield "@hidden {"
    yield f"\tpath */.* /404.html{''.join(f' /{code}/404.html' for code in site.languages[1:])}"
    yield "\tnot path /.well-known/*"
    yield "}"
    yield "error @hidden 404"
    yield "file_server {"
    yield "\tprecompressed gzip"
    yield "}"
    yield ""
    yield from _errors(site)


def _headers() -> Iterator[str]:
    yield "# Dieselben Regeln, die jede Seite selbst nennt, und was nur ein Server sagen kann."
    yield "header {"
    others = {name: value for name, value in SECURITY_HEADERS.items() if name != POLICY}
    yield from (f'\t{name} "{value}"' for name, value in others.items())
    yield "\t# Erst freigeben, wenn die Website dauerhaft verschlüsselt erreichbar ist: Browser lehnen danach ein Jahr"
    yield "\t# lang jede unverschlüsselte Verbindung ab, auch wenn das Zertifikat fehlt."
    yield '\t# Strict-Transport-Security "max-age=31536000"'
    yield "}"
    yield "header -Server"
    yield "# Was andere Websites zeigen dürfen: im Rahmen, und vom Baustein geholt."
    yield f"@shared path /{EMBED}/*"
    yield f"@own not path /{EMBED}/*"
    yield f'header @own {POLICY} "{SECURITY_HEADERS[POLICY]}"'
    yield f'header @shared {POLICY} "{EMBED_POLICY}"'
    yield 'header @shared Access-Control-Allow-Origin "*"'
    yield "# Was eine Prüfsumme im Namen trägt, behalten Browser für immer, alles andere nur nach Rückfrage."
    yield f"@lasting path_regexp ^/(?:{HASHED_ASSET}|{SEARCH_PART})$"
    yield f"@asking not path_regexp ^/(?:{HASHED_ASSET}|{SEARCH_PART})$"
    yield f'header @lasting Cache-Control "{FOR_EVER}"'
    yield f'header @asking Cache-Control "{ASK_FIRST}"'
    for number, (kind, endings) in enumerate(TYPES.items()):
        if is_text(kind):
            yield f"@type{number} path {' '.join(f'*.{ending}' for ending in endings)}"
            yield f'header @type{number} Content-Type "{with_charset(kind)}"'


def _moved(site: Serving) -> Iterator[str]:
    yield "# Stillgelegte Einträge führen zu ihren Nachfolgern."
    language = f"((?:/(?:{site.folders}))?)" if site.folders else "()"
    for number, (old, new) in enumerate(site.moved):
        goal = f"{{re.moved{number}.1}}/{new}/"
        yield f"@moved{number} path_regexp moved{number} ^{language}/{old}(?:/|/index\\.html)?$"
        yield f"handle @moved{number} {{"
        yield '\t@asked expression {query} != ""'
        yield f"\tredir @asked {goal}?{{query}} 301"
        yield f"\tredir {goal} 301"
        yield "}"


def _errors(site: Serving) -> Iterator[str]:
    yield "# Die Seite für unbekannte Adressen, in der Sprache der Adresse."
    yield "handle_errors {"
    yield "\t@missing expression {err.status_code} in [403, 404]"
    yield "\thandle @missing {"
    yield f'\t\theader Cache-Control "{ASK_FIRST}"'
    yield '\t\theader Content-Type "text/html; charset=utf-8"'
    yield "\t\troute {"
    for code in site.languages[1:]:
        yield f"\t\t\t@in_{code} path /{code}/*"
        yield f"\t\t\trewrite @in_{code} /{code}/404.html"
    others = "".join(f" /{code}/404.html" for code in site.languages[1:])
    if others:
        yield f"\t\t\t@elsewhere not path{others}"
    yield f"\t\t\trewrite {'@elsewhere' if others else '*'} /404.html"
    yield "\t\t}"
    yield "\t\tfile_server {"
    yield "\t\t\tprecompressed gzip"
    yield "\t\t}"
    yield "\t}"
    yield "\trespond {err.status_code}"
    yield "}"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"\t{line}" if line else "" for line in lines)
