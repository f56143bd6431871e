"""The gate's tests notice every hole: each mutant opens one, and at least one test of test_publish.py must fail.

A mutant replaces a piece of the source of `lotse.publish` or `lotse.model.ledger` in memory. Where a piece is no
longer found, the source has changed: rewrite the mutant so that it opens the same hole again.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

import lotse.model
import lotse.publish

HOOKS = Path(__file__).parents[1] / "hooks"
ORDER = (
    "model.ledger", "publish.consent", "publish.standing", "publish.help", "publish.tasks", "publish.bodies",
    "publish.events", "publish.clearances", "publish",
)  # fmt: skip
"""The modules of the gate, each before those that import it."""

Mutant = tuple[str, str, str]  # module, piece of its source, what stands there instead
MUTANTS: dict[str, Mutant] = {
    "M1 an entry counts in every channel": ("model.ledger", "or channel not in consent.channels", ""),
    "M2 a pending entry clears": ("model.ledger", 'consent.basis == "pending" or channel', "channel"),
    "M3 a withdrawn entry is valid": (
        "model.ledger",
        "if consent.is_withdrawn_in(channel):\n        return False",
        "",
    ),
    "M4 an entry never lapses": (
        "model.ledger",
        "consent.valid_until is not None and consent.valid_until < today",
        "False",
    ),
    "M5 an entry counts before it was given": ("model.ledger", "or consent.given_on <= today", "or True"),
    "M6 authorities' pages reach the agency": (
        "model.ledger",
        'channel == "fai" or not has_authority_basis',
        "not has_authority_basis",
    ),
    "M7 a body's consent opens its persons' numbers": (
        "publish.bodies",
        "owner.id if is_function else record.id",
        "owner.id",
    ),
    "M8 a person needs no consent of their own": ("publish.bodies", "if not person:\n        return None", ""),
    "M9 tasks of the private folder are public": ("publish.tasks", "if catalogue.is_private(record_id):", "if False:"),
    "M10 a withdrawal leaves what another entry clears": (
        "model.ledger",
        "frozenset(names - withdrawn.get(subject, set()))",
        "frozenset(names)",
    ),
    "M11 every basis clears everything": (
        "model.ledger",
        "FIELDS_OF_BASIS[consent.basis] & {*consent.fields}",
        "{*consent.fields}",
    ),
    "M12 links of offers need no consent": (
        "publish.bodies",
        "url=_address(record.url) if link else None,\n        contacts=tuple(c",
        "url=_address(record.url),\n        contacts=tuple(c",
    ),
    "M13 what lapses tells the person": (
        "publish",
        "{part.id: o.name for o",
        '{part.id: LocalizedText({"de": str(getattr(part, "name", ""))}) for o',
    ),
    "M14 addresses need no consent": (
        "publish.bodies",
        "and gate.pass_or_count(_address_allowed(place, record, gate), record.id)",
        "",
    ),
    "M15 links of sources need no consent": (
        "publish.standing",
        "is_cleared = source.organization is None or",
        "is_cleared = True or",
    ),
    "M16 what is only claimed is shown": ("publish.standing", 'return record.evidence != "claimed"', "return True"),
    "M17 the withdrawal of a part counts less than its body": (
        "publish.consent",
        "if wanted in self.withdrawn.get(part, ()):\n            return False",
        "",
    ),
    "M18 the authorities' basis cannot be switched off": (
        "model.ledger",
        'channel == "fai" or not has_authority_basis',
        'channel == "fai"',
    ),
    "websites need no consent": (
        "publish.bodies",
        "if record.website and gate.pass_or_count(link, record.id)",
        "if record.website",
    ),
    "details of a function need no consent": (
        "publish.bodies",
        "if has_details and not gate.pass_or_count(details",
        "if False and not gate.pass_or_count(details",
    ),
    "a body's consent names its persons": (
        "publish.bodies",
        'gate.allows(record.id, "person")',
        '(gate.allows(record.id, "person") or gate.allows(owner.id, "person"))',
    ),
    "any later entry renews what was withdrawn": (
        "model.ledger",
        "if renews(later, consent)]",
        "if later is not consent]",
    ),
    "a renewal in another channel counts": (
        "model.ledger",
        "valid = [r for r in renewals if is_valid(r, channel, today, has_authority_basis=has_authority_basis)]",
        "valid = renewals",
    ),
    "the first reason hides a withdrawal": ("model.ledger", 'return "withdrawn"', 'return "pending"'),
    "tasks of a person who is not cleared are public": (
        "publish.tasks",
        'contacts = [c for c in organization.contacts if c.name is None or gate.allows(c.id, "person")]',
        "contacts = list(organization.contacts)",
    ),
    "tasks may name who is not cleared": (
        "publish.tasks",
        "if not hidden or name_spot(task.text, hidden) is None:",
        "if True:",
    ),
    "the entry of a person who is not cleared tells its tasks": (
        "publish.tasks",
        "if consent.subject in owners:",
        'owners.setdefault(consent.subject, "")\n        if True:',
    ),
    "offers link to contacts that are withheld": ("publish.bodies", "if c in shown)", ")"),
    "an offer that has ended is shown": ("publish.bodies", 'service.status != "ended" and', ""),
    "numbers that are only claimed are shown": ("publish.help", "if is_seen(line))", ")"),
    "pages of national numbers cannot be switched off": (
        "publish.help",
        "url=line.url if gate.catalogue.region.public_authority_basis else None,",
        "url=line.url,",
    ),
    "links of events need no consent": (
        "publish.events",
        'gate.allows_part(record.id, record.organizer, "link")',
        "True",
    ),
    "addresses of events need no consent": (
        "publish.events",
        "address=venue.address if venue and address else None,",
        "address=venue.address if venue else None,",
    ),
    "events that are only claimed are shown": ("publish.events", "if is_seen(e) and", "if"),
    "the withdrawal of an event counts less than its organizer": (
        "publish.events",
        'gate.allows_part(record.id, record.organizer, "address")',
        'gate.allows(record.organizer, "address")',
    ),
    "events link to contacts that are withheld": ("publish.events", "if contact in shown),", "),"),
    "appointments at an address need no consent": (
        "publish.bodies",
        'has_link=gate.allows_part(record.id, owner, "link")',
        "has_link=True",
    ),
    "hours of a person need no consent": (
        "publish.bodies",
        "schedules=_hours(record.schedules, has_link=details) if details else (),",
        "schedules=_hours(record.schedules, has_link=True),",
    ),
    "an entry is named for what it doesn't clear": (
        "publish.clearances",
        "if gate.allows(*spot):",
        "if spot:",
    ),
    "the number of an entry tells its id": (
        "publish.clearances", "number=consent_number(consent.id),", "number=consent.id,",
    ),
}  # fmt: skip


def test_sound_gate_passes_its_tests():
    """The runner below reports no failure by itself."""
    with gate_tests(()) as tests:
        assert [] == failures(tests)


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant_is_noticed(name):
    """At least one test of the gate fails."""
    module, piece, instead = MUTANTS[name]
    assert source(module).count(piece) == 1, f"rewrite the mutant «{name}»: its piece of {module} is not there once"
    with gate_tests(((module, piece, instead),)) as tests:
        assert failures(tests, at_most=1) != [], f"no test of the gate notices: {name}"


def test_every_module_of_the_gate_is_mutated():
    """A new module of the gate is to have mutants, too."""
    own = {f"publish.{p.stem}".removesuffix(".__init__") for p in (HOOKS / "lotse/publish").glob("*.py")}
    assert own | {"model.ledger"} == set(ORDER) == {module for module, *_ in MUTANTS.values()}


def source(module: str) -> str:
    return file_of(module).read_text("utf-8")


def file_of(module: str) -> Path:
    path = HOOKS / "lotse" / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@contextmanager
def gate_tests(mutants: tuple[Mutant, ...]) -> Iterator[ModuleType]:
    """A fresh copy of test_publish.py that tests a fresh copy of the gate with the mutants in it."""
    names = [f"lotse.{name}" for name in ORDER]
    saved = {name: sys.modules[name] for name in names}
    parents = [(lotse.model, "ledger", saved["lotse.model.ledger"]), (lotse, "publish", saved["lotse.publish"])]
    try:
        package = ModuleType("lotse.publish")
        package.__path__ = [str(HOOKS / "lotse/publish")]
        sys.modules["lotse.publish"] = lotse.publish = package
        for name in ORDER:
            made = package if name == "publish" else ModuleType(f"lotse.{name}")
            sys.modules[f"lotse.{name}"] = made
            execute(made, mutated(name, mutants), file_of(name))
            if name == "model.ledger":
                lotse.model.ledger = made
        tests = ModuleType("gate_tests")
        execute(tests, (Path(__file__).parent / "test_publish.py").read_text("utf-8"), Path("test_publish.py"))
        yield tests
    finally:
        sys.modules.update(saved)
        for parent, name, module in parents:
            setattr(parent, name, module)
        importlib.invalidate_caches()


def mutated(name: str, mutants: tuple[Mutant, ...]) -> str:
    text = source(name)
    for module, piece, instead in mutants:
        text = text.replace(piece, instead) if module == name else text
    return text


def execute(module: ModuleType, text: str, path: Path) -> None:
    sys.modules.setdefault(module.__name__, module)
    exec(compile(text, str(path), "exec"), module.__dict__)


def failures(tests: ModuleType, at_most: int = 100) -> list[str]:
    """The names of the tests that fail, the enumerations first found; `at_most` ends the search early."""
    found: list[str] = []
    for name, test in vars(tests).items():
        if name.startswith("test_") and callable(test):
            if not passes(test):
                found.append(name)
            if len(found) >= at_most:
                break
    return found


def passes(test: Callable[..., None]) -> bool:
    """Runs a test with all its parameters, as pytest would."""
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    assert len(marks) <= 1, "the runner knows one parametrize only"
    cases = [{}]
    if marks:
        names, values = marks[0].args
        names = [names] if isinstance(names, str) and "," not in names else names
        names = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
        cases = [dict(zip(names, value if len(names) > 1 else [value], strict=True)) for value in values]
    try:
        for case in cases:
            test(**case)
    except AssertionError:  # anything else is a mutant that crashes, which proves nothing
        return False
    return True
