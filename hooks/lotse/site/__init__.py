"""The whole site on one day, from the project's folder to finished pages. Knows no builder."""

from lotse.site.cache import SiteCache
from lotse.site.environment import DAY_VARIABLE, build_day, private_folder, wanted_languages
from lotse.site.making import check_site, make_site, trend_since
from lotse.site.whole import Site

__all__ = [
    "DAY_VARIABLE",
    "Site",
    "SiteCache",
    "build_day",
    "check_site",
    "make_site",
    "private_folder",
    "trend_since",
    "wanted_languages",
]
