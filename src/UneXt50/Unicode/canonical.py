#!/usr/bin/python3
"""Writes canonical.txt: what NFC (Unicode Standard Annex #15) needs to know of characters, from Python's unicodedata.

`C` lines: a character, how it is decomposed once, and "=" where the two are composed again. `O` lines: first and last of a
run of marks that have the same place in the order of marks (canonical combining class). Hangul is computed, not listed."""
import pathlib
import unicodedata

compositions, classes = [], []
for code in range(0x110000):
    character = chr(code)
    if 0xAC00 <= code <= 0xD7A3 or 0xD800 <= code <= 0xDFFF:
        continue
    parts = unicodedata.decomposition(character)
    if parts and not parts.startswith("<"):
        composes = "=" if unicodedata.normalize("NFC", character) == character else "-"
        compositions.append(f"C {code:X} {composes} {' '.join(format(int(part, 16), 'X') for part in parts.split())}")
    order = unicodedata.combining(character)
    if order and classes and classes[-1][1] == code - 1 and classes[-1][2] == order:
        classes[-1][1] = code
    elif order:
        classes.append([code, code, order])
lines = compositions + [f"O {first:X} {last:X} {order}" for first, last, order in classes]
pathlib.Path(__file__).with_name("canonical.txt").write_text("\n".join(lines) + "\n")
