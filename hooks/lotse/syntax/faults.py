"""Every fault of a file's text: its code, its German sentence, and what to do."""

from __future__ import annotations

from typing import NamedTuple

from lotse.problems import visible
from lotse.syntax.tree import Position

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_NODES = 100_000
MAX_LENGTH = 10_000  # of one text, in characters
MAX_FAULTS = 2_000  # behind so many nobody looks for more

SENTENCES: dict[str, tuple[str, str]] = {  # code → sentence, hint
    # the file as a whole
    "file-too-large": (
        "Die Datei hat {size} Bytes; erlaubt sind {limit}.",
        "Verteilen Sie den Inhalt auf mehrere Dateien.",
    ),
    "file-empty": (
        "Die Datei enthält keine Daten.",
        "Ergänzen Sie die Einträge, oder löschen Sie die Datei.",
    ),
    "encoding-wrong": (
        "Die Datei ist nicht als UTF-8 gespeichert. Zeichen, die deshalb nicht lesbar sind: {number}.",
        "Speichern Sie die Datei als «UTF-8»; gemeint ist hier vermutlich «{guess}».",
    ),
    "bom-used": (
        "Die Datei beginnt mit einer unsichtbaren Marke (BOM).",
        "Speichern Sie sie als «UTF-8 ohne BOM».",
    ),
    "line-end-wrong": (
        "Zeilenenden von Windows oder altem Mac (CR); Zeilen mit CR: {number}.",
        "Speichern Sie die Datei mit Zeilenenden «LF» (auch «Unix» genannt).",
    ),
    "problems-many": (
        "Weitere Probleme in dieser Datei: mindestens {number}.",
        "Beheben Sie zuerst die genannten.",
    ),
    # characters
    "tab-used": (
        "Hier steht ein Tabulatorzeichen; eingerückt wird mit Leerzeichen.",
        "Ersetzen Sie es durch zwei Leerzeichen je Ebene.",
    ),
    "character-hidden": (
        "Hier steht ein unsichtbares oder nicht zugelassenes Zeichen: {name}.",
        "Löschen Sie das Zeichen; «lotse check --fix» tut das für Sie.",
    ),
    "letter-split": (
        "«{letter}» besteht hier aus zwei Zeichen, dem Buchstaben und seinem Akzent; keine Suche findet das Wort.",
        "Tippen Sie den Buchstaben neu; «lotse check --fix» tut das für die ganze Datei.",
    ),
    "text-garbled": (
        "Aus «{meant}» wurde «{found}»: Die Datei war einmal mit der falschen Kodierung geöffnet.",
        "Schreiben Sie «{meant}», oder holen Sie eine frühere Fassung der Datei zurück.",
    ),
    "conflict-left": (
        "Hier stehen zwei Fassungen derselben Stelle untereinander, weil Git sie nicht vereinen konnte.",
        "Behalten Sie, was gilt, und löschen Sie die Zeilen mit den Marken: {lines}.",
    ),
    "character-lost": (
        "«\ufffd» steht für ein Zeichen, das beim Speichern verloren ging.",
        "Setzen Sie das richtige Zeichen ein.",
    ),
    "space-wrong": (
        "Hier steht ein besonderes Leerzeichen ({name}), wo ein gewöhnliches stehen muss.",
        "Löschen Sie es, und tippen Sie die Leertaste.",
    ),
    # what this dialect leaves out
    "nesting-too-deep": (
        "Hier sind mehr als {limit} Ebenen ineinander verschachtelt.",
        "Prüfen Sie die Einrückung und die Klammern.",
    ),
    "nodes-too-many": (
        "Die Datei hat mehr als {limit} Werte.",
        "Verteilen Sie die Einträge auf mehrere Dateien.",
    ),
    "document-second": (
        "«{mark}» trennt Dokumente voneinander; eine Datei hat hier nur eines.",
        "Löschen Sie die Zeile, oder legen Sie für das zweite eine eigene Datei an.",
    ),
    "directive-used": (
        "Anweisungen mit «%» am Zeilenanfang sind hier nicht vorgesehen.",
        "Löschen Sie die Zeile.",
    ),
    "anchor-used": (
        "«&{name}» ist ein Anker; Anker sind hier nicht vorgesehen.",
        "Löschen Sie ihn; ein Text, der mit «&» beginnt, steht in Anführungszeichen.",
    ),
    "alias-used": (
        "«*{name}» verweist auf einen Anker; Verweise sind hier nicht vorgesehen.",
        "Schreiben Sie die Angaben aus; ein Text, der mit «*» beginnt, steht in Anführungszeichen.",
    ),
    "tag-used": (
        "«{name}» ist eine Typangabe; Typangaben sind hier nicht vorgesehen.",
        "Löschen Sie sie; ein Text, der mit «!» beginnt, steht in Anführungszeichen.",
    ),
    "merge-used": (
        "«<<» mischt Einträge ineinander; das ist hier nicht vorgesehen.",
        "Schreiben Sie die Angaben aus.",
    ),
    # keys and values
    "key-duplicate": (
        "Der Schlüssel «{key}» steht zweimal: in Zeile {first} und in Zeile {second}.",
        "Löschen Sie einen der beiden; bei einem neuen Eintrag fehlt vielleicht das «- » davor.",
    ),
    "key-complex": (
        "Ein Schlüssel ist ein einzelnes Wort oder ein Text auf einer Zeile.",
        "Ein Text, der mit «[», «{{» oder «?» beginnt, steht in Anführungszeichen.",
    ),
    "key-empty": (
        "Vor dem Doppelpunkt fehlt der Schlüssel.",
        "Schreiben Sie «schlüssel: Wert».",
    ),
    "key-unquoted": (
        "Der Schlüssel «{text}» ist ohne Anführungszeichen mehrdeutig: "
        "Andere Programme lesen daraus {meaning}.",
        "Setzen Sie ihn in Anführungszeichen: {fixed}",
    ),
    "value-unquoted": (
        "«{text}» ist ohne Anführungszeichen mehrdeutig: Andere Programme lesen daraus {meaning}.",
        "Setzen Sie den Wert in Anführungszeichen: {fixed}",
    ),
    "value-empty": (
        "Hinter «{key}» steht kein Wert.",
        "Ergänzen Sie den Wert, oder löschen Sie die Zeile.",
    ),
    "value-too-long": (
        "Der Text hat {length} Zeichen; erlaubt sind {limit}.",
        "Kürzen Sie ihn; vielleicht fehlt auch ein schließendes Anführungszeichen.",
    ),
    "blank-outside": (
        "Der Text beginnt oder endet mit einem Leerzeichen.",
        "Schreiben Sie: {fixed}",
    ),
    "quote-curly": (
        "Diese Anführungszeichen ({quotes}) gehören für YAML zum Text und erscheinen auf der Website.",
        "Sind sie nicht gemeint, schreiben Sie: {fixed}; sonst setzen Sie noch gerade darum.",
    ),
    "comment-glued": (
        "Ab «{comment}» liest YAML einen Kommentar; der Wert endet bei «{text}».",
        "Ist es ein Kommentar, fehlt ein Leerzeichen hinter «#»; "
        "gehört es zum Wert, setzen Sie alles in Anführungszeichen: {fixed}",
    ),
    # what the syntax of YAML doesn't allow
    "colon-unquoted": (
        "Der Text «{text}» enthält einen Doppelpunkt {where}; "
        "YAML hält «{before}» deshalb für einen Schlüssel.",
        "Setzen Sie den Text in Anführungszeichen: {fixed}",
    ),
    "colon-missing": (
        "Hinter «{text}» fehlt der Doppelpunkt.",
        "Schreiben Sie «schlüssel: Wert»; ein Text über mehrere Zeilen ist tiefer eingerückt.",
    ),
    "space-missing": (
        "Hinter dem Doppelpunkt fehlt ein Leerzeichen.",
        "Schreiben Sie: {fixed}",
    ),
    "indent-wrong": (
        "Die Einrückung passt nicht: «{text}» beginnt in Spalte {column}{expected}.",
        "Was zusammengehört, beginnt in derselben Spalte.",
    ),
    "list-mixed": (
        "Auf einer Ebene stehen Listeneinträge («- …») und Schlüssel («schlüssel: …») gemischt.",
        "Alle Zeilen einer Ebene beginnen mit «- » oder keine; prüfen Sie die Einrückung.",
    ),
    "dash-folded": (
        "Diese Zeile beginnt mit «- », gehört für YAML aber noch zum Text aus Zeile {first}.",
        "Rücken Sie alle Einträge der Liste gleich weit ein; hinter «schlüssel:» steht dann nichts mehr.",
    ),
    "dash-wrong": (
        "Hier steht «{dash}», wo eine Liste einen Bindestrich «-» braucht.",
        "Schreiben Sie: {fixed}",
    ),
    "quote-open": (
        "Das Anführungszeichen {quote} wird nicht geschlossen.",
        "Setzen Sie es am Ende des Textes noch einmal; "
        "was in weiteren Zeilen dazugehört, ist tiefer eingerückt als der Schlüssel.",
    ),
    "text-trailing": (
        "Hinter «{closer}» steht noch «{text}».",
        "Setzen Sie den ganzen Wert in Anführungszeichen: {fixed}",
    ),
    "block-glued": (
        "Hinter «{mark}» steht noch «{text}»; der Text beginnt erst in der nächsten Zeile.",
        "Rücken Sie ihn dort ein, oder setzen Sie den Wert in Anführungszeichen: {fixed}",
    ),
    "start-unquoted": (
        "Ohne Anführungszeichen darf ein Text nicht mit «{char}» beginnen.",
        "Setzen Sie ihn in Anführungszeichen: {fixed}",
    ),
    "bracket-open": (
        "Die Klammer «{bracket}» wird nicht geschlossen.",
        "Am Ende fehlt «{closer}».",
    ),
    "bracket-wrong": (
        "Hier steht «{found}», ohne dass es zu einer öffnenden Klammer passt.",
        "Jede Klammer «[» endet mit «]», jede «{{» mit «}}».",
    ),
    "comma-missing": (
        "In der Klammer fehlt vor «{text}» ein Komma.",
        "Trennen Sie die Einträge mit Kommas; Text mit Sonderzeichen steht in Anführungszeichen.",
    ),
    "comma-extra": (
        "Hier steht ein Komma, vor dem ein Eintrag fehlt.",
        "Löschen Sie das Komma; ein Text, der mit einem Komma beginnt, steht in Anführungszeichen.",
    ),
    "escape-unknown": (
        "«{text}» ist in doppelten Anführungszeichen keine gültige Zeichenfolge mit «\\».",
        "Verwenden Sie einfache Anführungszeichen: '…'",
    ),
    "syntax-wrong": (
        "YAML versteht diese Stelle nicht ({original}).",
        "Prüfen Sie hier und in der Zeile davor Einrückung, Doppelpunkte, Anführungszeichen und Klammern.",
    ),
}

# After these the tree still says what the editor means.
_HARMLESS = frozenset({
    "bom-used", "line-end-wrong", "tab-used", "character-hidden", "space-wrong", "encoding-wrong", "character-lost",
    "letter-split", "text-garbled", "conflict-left", "blank-outside", "quote-curly",
    "key-unquoted", "value-unquoted", "value-empty", "value-too-long", "comment-glued",
})  # fmt: skip


class Fault(NamedTuple):
    """A problem of a file whose name nobody needs to know yet."""

    position: Position
    code: str
    message: str
    hint: str
    edit: tuple[str, str] = ("", "")  # what stands at the position, and what mends it, where that is beyond doubt


def fault(
    code: str, position: tuple[int, int], *, hint: str | None = None, edit: tuple[str, str] = ("", ""),
    **words: object,
) -> Fault:  # fmt: skip
    """The fault with its sentence; `hint` replaces the usual advice, `edit` is what mends it."""
    sentence, advice = SENTENCES[code]
    told = {name: _told(word) for name, word in words.items()}
    advice = advice.format(**told) if hint is None else shown(hint, 400)
    return Fault(Position(*position), code, sentence.format(**told), advice, edit)


def _told(word: object) -> object:
    """As it stands in a German sentence: numbers grouped, excerpts short and visible."""
    if isinstance(word, int):
        return f"{word:,}".replace(",", ".") if word >= 10_000 else word
    return shown(word, 200) if isinstance(word, str) else word


def spoils(found: Fault) -> bool:
    """Whether the tree cannot be trusted after this fault."""
    return found.code not in _HARMLESS


def shown(text: str, limit: int = 60) -> str:
    """An excerpt that fits into a sentence: one line, not long, nothing hidden in it."""
    text = " ".join(text.split())
    if len(text) > limit:
        text = text[: limit - 1].rstrip() + "…"
    return visible(text)


def quoted(text: str) -> str:
    """The text as a YAML value in quotes, with as few backslashes as can be."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
