"""Scripts and styles bear the hash of their content, and name one another by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse.output import HashedAssets, hashed_assets
from lotse.policy import is_hashed_asset

ASSETS = builders.PROJECT / "docs/assets"
NAMED = re.compile(r'import "\./([^"]+)"')


def lay(folder: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


SMALL = {
    "dom.js": "export const a = 1;\n",
    "days.js": 'import { a } from "./dom.js";\n',
    "page.js": 'import { a,\n  b } from "./days.js";\nimport "./dom.js";\nexport * from \'./days.js\';\n',
    "late.js": 'const late = () => import("./page.js"); new URL("./css/all.css", import.meta.url);\n',
    "alone.js": "// import x from a comment\n",
    "logo.svg": "<svg/>",
    "sheet.svg": '<svg><image href="logo.svg"/><use href="#a"/><a href="https://example.org/x.svg"/></svg>',
    "css/all.css": '@import "part.css"; a { background: url("../logo.svg") } b { background: url(data:image/png;x) }',
    "css/part.css": "a { background: url(../logo.svg#layer); filter: url(#own) }",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return lay(tmp_path / "assets", SMALL)


def text_of(assets: HashedAssets, name: str) -> str:
    return assets.files[assets.names[name]].decode("utf-8")


def test_every_file_gets_a_name_with_its_hash(small):
    """In its folder, with its ending."""
    assets = hashed_assets(small)
    assert assets.names.keys() == SMALL.keys()
    assert set(assets.names.values()) == assets.files.keys()
    assert re.fullmatch(r"css/all\.[0-9a-f]{10}\.css", assets.names["css/all.css"])
    assert all(is_hashed_asset(f"assets/{name}") for name in assets.files)


def test_files_name_one_another_by_the_new_names(small):
    """Modules, style sheets and drawings; all else stays as it was."""
    assets = hashed_assets(small)
    new = assets.names
    assert text_of(assets, "days.js") == f'import {{ a }} from "./{new["dom.js"]}";\n'
    assert text_of(assets, "page.js") == (
        f'import {{ a,\n  b }} from "./{new["days.js"]}";\nimport "./{new["dom.js"]}";\n'
        f"export * from './{new['days.js']}';\n"
    )
    assert text_of(assets, "late.js") == (
        f'const late = () => import("./{new["page.js"]}"); new URL("./{new["css/all.css"]}", import.meta.url);\n'
    )
    assert text_of(assets, "css/part.css") == f"a {{ background: url(../{new['logo.svg']}#layer); filter: url(#own) }}"
    assert text_of(assets, "css/all.css") == (
        f'@import "{new["css/part.css"].removeprefix("css/")}"; a {{ background: url("../{new["logo.svg"]}") }} '
        "b { background: url(data:image/png;x) }"
    )
    assert text_of(assets, "sheet.svg") == SMALL["sheet.svg"].replace('"logo.svg"', f'"{new["logo.svg"]}"')
    assert text_of(assets, "alone.js") == SMALL["alone.js"]


def test_change_renames_all_that_rest_on_it_and_nothing_else(small):
    """Whoever has an old module in a cache never gets it together with a new one."""
    before = hashed_assets(small).names
    (small / "dom.js").write_text("export const a = 2;\n")
    after = hashed_assets(small).names
    assert {name for name in before if before[name] != after[name]} == {"dom.js", "days.js", "page.js", "late.js"}


def test_same_files_give_the_same(small, tmp_path):
    """Whatever the order on the disk, the day, or the folder."""
    other = lay(tmp_path / "other", dict(reversed(SMALL.items())))
    assert hashed_assets(other) == hashed_assets(small)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"a.js": 'import "./b.js";'}, "«a.js» nennt «./b.js», und diese Datei gibt es nicht."),
        ({"c/a.css": "a { background: url(b.svg) }"}, "«c/a.css» nennt «b.svg», und diese Datei gibt es nicht."),
        (
            {"a.js": 'import "./b.js";', "b.js": 'import "./a.js";'},
            "Diese Dateien nennen einander im Kreis: a.js → b.js → a.js.",
        ),
        (
            {"a.js": "import(`./${x}.js`)"},
            "«a.js» lädt ein Modul, dessen Name erst beim Laden feststeht; er muss fest dastehen.",
        ),
    ],
)
def test_names_that_cannot_be_right_are_refused(tmp_path, files, sentence):
    """A broken page is found by the build, not by a reader."""
    with pytest.raises(ValueError, match=r".") as fault:
        hashed_assets(lay(tmp_path, files))
    assert str(fault.value) == sentence


@given(st.lists(st.sets(st.integers(0, 7), max_size=4), min_size=1, max_size=8), st.integers(0, 7))
def test_no_file_names_an_old_name(tmp_path_factory, needs, changed):
    """For any modules that need others before them: only new names, and a change spreads exactly to dependents."""
    folder = tmp_path_factory.mktemp("modules")
    direct = [{need for need in wanted if need < number} for number, wanted in enumerate(needs)]
    for number, wanted in enumerate(direct):
        lay(folder, {f"m{number}.js": "".join(f'import "./m{need}.js";\n' for need in wanted)})
    before = hashed_assets(folder)
    for data in before.files.values():
        assert {found.group(1) for found in NAMED.finditer(data.decode())} <= before.files.keys()
    changed %= len(direct)
    (folder / f"m{changed}.js").write_text((folder / f"m{changed}.js").read_text() + "//\n")
    after = hashed_assets(folder)
    resting = {changed}
    for number, wanted in enumerate(direct):
        resting |= {number} if wanted & resting else set()
    assert {name for name in before.names if before.names[name] != after.names[name]} == {f"m{n}.js" for n in resting}


def test_assets_of_the_site_name_only_new_names():
    """All of them, as they are published: no old name stands in quotation marks or as an address."""
    assets = hashed_assets(ASSETS)
    old = "|".join(re.escape(name.rpartition("/")[2]) for name in assets.names)
    naming = re.compile(rf"""["'(/](?:{old})["')#?]""")
    found = {path: naming.findall(data.decode("utf-8")) for path, data in assets.files.items()}
    assert {path: names for path, names in found.items() if names} == {}
    new = "|".join(re.escape(name.rpartition("/")[2]) for name in assets.files)
    assert len(re.findall(rf"/(?:{new})", "".join(map(str, assets.files.values())))) > 10
