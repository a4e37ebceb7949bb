"""What the peers' sides of benchmarks/peers/run share: the worker that answers, and files.

Reads a command a line, words separated by tabs; answers with "ok", then KEY=VALUE, or "error TEXT":

    about                         which library runs
    prepare JOB THREADS FOLDER   builds the job described in FOLDER/data.safetensors, in WAYS ways,
                                  writes the results of each to FOLDER/SIDE-0.safetensors,
                                  SIDE-1.safetensors ...
    warm SECONDS                  runs until it gets no faster; says which way is fastest, and its memory
    time SECONDS                  runs for about as long; says how long one run took

Each job is written in the ways that could be fastest; the fastest one found in warming up is timed.
"""

import json
import os
import struct
import sys
import time
import traceback

BETA1, BETA2, EPS = 0.9, 0.999, 1e-8


def read(path):
    """Returns shapes and bytes of the tensors of a safetensors file, all F32, in order; its metadata."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        body = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        start, end = entry["data_offsets"]
        tensors[name] = entry["shape"], body[start:end]
    return tensors, metadata


def write(path, tensors):
    """Writes shapes and bytes of F32 tensors to a safetensors file."""
    header, body = {}, b""
    for name, (shape, data) in tensors.items():
        span = [len(body), len(body) + len(data)]
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": span}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


class Worker:
    """Answers for a library, which a module states in five functions and a table.

    about()               what runs, as KEY=VALUE
    threads(n)            uses so many
    tensor(shape, data)   makes a tensor of bytes
    data(tensor)          its shape and bytes
    peak_bytes(run)       the most memory that the results of one run take
    JOBS                  the class of each kind of job: Job(tensors, metadata) has ways(), which are
                          functions that run it, results(run) and reset()
    """

    IMPROVEMENT = 0.98
    MOST = 20

    def __init__(self, side, library, jobs):
        self.side = side
        self.library = library
        self.jobs = jobs
        self.job = None
        self.ways = {}
        self.seconds = {}
        self.way = None

    def about(self):
        return {**self.library.about(), "python": sys.version.split()[0]}

    def prepare(self, name, threads, folder):
        self.library.threads(int(threads))
        tensors, metadata = read(os.path.join(folder, "data.safetensors"))
        tensors = {n: self.library.tensor(*tensor) for n, tensor in tensors.items()}
        self.job = self.jobs[metadata["kind"]](tensors, metadata)
        self.ways, errors = {}, []
        for way, run in self.job.ways().items():
            try:
                results = self.job.results(run)
            except Exception as e:
                traceback.print_exc()
                errors.append(f"{way}: {type(e).__name__}: {first_line(e)}")
                continue
            path = os.path.join(folder, f"{self.side}-{len(self.ways)}.safetensors")
            write(path, {n: self.library.data(result) for n, result in results.items()})
            self.ways[way] = run
        if not self.ways:
            raise RuntimeError("; ".join(errors))
        self.seconds = {way: float("inf") for way in self.ways}  # the first stretch is one run
        self.way = next(iter(self.ways))
        return {"ways": len(self.ways), **({"failed": "; ".join(errors)} if errors else {})}

    def warm(self, seconds):
        """Runs each way until it gets no faster, and chooses the fastest."""
        best = {way: self.warm_one(way, float(seconds) / len(self.ways)) for way in self.ways}
        self.way = min(best, key=best.get)
        return {"way": self.way, "peakBytes": self.library.peak_bytes(self.ways[self.way])}

    def warm_one(self, way, quiet):
        """Runs until it has not become faster for so long."""
        start = time.perf_counter()
        best, improved, now = float("inf"), 0.0, 0.0
        while now - improved < quiet and now < self.MOST * quiet:
            seconds = self.stretch(way, min(0.2, quiet / 4))
            now = time.perf_counter() - start
            if seconds < best * self.IMPROVEMENT:
                best, improved = seconds, now
        return best

    def time(self, seconds):
        return {"micros": f"{self.stretch(self.way, float(seconds)) * 1e6:.6g}", "way": self.way}

    def stretch(self, way, length):
        """Runs for about so many seconds, from the first weights on; returns the seconds of a run."""
        run = self.ways[way]
        self.job.reset()
        runs = max(1, round(length / self.seconds[way]))
        start = time.perf_counter()
        for _ in range(runs):
            run()
        self.seconds[way] = (time.perf_counter() - start) / runs
        return self.seconds[way]


def first_line(error):
    lines = str(error).strip().splitlines()
    return lines[0].replace("\t", " ") if lines else ""


def serve(worker):
    """Answers until the end of the input."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever libraries print is no answer
    for line in sys.stdin:
        command, *words = line.rstrip("\n").split("\t")
        try:
            values = getattr(worker, command)(*words) or {}
            answer = "\t".join(["ok", *(f"{key}={value}" for key, value in values.items())])
        except Exception as e:
            traceback.print_exc()
            answer = f"error\t{type(e).__name__}: {first_line(e)}"
        print(answer, file=answers, flush=True)
