"""Reduced ordered decision diagrams over questions with several answers: exact counts instead of enumeration.

A diagram is a number: 0 is never, 1 is always, others are nodes, shared wherever they say the same. Two diagrams of
one space are equal exactly when their numbers are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

NEVER, ALWAYS = 0, 1


@dataclass(frozen=True, slots=True)
class Cube:
    """A conjunction: per level the answers that fit (None: any), and points per answer of which some are needed."""

    fits: tuple[frozenset[int] | None, ...]
    points: tuple[tuple[int, ...] | None, ...]  # level → points of each answer
    needed: int = 0


class Space:
    """All combinations of answers to questions in a fixed order; `sizes` says how many answers each has."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self._nodes: list[tuple[int, tuple[int, ...]]] = [(len(sizes), ()), (len(sizes), ())]
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._below: dict[int, int] = {}

    def union(self, cubes: Sequence[Cube]) -> int:
        """The diagram of what fits any of the cubes."""
        last = [max((n for n, f in enumerate(c.fits) if f is not None or c.points[n]), default=-1) for c in cubes]
        memo: dict[tuple[int, frozenset[tuple[int, int]]], int] = {}

        def build(level: int, left: frozenset[tuple[int, int]]) -> int:
            if any(last[n] < level for n, _ in left):
                return ALWAYS
            if not left:
                return NEVER
            key = level, left
            if key not in memo:
                children = tuple(build(level + 1, self._after(cubes, last, left, level, a))
                                 for a in range(self.sizes[level]))
                memo[key] = self._node(level, children)
            return memo[key]

        return build(0, frozenset((n, 0) for n, c in enumerate(cubes) if last[n] >= 0 or c.needed <= 0))

    @staticmethod
    def _after(
        cubes: Sequence[Cube], last: Sequence[int], left: Iterable[tuple[int, int]], level: int, answer: int
    ) -> frozenset[tuple[int, int]]:
        """The cubes that an answer leaves, with the points that they have by then, never more than are needed."""
        found = set()
        for number, points in left:
            cube, fits = cubes[number], cubes[number].fits[level]
            if fits is None or answer in fits:
                row = cube.points[level]
                got = min(cube.needed, points + (row[answer] if row else 0))
                if got >= cube.needed or level < last[number]:
                    found.add((number, got))
        return frozenset(found)

    def _node(self, level: int, children: tuple[int, ...]) -> int:
        if all(child == children[0] for child in children):
            return children[0]
        key = level, children
        if key not in self._known:
            self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return self._known[key]

    def both(self, one: int, other: int) -> int:
        return self._combined(one, other, lambda a, b: min(a, b))

    def either(self, one: int, other: int) -> int:
        return self._combined(one, other, lambda a, b: max(a, b))

    def without(self, one: int, other: int) -> int:
        return self._combined(one, other, lambda a, b: min(a, 1 - b))

    def _combined(self, one: int, other: int, decide: Callable[[int, int], int]) -> int:
        memo: dict[tuple[int, int], int] = {}

        def walk(a: int, b: int) -> int:
            if a <= ALWAYS and b <= ALWAYS:
                return decide(a, b)
            if (a, b) not in memo:
                level = min(self._nodes[a][0], self._nodes[b][0])
                pairs = zip(self._children(a, level), self._children(b, level), strict=True)
                memo[a, b] = self._node(level, tuple(walk(x, y) for x, y in pairs))
            return memo[a, b]

        return walk(one, other)

    def _children(self, node: int, level: int) -> tuple[int, ...]:
        own, children = self._nodes[node]
        return children if own == level else (node,) * self.sizes[level]

    def some(self, node: int, levels: Collection[int]) -> int:
        """What is possible for some answers to the questions at these levels."""
        memo: dict[int, int] = {}

        def walk(at: int) -> int:
            if at <= ALWAYS:
                return at
            if at not in memo:
                level, children = self._nodes[at]
                found = [walk(child) for child in children]
                if level in levels:
                    memo[at] = found[0]
                    for child in found[1:]:
                        memo[at] = self.either(memo[at], child)
                else:
                    memo[at] = self._node(level, tuple(found))
            return memo[at]

        return walk(node)

    def count(self, node: int) -> int:
        """How many combinations there are in the diagram, exactly."""
        return self._count(node) * self._between(-1, self._nodes[node][0])

    def _count(self, node: int) -> int:
        if node <= ALWAYS:
            return node
        if node not in self._below:
            level, children = self._nodes[node]
            self._below[node] = sum(self._count(c) * self._between(level, self._nodes[c][0]) for c in children)
        return self._below[node]

    def _between(self, level: int, below: int) -> int:
        product = 1
        for size in self.sizes[level + 1 : below]:
            product *= size
        return product

    def example(self, node: int) -> dict[int, int] | None:
        """The combination with the fewest answers that matter, level → answer; None where there is none."""
        best: dict[int, tuple[int, dict[int, int]] | None] = {NEVER: None, ALWAYS: (0, {})}

        def walk(at: int) -> tuple[int, dict[int, int]] | None:
            if at not in best:
                level, children = self._nodes[at]
                found = [(walk(child), answer) for answer, child in enumerate(children)]
                ways = [(way[0] + 1, {level: answer, **way[1]}) for way, answer in found if way]
                best[at] = min(ways, key=lambda way: way[0], default=None)
            return best[at]

        way = walk(node)
        return way[1] if way else None

    def levels(self, node: int) -> frozenset[int]:
        """The questions that decide."""
        seen, found, waiting = {NEVER, ALWAYS}, set(), [node]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                found.add(self._nodes[at][0])
                waiting += self._nodes[at][1]
        return frozenset(found)
