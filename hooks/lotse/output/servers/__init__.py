"""What a web server must know to serve the site: nginx and Caddy, from the same source as the pages' own policy."""

from __future__ import annotations

from lotse.output.servers.caddy import caddy_config
from lotse.output.servers.nginx import nginx_config
from lotse.output.servers.serving import Serving, serving_of

__all__ = ["Serving", "caddy_config", "nginx_config", "serving_of"]
