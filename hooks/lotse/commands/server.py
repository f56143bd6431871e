"""`lotse server`: the configuration of a web server that serves the site as its pages expect it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from lotse.load import Catalogue
from lotse.output.servers import Serving, caddy_config, nginx_config, serving_of

SERVERS: Mapping[str, Callable[[Serving], str]] = {"nginx": nginx_config, "caddy": caddy_config}


def server_config(catalogue: Catalogue, server: str, root: Path, listen: str | None = None) -> str:
    """The configuration for a server of `SERVERS`; `root` is where the site lies on it, absolute.

    Raises `Refused` for a site that it can't be written for.
    """
    present = (organization.id for organization in catalogue.organizations)
    return SERVERS[server](serving_of(catalogue.region, catalogue.retired, present, root, listen))
