"""Our side, a process for each kernel provider: requests go in, answers come out in their order."""

import base64
import collections
import json
import queue
import subprocess
import threading

import numpy
import torch

NUMPY = {torch.float32: "<f4", torch.float64: "<f8"}
NAMES = {torch.float32: "F32", torch.float64: "F64"}


def encode(tensor, dtype):
    """Returns a tensor's shape and bits, for JSON."""
    data = tensor.detach().to(dtype).contiguous().numpy().astype(NUMPY[dtype], copy=False)
    return {"shape": list(tensor.shape), "data": base64.b64encode(data.tobytes()).decode()}


def decode(array, dtype):
    data = numpy.frombuffer(bytearray(base64.b64decode(array["data"])), dtype=NUMPY[dtype])
    return torch.from_numpy(data).reshape(array["shape"])


class Worker:
    """One JVM."""

    def __init__(self, java, jar, kernels):
        self.kernels = kernels
        self.process = subprocess.Popen(
            [java, f"-Dmetabalance.kernels={kernels}", "-Dmetabalance.threads=1",
             "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
             "-Xmx2g", "-XX:+UseSerialGC", "-cp", jar,
             "org.metabalance.benchmarks.conformance.ConformanceWorker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf-8")
        self.log = collections.deque(maxlen=20)
        self.answers = queue.SimpleQueue()
        # both pipes are always emptied, so that neither side ever waits for the other to read
        self.drain = self.thread(self.process.stderr, self.log.append)
        self.thread(self.process.stdout, self.answers.put)
        self.about = self.answer()

    def thread(self, lines, take):
        def listen():
            for line in lines:
                take(line)
            take("")

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        return thread

    def send(self, line):
        """Sends a request, a line of JSON."""
        self.process.stdin.write(line)
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def answer(self):
        line = self.answers.get()
        if not line:
            self.process.wait()
            self.drain.join(5)
            raise SystemExit(f"conformance: our side ({self.kernels}) has ended: {''.join(self.log)}")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)


class Workers:
    """The workers of all providers; requests are sent ahead of the answers."""

    AHEAD = 64

    def __init__(self, java, jar, providers):
        self.workers = [Worker(java, jar, name) for name in providers]

    def about(self):
        return [w.about for w in self.workers]

    def ask(self, requests):
        """Yields, for each request of an iterable of (what, line), what and the answers."""
        waiting = collections.deque()
        for what, line in requests:
            for worker in self.workers:
                worker.send(line)
            waiting.append(what)
            if len(waiting) > self.AHEAD:
                yield waiting.popleft(), [w.answer() for w in self.workers]
        while waiting:
            yield waiting.popleft(), [w.answer() for w in self.workers]

    def close(self):
        for worker in self.workers:
            worker.close()
