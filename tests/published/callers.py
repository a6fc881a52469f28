#!/usr/bin/python3
"""callers.py PROGRAM PHOTO [ROUNDS [REQUESTS]]: `serve` beside `classify`, in turns: photos a second of 4 callers and of a
folder of as many copies; the time of one caller's request and what `classify` says that a photo takes from decoding to
inference, both by the median. Each round is a pair; the ratios are their medians. Then requests for 60 s at most, and
the server's memory before and after."""
import http.client, json, os, socket, statistics, subprocess, sys, tempfile, threading, time

program, photo = sys.argv[1], sys.argv[2]
rounds, requests = int(sys.argv[3]) if len(sys.argv) > 3 else 5, int(sys.argv[4]) if len(sys.argv) > 4 else 200
callers, seconds = 4, float(os.environ.get("SECONDS_OF_LOAD", 60))
picture = open(photo, "rb").read()
folder = tempfile.TemporaryDirectory()
place = os.path.join(folder.name, "s.sock")
photos = os.path.join(folder.name, "photos")
os.mkdir(photos)
for i in range(requests):
    with open(os.path.join(photos, f"{i:06}.jpg"), "wb") as copy:
        copy.write(picture)


def connect():
    caller = http.client.HTTPConnection("localhost")
    caller.sock = socket.socket(socket.AF_UNIX)
    caller.sock.connect(place)
    return caller


def ask(caller):
    caller.request("POST", "/classify?format=jsonl", picture)
    answer = caller.getresponse()
    body = answer.read()
    assert answer.status == 200, body
    return body


def classify(*inputs):
    command = [program, "classify", "--format", "json", "--top", "1", *inputs]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def together(count):
    """Requests a second of all callers."""
    def work():
        caller = connect()
        for _ in range(count // callers):
            ask(caller)
    threads = [threading.Thread(target=work) for _ in range(callers)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count // callers * callers / (time.perf_counter() - start)


def alone(count):
    """Median milliseconds of a request."""
    caller, times = connect(), []
    for _ in range(count):
        start = time.perf_counter()
        ask(caller)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def resident(process):
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmRSS"))


server = subprocess.Popen([program, "serve", "--listen", f"unix:{place}", "--quiet", "--top", "1"])
try:
    while not os.path.exists(place):
        time.sleep(0.01)
    assert json.loads(ask(connect()))["classes"]
    many, one = [], []
    for _ in range(rounds):
        many.append(together(requests) / classify(photos)["summary"]["photos_per_second"])
        # A few photos: all cores work on each, as they do for one caller. The first is not counted: it warms up.
        few = [os.path.join(photos, f"{i:06}.jpg") for i in range(min(requests, 2 * os.cpu_count() - 1))]
        times = [row["milliseconds"]["total"] for _ in range(10) for row in classify(*few)["results"][1:]]
        one.append(alone(40) / statistics.median(times))
    print(f"{callers} callers: {statistics.median(many):.3f} of a folder's photos a second "
          f"({min(many):.3f} to {max(many):.3f})")
    print(f"one caller: {statistics.median(one):.3f} of the time of a photo ({min(one):.3f} to {max(one):.3f})")
    before, done, start = resident(server.pid), 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        together(requests)
        done += requests // callers * callers
    print(f"{done} requests more: {before:.1f} MB resident before, {resident(server.pid):.1f} MB after")
finally:
    server.terminate()
    print(f"exit code {server.wait()}")
