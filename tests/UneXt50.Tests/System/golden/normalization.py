#!/usr/bin/python3
"""Writes normalization.tsv: strings and what unicodedata.normalize("NFC") makes of them, as code points."""
import pathlib
import random
import unicodedata

random.seed(1)
composed = [chr(code) for code in range(0xC0, 0x30000) if unicodedata.decomposition(chr(code))[:1] not in ("", "<")]
marks = [chr(code) for code in range(0x300, 0x2100) if unicodedata.combining(chr(code))]
bases = list("aeiouAEcnso") + ["\u03b1", "\u0438", "\u0915", "\u1100", "\u1161", "\u11a8", "\uac00", "\u0627"]
samples = composed[::3] + [unicodedata.normalize("NFD", character) for character in composed[1::3]]
samples += [random.choice(bases) + "".join(random.choices(marks, k=random.randint(1, 5))) for _ in range(400)]
samples += ["".join(random.choices(bases + marks + composed, k=8)) for _ in range(400)]
samples += [unicodedata.normalize("NFD", text) for text in ("Löwenzahn", "Ağaç", "Việt Nam", "각종 한글", "ばら", "č̣̌", "Åbo")]


def codes(text):
    return " ".join(format(ord(character), "X") for character in text)


lines = [f"{codes(text)}\t{codes(unicodedata.normalize('NFC', text))}" for text in samples]
pathlib.Path(__file__).with_name("normalization.tsv").write_text("\n".join(lines) + "\n")
