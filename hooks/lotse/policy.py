"""What a page of the site may do, and how long its files may be kept: the one source for pages and for servers.

A page says it in `<meta http-equiv>`, a server in a header; a header can say more (CSP Level 3, section 3.3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # the search is WebAssembly
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_HEADER_ONLY: Mapping[str, str] = {"frame-ancestors": "'none'"}


def _policy(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


CONTENT_POLICY = _policy(_DIRECTIVES)
"""For `<meta http-equiv="Content-Security-Policy">` of every page: all comes from the site itself, nothing inline."""
HEADER_POLICY = _policy({**_DIRECTIVES, **_HEADER_ONLY})
"""For the header of the same name: the same, and no other site shows ours in a frame."""
EMBED_POLICY = _policy({**_DIRECTIVES, "frame-ancestors": "*"})
"""The same header for what lies in EMBED: any site may show it in a frame."""
EMBED = "embed"
"""The folder of the site for parts that other sites show."""
REFERRER_POLICY = "no-referrer"
"""No other site learns which page somebody came from; also for `<meta name="referrer">`."""
_FEATURES = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in _FEATURES)
"""What of a device no page ever asks for."""

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": HEADER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": REFERRER_POLICY,
    "Permissions-Policy": PERMISSIONS_POLICY,
}
"""The headers of every answer."""

ASSETS = "assets"
"""The folder of the site for scripts, style sheets and pictures."""
HASH_LENGTH = 10
"""In hexadecimal digits; the name tells the version, not whether somebody changed it on purpose."""
HASHED_ASSET = rf"{ASSETS}/(?:.*/)?[^/]+\.[0-9a-f]{{{HASH_LENGTH}}}\.[a-z0-9]+"
"""Regular expression for the path of an asset that bears the hash of its content in its name."""
SEARCH_PART = r"pagefind/(?:(?:fragment|index|filter)/.*|[^/]+\.pf_meta)"
"""Regular expression for the path of a part of the search index; Pagefind puts a hash into these names."""
GOOD_FOR_DAYS = 30
"""How long a page holds that nobody has made anew: sites are built every night, one left alone says that it is old."""
FOR_EVER = "public, max-age=31536000, immutable"
"""`Cache-Control` of what never changes under its name (RFC 8246)."""
ASK_FIRST = "no-cache"
"""`Cache-Control` of all else: may be kept, but used only after the server said that it is still right."""

_HASHED_ASSET = re.compile(rf"{HASHED_ASSET}(?:\.gz)?")


def is_hashed_asset(path: str) -> bool:
    """Whether a file of the site bears the hash of its content in its name, as itself or as compressed copy."""
    return bool(_HASHED_ASSET.fullmatch(path))
