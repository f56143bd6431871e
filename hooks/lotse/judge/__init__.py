"""What must hold for a finished site. Reads each file once, judges structure, policy, links; writes nothing.

Each rule is a generator of findings; its docstring is the rule in one sentence. Where a finding stands is looked
up only for files that have one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from lotse.judge import files as folder
from lotse.judge import links, papers, policy, structure
from lotse.judge.finished import Finding, FinishedSite, SiteRules
from lotse.leaves import KeptLeaves, Leaf, positions_in, read_leaves
from lotse.problems import Problem, sorted_problems

LeafRule = Callable[[Leaf, SiteRules], Iterator[Finding]]
SiteRule = Callable[[FinishedSite], Iterator[tuple[str, Finding]]]

LEAF_RULES: tuple[LeafRule, ...] = (
    policy.scheme_forbidden,
    policy.host_foreign,
    policy.form_foreign,
    policy.handler_inline,
    policy.style_inline,
    policy.script_inline,
    policy.base_forbidden,
    policy.ping_forbidden,
    policy.refresh_forbidden,
    policy.embed_forbidden,
    policy.charset_foreign,
    policy.xml_faulty,
)
PAGE_RULES: tuple[LeafRule, ...] = (
    structure.language_missing,
    structure.title_missing,
    structure.heading_order,
    structure.image_alt_missing,
    structure.id_duplicate,
    structure.reference_broken,
)
SITE_RULES: tuple[SiteRule, ...] = (
    folder.file_unexpected,
    folder.path_case_collision,
    folder.host_foreign_in_files,
    papers.paper_faulty,
    links.link_broken,
    links.anchor_missing,
    links.script_unlisted,
    links.page_orphan,
    links.legal_link_missing,
    links.title_duplicate,
    links.hreflang_faulty,
    links.sitemap_hreflang_faulty,
    links.sitemap_faulty,
)


def judge(files: Mapping[str, bytes], rules: SiteRules | None = None, kept: KeptLeaves | None = None) -> list[Problem]:
    """All problems of the finished site: `files` maps «ordner/index.html» to its content.

    What `kept` has is not read again; what is new is put there.
    """
    return problems_of(FinishedSite(files, rules or SiteRules(), read_leaves(files, kept)))


def problems_of(site: FinishedSite) -> list[Problem]:
    """All problems of a site whose documents somebody has read already."""
    return sorted_problems(_problems(site.files, _found(site)))


def _found(site: FinishedSite) -> Iterator[tuple[str, Finding]]:
    for path, leaf in site.leaves.items():
        for rule in (*LEAF_RULES, *(PAGE_RULES if path in site.pages else ())):
            yield from ((path, finding) for finding in rule(leaf, site.rules))
    for rule in SITE_RULES:
        yield from rule(site)


def _problems(files: Mapping[str, bytes], found: Iterable[tuple[str, Finding]]) -> Iterator[Problem]:
    """The findings with their places; each file that has some is read once more."""
    by_path: dict[str, list[Finding]] = {}
    for path, finding in found:
        by_path.setdefault(path, []).append(finding)
    for path, findings in by_path.items():
        positions = positions_in(path, files[path]) if any(finding.spot for finding in findings) else {}
        for code, message, hint, spot, position in findings:
            for line, column in (positions.get(spot) if spot else None) or [position]:
                yield Problem(file=path, line=line, column=column, code=code, message=message, hint=hint)


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


__all__ = ["LEAF_RULES", "PAGE_RULES", "SITE_RULES", "FinishedSite", "SiteRules", "condensed", "judge", "problems_of"]
