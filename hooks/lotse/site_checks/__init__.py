"""What must hold for a finished site. Reads pages, judges links, structure and policy; writes nothing.

Each rule is a generator of problems; its docstring is the rule in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from lotse.problems import Problem, sorted_problems
from lotse.site_checks import links, policy, structure
from lotse.site_checks.site import Site, SiteRules

Rule = Callable[[Site], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    policy.scheme_forbidden,
    policy.host_foreign,
    policy.handler_inline,
    policy.style_inline,
    policy.script_inline,
    structure.language_missing,
    structure.title_missing,
    structure.title_duplicate,
    structure.heading_order,
    structure.image_alt_missing,
    structure.id_duplicate,
    structure.reference_broken,
    links.link_broken,
    links.anchor_missing,
    links.page_orphan,
    links.legal_link_missing,
    links.path_case_collision,
    links.sitemap_faulty,
    links.hreflang_faulty,
)


def check_site(files: Mapping[str, bytes], rules: SiteRules | None = None) -> list[Problem]:
    """All problems of the finished site: `files` maps «ordner/index.html» to its content."""
    site = Site(files, rules or SiteRules())
    return sorted_problems(problem for rule in RULES for problem in rule(site))


def condensed(problems: Iterable[Problem]) -> list[Problem]:
    """Of a fault that many pages share (a link in the footer, say) only the first, saying how many more."""
    by_fault = sorted(problems, key=lambda p: (p.code, p.message, p))
    firsts = []
    for _, group in groupby(by_fault, key=lambda p: (p.code, p.message)):
        first, *others = group
        count = len({p.file for p in others} - {first.file})
        more = f"Ebenso auf {count} weiteren Seiten." if count else ""
        firsts.append(replace(first, hint=f"{first.hint} {more}".strip()))
    return sorted_problems(firsts)


__all__ = ["RULES", "Rule", "SiteRules", "check_site", "condensed"]
