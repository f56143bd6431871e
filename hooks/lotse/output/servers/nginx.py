"""The configuration for nginx."""

from __future__ import annotations

from collections.abc import Iterator

from lotse.output.servers.serving import TYPES, Serving, is_text, with_charset
from lotse.policy import ASK_FIRST, EMBED, EMBED_POLICY, FOR_EVER, HASHED_ASSET, SEARCH_PART, SECURITY_HEADERS

POLICY = "Content-Security-Policy"


def nginx_config(site: Serving) -> str:
    """A file for /etc/nginx/conf.d/ or sites-enabled/: nginx 1.18 or later, with gzip_static as Debian builds it."""
    return "\n".join([*_head(site), "", *_maps(site), "", "server {", *_indented(_server(site)), "}", ""])


def _head(site: Serving) -> Iterator[str]:
    yield f"# nginx-Konfiguration für {site.host}, geschrieben von «lotse server nginx»."
    yield "# Neu schreiben, wenn sich Sprachen oder stillgelegte Einträge ändern; Eigenes gehört in eine andere Datei."
    yield "# Prüfen mit «nginx -t», laden mit «systemctl reload nginx»."


def _maps(site: Serving) -> Iterator[str]:
    yield "# Wie lange Browser etwas behalten: mit Prüfsumme im Namen für immer, alles andere nur nach Rückfrage."
    yield "map $uri $lotse_cache {"
    yield f'    default "{ASK_FIRST}";'
    yield f'    "~^/{HASHED_ASSET}$" "{FOR_EVER}";'
    yield f'    "~^/{SEARCH_PART}$" "{FOR_EVER}";'
    yield "}"
    yield "# Was andere Websites zeigen dürfen: im Rahmen, und vom Baustein geholt."
    yield "map $uri $lotse_policy {"
    yield f'    default "{SECURITY_HEADERS[POLICY]}";'
    yield f'    "~^/{EMBED}/" "{EMBED_POLICY}";'
    yield "}"
    yield "map $uri $lotse_shared {"
    yield '    default "";'
    yield f'    "~^/{EMBED}/" "*";'
    yield "}"
    yield "# Die Seite für unbekannte Adressen, in der Sprache der Adresse."
    yield "map $uri $lotse_not_found {"
    yield "    default /404.html;"
    yield from (f"    ~^/{code}/ /{code}/404.html;" for code in site.languages[1:])
    yield "}"
    yield "# Stillgelegte Einträge führen zu ihren Nachfolgern."
    yield "map $uri $lotse_moved {"
    yield '    default "";'
    language = f"(?<lotse_language>(?:/(?:{site.folders}))?)" if site.folders else "(?<lotse_language>)"
    for old, new in site.moved:
        yield f'    "~^{language}/{old}(?:/|/index\\.html)?$" "${{lotse_language}}/{new}/";'
    yield "}"


def _server(site: Serving) -> Iterator[str]:
    yield f"listen {site.listen or 80};"
    if site.listen is None:
        yield "listen [::]:80;"
    yield f"server_name {site.host};"
    yield f'root "{site.root}";'
    yield "index index.html;"
    yield "server_tokens off;"
    yield "absolute_redirect off;"
    yield ""
    yield from _encryption(site)
    yield ""
    yield from _headers()
    yield ""
    yield from _types()
    yield ""
    yield from _compression()
    yield ""
    yield from _addresses(site)


def _encryption(site: Serving) -> Iterator[str]:
    yield "# Verschlüsselung: die Pfade des Zertifikats eintragen und diese Zeilen freigeben."
    yield "# listen 443 ssl http2;"
    yield f"# ssl_certificate /etc/letsencrypt/live/{site.host}/fullchain.pem;"
    yield f"# ssl_certificate_key /etc/letsencrypt/live/{site.host}/privkey.pem;"
    yield "# if ($scheme = http) { return 301 https://$host$request_uri; }"
    yield "# Erst freigeben, wenn die Website dauerhaft verschlüsselt erreichbar ist: Browser lehnen danach ein Jahr"
    yield "# lang jede unverschlüsselte Verbindung ab, auch wenn das Zertifikat fehlt."
    yield '# add_header Strict-Transport-Security "max-age=31536000" always;'


def _headers() -> Iterator[str]:
    yield "# Dieselben Regeln, die jede Seite selbst nennt, und was nur ein Server sagen kann."
    others = {name: value for name, value in SECURITY_HEADERS.items() if name != POLICY}
    yield f"add_header {POLICY} $lotse_policy always;"
    yield "add_header Access-Control-Allow-Origin $lotse_shared always;"
    yield from (f'add_header {name} "{value}" always;' for name, value in others.items())
    yield "add_header Cache-Control $lotse_cache always;"


def _types() -> Iterator[str]:
    yield "# Mit Zeichensatz, denn vorab komprimierten Dateien fügt nginx ihn nicht hinzu."
    yield "types {"
    yield from (f'    "{with_charset(kind)}" {" ".join(endings)};' for kind, endings in TYPES.items())
    yield "}"
    yield "default_type application/octet-stream;"


def _compression() -> Iterator[str]:
    yield "# Vorab komprimierte Dateien (.gz), sonst beim Ausliefern."
    yield "gzip_static on;"
    yield "gzip on;"
    yield "gzip_vary on;"
    yield "gzip_proxied any;"
    yield "gzip_min_length 1024;"
    yield f"gzip_types {' '.join(_quoted(with_charset(kind)) for kind in TYPES if is_text(kind))};"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _addresses(site: Serving) -> Iterator[str]:
    yield 'if ($lotse_moved) { return 301 "$lotse_moved$is_args$args"; }'
    yield "# Auch ein Ordner ohne Startseite ist eine unbekannte Adresse."
    yield "error_page 404 $lotse_not_found;"
    yield "error_page 403 =404 $lotse_not_found;"
    yield f"location ~ ^{'/(?:(?:' + site.folders + ')/)?' if site.folders else '/'}404\\.html$ {{ internal; }}"
    yield "# Verborgene Dateien, auch die, mit denen ein Bau arbeitet."
    yield 'location ~ "/\\.(?!well-known(?:/|$))" { return 404; }'


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"    {line}" if line else "" for line in lines)
