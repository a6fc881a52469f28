"""record.py COMMAND...: runs the commands in a shell and writes, as an SVG that plays, what a terminal would have shown."""
import html
import subprocess
import sys

COLUMNS, LINE, MARGIN = 92, 19, 16
TYPING, PAUSE = 0.04, 1.2  # seconds a letter, and before and after an answer

lines, time = [], 0.5
for command in sys.argv[1:]:
    lines.append((time, "$ ", command))
    time += TYPING * len(command) + PAUSE
    shown = subprocess.run(command, shell=True, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout
    for line in shown.rstrip("\n").split("\n"):
        lines.append((time, "", line[:COLUMNS]))
    time += PAUSE
length = time + 4  # and again

width, height = COLUMNS * 8.4 + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
print(f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}">
<style>
text {{ font: 14px ui-monospace, "DejaVu Sans Mono", monospace; fill: #d8dee4; white-space: pre; }}
.typed {{ fill: #7ee787; }}
@media (prefers-reduced-motion: no-preference) {{ text {{ opacity: 0; animation: {length:.1f}s step-end infinite; }} }}""")
for number, (at, _, _) in enumerate(lines):
    print(f"@keyframes l{number} {{ 0% {{ opacity: 0 }} {100 * at / length:.2f}% {{ opacity: 1 }} 100% {{ opacity: 1 }} }}")
print(f"""</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>""")
for number, (_, prompt, text) in enumerate(lines):
    style = ' class="typed"' if prompt else ""
    print(f'<text{style} style="animation-name: l{number}" x="{MARGIN}" y="{MARGIN + LINE * number + 14}">'
          f"{html.escape(prompt + text)}</text>")
print("</svg>")
