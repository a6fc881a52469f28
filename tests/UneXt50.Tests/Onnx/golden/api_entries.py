#!/usr/bin/env python3
"""Counts the entries of onnxruntime's C interface by version, from its header: api_entries.py onnxruntime_c_api.h > api_entries.tsv

Entries are only ever added at the end, each with "\\since Version 1.N" in its comment; one without belongs to the version of
the one before it. A line of the result is a version that added some, and how many there are then."""
import re
import sys

text = open(sys.argv[1]).read()
struct = text[text.index("struct OrtApi {"):]
struct = struct[:re.search(r"^};", struct, re.M).start()]
entry = re.compile(
    r"/\*.*?\*/|//[^\n]*|ORT_API2_STATUS\(\s*(\w+)|ORT_CLASS_RELEASE\(\s*(\w+)|ORT_API_CALL\s*\*\s*(\w+)\s*\)"
    r"|ORT_API_T\([^,]*,\s*(\w+)", re.S)
count, version, counts = 0, 11, {}
for found in entry.finditer(struct):
    if found.group(0).startswith("/"):
        since = re.search(r"since\s+(?:Version\s+)?v?1\.(\d+)", found.group(0), re.I)
        # Comments inside the entries of one version may name an older one.
        if since:
            version = max(version, int(since.group(1)))
        continue
    count += 1
    counts[version] = count
for version, entries in counts.items():
    print(version, entries, sep="\t")
