"""Web addresses: as browsers and programs need them, and as people read them (idna)."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import idna

# What ad networks, mailings, statistics and share buttons hang on an address; the page is the same without it.
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|ms|y|dc|tw|li|tt)cl(?:id|src)|gclsrc|gbraid|wbraid|fb_\w+|igsh(?:id)?|mc_[ce]id|mkt_tok|mtm_\w+"
    r"|(?:pk|piwik)_\w+|wt[._]?mc\w*|_hs(?:enc|mi)|hsctatracking|_ga|_gl|oly_\w+|vero_\w+|ref_src|usp"
    r"|(?:php|j|asp\.net_)?sess(?:ion)?_?id|aspsessionid\w*|cfid|cftoken",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?:si|sid|share|shared)=(?=[^&]*\d)[\w-]{12,}", re.IGNORECASE)  # short ones may name a page
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?#]*", re.IGNORECASE)
_TEXT_FRAGMENT = re.compile(r":~:text=.*$")
_SAFE = "/:;@!$&'()*+,=~-._%?[]#"


def untracked(url: str) -> str:
    """The address without the parts that follow people, name a session or came from a share button."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = parts.query
    pairs = query.split("&") if query else []
    kept = [p for p in pairs if not (_TRACKING.fullmatch(p.partition("=")[0]) or _TOKEN.fullmatch(p))]
    path = _PATH_SESSION.sub("", parts.path)
    fragment = _TEXT_FRAGMENT.sub("", parts.fragment)
    if (len(kept), path, fragment) == (len(pairs), parts.path, parts.fragment):
        return url
    return urlunsplit((parts.scheme, parts.netloc, path, "&".join(kept), fragment))


def in_ascii_address(url: str) -> str:
    """The address as every program takes it: the host in punycode (RFC 5891), other letters as percent signs."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    netloc = parts.netloc.lower().replace(host, ascii_host(host), 1) if not host.isascii() else parts.netloc
    path, query, fragment = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, netloc, path, query, fragment))


def ascii_host(host: str) -> str:
    """«xn--mller-kva.de» for «müller.de». Raises ValueError where it is no host at all."""
    return host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")


def is_host(host: str) -> bool:
    """Whether it can be the name of a public server: labels with points between them, no number, no local name."""
    try:
        labels = ascii_host(host).split(".")
    except ValueError:  # IDNAError is one
        return False
    is_whole = all(re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", label, re.IGNORECASE) for label in labels)
    return is_whole and len(labels) > 1 and re.fullmatch(r"[a-z]{2,63}|xn--[a-z0-9-]+", labels[-1], re.I) is not None


def in_web_words(url: str) -> str:
    """The address as people say it: without scheme, «www.» and the last slash, umlauts as umlauts."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.")
    if "xn--" in host:
        host = idna.decode(host)
    return (host + unquote(parts.path)).rstrip("/")
